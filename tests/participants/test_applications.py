"""Where people apply: the coordinator says yes or no, and each gets the answer by mail."""

import pytest
from django.utils import timezone

from events.models import Event
from inkludering.audit.models import Entry
from inkludering.outbox.models import Message
from participants import export, services
from participants.emails import Kind
from participants.models import Registration, RegistrationStatus, SignUp
from participants.services.applications import accept, decline
from regions.models import RoleKind
from tests.factories import make_published_event, make_registration, make_user
from tests.participants.answers import make_answers
from tests.participants.coordinators import client_as, work
from tests.participants.forms import a_client, filled_in, receipt_of, register_url
from tests.participants.test_asking import make_question

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def make_approving(capacity: int = 2) -> Event:
    event = make_published_event(asks_more=True, capacity=capacity)
    SignUp.objects.create(event=event, approves=True)
    return event


def apply_for(event: Event, number: int) -> Registration:
    services.register(event=event, answers=make_answers(number), now=NOW)
    return Registration.objects.latest("pk")


def test_who_signs_up_has_applied_and_takes_no_seat() -> None:
    event, client = make_approving(), a_client()

    page = client.get(register_url(event)).content.decode()
    client.post(register_url(event), filled_in(1))
    event.refresh_from_db()

    assert Registration.objects.get().status == RegistrationStatus.REQUESTED
    assert (event.seats_taken, event.waiting_count) == (0, 0)
    assert Message.objects.get().kind == Kind.REQUESTED
    assert receipt_of(client, event).status == "requested"
    assert "ds-alert" in page


def test_yes_gives_seats_while_there_is_room_and_then_places_in_line() -> None:
    event = make_approving(capacity=2)
    ids = [apply_for(event, number).pk for number in range(3)]
    sent = {"who": [*ids, "x", "9" * 30]}

    client_as(event).post(work(event, "pameldte/soknader/ja/"), sent)
    client_as(event).post(work(event, "pameldte/soknader/ja/"), sent)

    event.refresh_from_db()
    statuses = list(Registration.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == ["confirmed", "confirmed", "waiting"]
    assert (event.seats_taken, event.waiting_count) == (2, 1)
    assert Message.objects.filter(kind=Kind.CONFIRMATION).count() == 2
    assert Entry.objects.filter(verb="registration.answered").count() == 3


def test_no_is_mailed_and_can_become_a_yes() -> None:
    event = make_approving()
    registration = apply_for(event, 1)

    client_as(event).post(work(event, "pameldte/soknader/nei/"), {"who": [registration.pk]})
    registration.refresh_from_db()
    declined = registration.status
    accept(event=event, ids=[registration.pk], now=NOW, by=make_user())

    registration.refresh_from_db()
    assert (declined, registration.status) == ("declined", "confirmed")
    assert Message.objects.filter(kind=Kind.DECLINED).count() == 1


def test_applications_of_another_event_are_left_alone() -> None:
    mine, other = make_approving(), make_approving()
    theirs = apply_for(other, 1)

    assert decline(event=mine, ids=[theirs.pk], now=NOW, by=make_user()) == 0
    assert client_as(mine, RoleKind.FACILITATOR).get(work(mine, "pameldte/soknader/")).status_code == 403
    assert client_as(mine).get(work(other, "pameldte/soknader/")).status_code == 404


def test_answers_are_in_export_and_on_the_pages_and_cost_the_same_for_many() -> None:
    event = make_approving()
    question = make_question(event, text="Hva håper du på?")
    for number in range(3):
        row = make_registration(event, status="requested")
        row.extra_answers.create(question=question, value=f"håp {number}")

    page = client_as(event).get(work(event, "pameldte/soknader/")).content.decode()
    one = client_as(event).get(work(event, f"pameldte/{row.pk}/")).content.decode()
    file = export.as_csv(Event.objects.get(pk=event.pk)).decode()

    assert all(f"håp {number}" in page and f"håp {number}" in file for number in range(3))
    assert "håp 2" in one
    assert "Hva håper du på?" in file.splitlines()[0]
