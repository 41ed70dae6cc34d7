"""The form beyond the five questions: days, meals, parts, extra questions, needs, colleagues, helpers."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event, EventDay, ItemKind
from events.services import cancel_event, set_capacity
from inkludering.outbox.models import Message
from participants import services
from participants.emails import Kind, render_reminder
from participants.models import (
    DayChoice,
    ItemChoice,
    Need,
    Party,
    Registration,
    RegistrationStatus,
    SignUp,
)
from participants.services.extra_answers import read_extras
from participants.services.needs import count_for_kitchen
from participants.services.reminders import queue_reminders, reminder_at
from tests.factories import make_item, make_organisation, make_published_event
from tests.participants.forms import a_client, filled_in, receipt_of, register_url
from tests.participants.test_asking import make_question

pytestmark = pytest.mark.django_db


def make_asking(days: int = 1, **asks: Any) -> Event:
    event = make_published_event(asks_more=True)
    SignUp.objects.create(event=event, **asks)
    first = event.days.get()
    for number in range(1, days):
        EventDay.objects.create(event=event, date=first.date + timedelta(days=number))
        event.ends_at = (event.ends_at or timezone.now()) + timedelta(days=1)
    event.save()
    return event


def send(event: Event, client: Any = None, **fields: Any) -> Any:
    return (client or a_client()).post(register_url(event), filled_in(1, **fields))


def colleague(number: int, **fields: Any) -> dict[str, Any]:
    values = {"first_name": f"Ida {number}", "last_name": "Moe", "email": f"ida{number}@example.org"}
    return {f"colleague{number}-{name}": value for name, value in (values | fields).items()}


def test_plain_form_costs_no_more_than_before() -> None:
    event = make_published_event()
    client = a_client()

    with CaptureQueriesContext(connection) as queries:
        send(event, client)

    written = [one["sql"] for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len([one for one in written if "django_cache" not in one]) <= 8


def test_days_and_dinner_are_chosen_and_kept() -> None:
    event = make_asking(days=2)
    first, second = event.days.order_by("date")
    dinner = make_item(event, "19.00", ItemKind.SOCIAL, title="Middag")
    event.sign_up.items.add(dinner)

    nothing = send(event)
    answer = send(event, days=[second.pk], items=[dinner.pk])

    assert (nothing.status_code, answer.status_code) == (200, 303)
    registration = Registration.objects.get()
    assert [choice.day_id for choice in DayChoice.objects.all()] == [second.pk]
    assert ItemChoice.objects.get().item_id == dinner.pk
    assert list(Registration.objects.coming_on(second)) == [registration]
    assert list(Registration.objects.coming_on(first)) == []
    assert count_for_kitchen(day=first).items == [("Middag", 0)]


def test_project_owner_says_what_the_task_is() -> None:
    event = make_asking(asks_role=True)

    without = send(event, part="project_owner")
    send(event, part="project_owner", assignment="Et møtested for unge")

    assert without.status_code == 200
    choice = DayChoice.objects.get()
    assert (choice.part, choice.assignment) == ("project_owner", "Et møtested for unge")


def test_required_question_is_asked_and_answers_kept_by_kind() -> None:
    event = make_asking()
    must = make_question(event, is_required=True)
    many = make_question(event, kind="many", options=["Rødt", "Blått"])
    number = make_question(event, kind="number")

    without = send(event)
    send(event, **{must.field_name: "Alt", many.field_name: ["Rødt", "Blått"], number.field_name: "3"})

    assert without.status_code == 200
    assert 'href="#id_' + must.field_name in without.content.decode()
    extras = read_extras(Registration.objects.get())
    assert extras.answers == {must.pk: "Alt", many.pk: ["Rødt", "Blått"], number.pk: 3}


def test_needs_come_with_the_form_only_when_consented_to() -> None:
    event = make_published_event()

    refused = send(event, diet=["vegan"])
    send(event, diet=["vegan"], diet_consent="on", access=[], access_other="")

    assert refused.status_code == 200
    assert "checked" in refused.content.decode()
    assert Need.objects.get().registration == Registration.objects.get()


def test_known_address_keeps_what_it_told_before() -> None:
    event = make_asking(asks_experience=True)
    send(event, experience="Mye", diet=["vegan"], diet_consent="on")

    send(event, experience="Noe annet", diet=["halal"], diet_consent="on")

    registration = Registration.objects.get()
    assert read_extras(registration).experience == "Mye"
    assert Need.objects.count() == 1


def test_adding_a_colleague_judges_nothing_and_loses_nothing() -> None:
    event, client = make_published_event(), a_client()
    sent = filled_in(1, first_name="", last_name="Ås", diet=["vegan"], colleagues="1") | colleague(0)

    page = client.post(register_url(event), sent | {"add_colleague": "1"}).content.decode()
    fewer = client.post(register_url(event), sent | {"drop_colleague": "0"}).content.decode()

    assert 'value="Ås"' in page
    assert 'value="ida0@example.org"' in page
    assert 'name="colleague1-first_name"' in page
    assert "ds-validation-message" not in page
    assert "colleague0-first_name" not in fewer
    assert Registration.objects.count() == 0


def test_colleagues_get_a_row_a_link_and_a_mail_each() -> None:
    event, client = make_published_event(capacity=2), a_client()
    more = (
        {"colleagues": "3"}
        | colleague(0)
        | colleague(1, sector="academia")
        | colleague(2, first_name="", last_name="", email="")
    )

    answer = send(event, client, **more)

    assert answer.status_code == 303
    rows = Registration.objects.order_by("pk")
    assert [row.sector for row in rows] == ["public", "public", "academia"]
    assert [row.status for row in rows] == ["confirmed", "confirmed", "waiting"]
    assert {row.party_id for row in rows} == {Party.objects.get().pk}
    assert Party.objects.get().entered_by_name == rows[0].name
    assert Message.objects.filter(kind=Kind.CONFIRMATION).count() == 2
    assert "Ida 0" in receipt_of(client, event).others


def test_those_who_wait_together_take_no_single_seat() -> None:
    event = make_published_event(capacity=2, by_itself=True)

    send(event, colleagues="2", together="on", **colleague(0), **colleague(1))

    statuses = set(Registration.objects.values_list("status", flat=True))
    assert statuses == {RegistrationStatus.WAITING}
    assert Party.objects.get().together
    services.fill_free_seats(event=event, now=timezone.now())
    assert set(Registration.objects.values_list("status", flat=True)) == {"waiting"}
    set_capacity(event=event, capacity=3, by=None, now=timezone.now())
    assert set(Registration.objects.values_list("status", flat=True)) == {"confirmed"}


def test_group_form_sent_twice_is_one_group() -> None:
    event, client = make_published_event(), a_client()
    sent = filled_in(1, colleagues="1") | colleague(0)

    answers = [client.post(register_url(event), sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert (Registration.objects.count(), Party.objects.count(), Message.objects.count()) == (2, 1, 2)


def test_two_on_a_form_cannot_share_an_address() -> None:
    event = make_published_event()

    answer = send(event, colleagues="1", **colleague(0, email="PERSON1@example.org"))

    assert answer.status_code == 200
    assert Registration.objects.count() == 0


def test_helper_gets_the_mail_of_somebody_without_an_address() -> None:
    event, client = make_published_event(), a_client()
    helper = {"for_other": "on", "helper_name": "Oda Li", "helper_email": "oda@example.org"}

    without_name = send(event, client, email="", for_other="on")
    answer = send(event, client, email="", **helper)

    assert (without_name.status_code, answer.status_code) == (200, 303)
    registration = Registration.objects.get()
    assert registration.mail_address == "oda@example.org"
    assert Message.objects.get().recipient == "oda@example.org"
    assert Party.objects.get().entered_by_name == "Oda Li"


def test_helper_is_told_of_the_day_and_when_it_is_called_off() -> None:
    event, client = make_published_event(), a_client()
    helper = {"for_other": "on", "helper_name": "Oda Li", "helper_email": "oda@example.org"}
    send(event, client, email="", **helper)
    at = reminder_at(event)
    assert at
    Registration.objects.update(confirmed_at=at - timedelta(days=9))

    queue_reminders(now=at)
    reminded = render_reminder(Message.objects.get(kind=Kind.REMINDER))
    cancel_event(event=event, by=None, now=timezone.now(), reason="Lokalet brant.")

    assert reminded
    told = {(one.kind, one.recipient) for one in Message.objects.all()}
    assert {(Kind.REMINDER, "oda@example.org"), (Kind.EVENT_CANCELLED, "oda@example.org")} <= told


def test_nobody_consents_for_another() -> None:
    helper = {"for_other": "on", "helper_name": "Oda Li", "helper_email": "oda@example.org"}

    answer = send(make_published_event(), diet=["vegan"], diet_consent="on", **helper)

    assert answer.status_code == 200
    assert Registration.objects.count() == 0


def test_sector_left_open_is_that_of_a_known_organisation() -> None:
    make_organisation(name="Elvestad bibliotek", sector="academia")

    send(make_published_event(), sector="", organisation_name="ELVESTAD  bibliotek")

    assert Registration.objects.get().sector == "academia"


def test_form_that_is_put_right_brings_its_other_answers_along() -> None:
    event, client = make_asking(asks_experience=True), a_client()
    send(event, client, experience="Litt")

    send(event, client, email="rett@example.org", experience="Mye", corrects="1", token=filled_in()["token"])

    registration = Registration.objects.get()
    assert registration.participant.email == "rett@example.org"
    assert read_extras(registration).experience == "Mye"
    assert registration.registered_at <= timezone.now()
