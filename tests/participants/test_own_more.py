"""Behind the own link: other days, the seat to a colleague, all data, erasure."""

import json
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from inkludering.outbox.models import Message
from inkludering.tokens import own_link
from participants.emails import Kind
from participants.models import Contribution, DoorName, Need, NeedKind, Participant, Registration
from participants.services.asking import asked_of
from participants.services.extra_answers import Extras, read_extras, write_extras
from participants.services.needs import Wanted, keep_needs
from tests.factories import make_published_event, make_registration
from tests.participants.accounts import make_agreement
from tests.participants.forms import filled_in
from tests.participants.test_asking import make_question
from tests.participants.test_more import make_asking

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def opened(client: Client, registration: Registration, rest: str = "") -> str:
    client.get(f"/min/{own_link(registration.pk, registration.link_version)}/")
    return f"/min/{registration.pk}/{rest}"


def make_told(**extras: Any) -> Registration:
    """Somebody who has answered all there is."""
    event = make_asking(days=2, asks_experience=True, asks_wall=True)
    question = make_question(event)
    registration = make_registration(event, first_name="Kanari")
    told = Extras(experience="mye", offers="tid", wall=True, answers={question.pk: "ja"}, **extras)
    write_extras(registration=registration, extras=told, asked=asked_of(event), now=NOW)
    keep_needs(registration=registration, wanted=[Wanted(NeedKind.DIET, ("vegan",), "sennep")], now=NOW)
    return registration


def test_days_and_answers_are_changed_from_the_own_link(client: Client) -> None:
    registration = make_told()
    second = registration.event.days.order_by("date")[1]
    question = registration.event.questions.get()
    sent = filled_in(3, language="nb", days=[second.pk], **{question.field_name: "nei"})

    nothing = client.post(opened(client, registration, "endre/"), sent | {"days": []})
    answer = client.post(opened(client, registration, "endre/"), sent)

    assert (nothing.status_code, answer.status_code) == (200, 303)
    now = read_extras(Registration.objects.get())
    assert (now.days, now.answers, now.wall) == ((second.pk,), {question.pk: "nei"}, False)


def test_full_day_cannot_be_added(client: Client) -> None:
    event = make_asking(days=2)
    first, second = event.days.order_by("date")
    second.capacity = 1
    second.save()
    mine, other = make_registration(event), make_registration(event)
    for one, day in ((mine, first), (other, second)):
        write_extras(registration=one, extras=Extras(days=(day.pk,)), asked=asked_of(event), now=NOW)

    sent = filled_in(3, language="nb", days=[first.pk, second.pk])
    client.post(opened(client, mine, "endre/"), sent)

    assert list(Registration.objects.coming_on(second)) == [other]


def test_seat_goes_to_a_colleague_and_what_the_first_one_told_does_not(client: Client) -> None:
    registration = make_told()
    before = registration.participant.email
    DoorName.objects.create(registration=registration, name="Kanari", happened_at=NOW)
    sent = {"first_name": "Ola", "last_name": "Ås", "email": "ola@example.org", "sector": "other"}

    answer = client.post(opened(client, registration, "gi-videre/"), sent)

    assert answer.status_code == 303
    now = Registration.objects.get()
    assert (now.name, now.participant.email, now.status) == ("Ola Ås", "ola@example.org", "confirmed")
    assert (Need.objects.count(), Contribution.objects.count(), now.extra_answers.count()) == (0, 0, 0)
    assert not DoorName.objects.exists()
    assert client.get(f"/min/{now.pk}/").status_code == 404
    sent_to = set(Message.objects.values_list("kind", "recipient"))
    assert sent_to == {(Kind.CONFIRMATION, "ola@example.org"), (Kind.HANDED_OVER, before)}


def test_seat_with_a_fee_stays_with_whoever_agreed_to_it(client: Client) -> None:
    mine = make_agreement().registration
    sent = {"first_name": "Ola", "email": "ola@example.org", "sector": "other"}

    answer = client.post(opened(client, mine, "gi-videre/"), sent)

    assert answer.status_code == 200
    assert Registration.objects.get().participant == mine.participant


def test_nobody_can_try_out_who_has_a_seat(client: Client) -> None:
    event = make_published_event()
    mine, other = make_registration(event), make_registration(event)
    taken = {"first_name": "Ola", "email": other.participant.email, "sector": "other"}
    for _try in range(5):
        client.post(opened(client, mine, "gi-videre/"), taken)

    answer = client.post(opened(client, mine, "gi-videre/"), taken | {"email": "ola@example.org"})

    assert answer.status_code == 200
    mine.refresh_from_db()
    assert mine.first_name != "Ola"


def test_seat_goes_to_nobody_who_has_one(client: Client) -> None:
    event = make_published_event()
    mine, other = make_registration(event), make_registration(event)
    sent = {"first_name": "Ola", "email": other.participant.email, "sector": "other"}

    answer = client.post(opened(client, mine, "gi-videre/"), sent)

    assert answer.status_code == 200
    mine.refresh_from_db()
    assert mine.first_name != "Ola"


def test_all_data_can_be_read_and_taken_along(client: Client) -> None:
    registration = make_told()
    url = opened(client, registration, "data")

    page = client.get(f"{url}/").content.decode()
    file = client.get(f"{url}.json")
    found = json.loads(file.content)

    assert all(word in page for word in ("Kanari", "sennep", "mye"))
    assert found["registration"]["first_name"] == "Kanari"
    assert "sennep" in found["food_and_access"][0]["words"]
    assert "attachment" in file["Content-Disposition"]
    assert "no-store" in file["Cache-Control"]


def test_consent_for_the_wall_is_taken_back_alone(client: Client) -> None:
    registration = make_told()

    client.post(opened(client, registration, "tavle/slett/"))

    told = Contribution.objects.get()
    assert (told.consented_at, told.consent_wording, told.offers) == (None, "", "tid")


def test_erasure_leaves_no_word_and_keeps_the_count(client: Client) -> None:
    registration = make_told(assignment="kanarimøte", part="project_owner")
    email = str(registration.participant.email)

    assert client.get(opened(client, registration, "slett/")).status_code == 200
    answer = client.post(opened(client, registration, "slett/"))

    assert answer.status_code == 303
    kept = Registration.objects.get()
    assert (kept.status, kept.sector, kept.name) == ("cancelled", "public", "")
    assert not Participant.objects.filter(email=email).exists()
    tables: list[type[models.Model]] = [Registration, Need, Contribution, Participant, Message]
    everything = str([list(model._default_manager.values()) for model in tables])
    assert not [word for word in ("Kanari", "kanarimøte", "sennep", email) if word in everything]
    assert client.get(f"/min/{kept.pk}/").status_code == 404


def test_getting_these_pages_changes_nothing(client: Client) -> None:
    registration = make_told()
    before = list(Registration.objects.values()), Need.objects.count()

    for page in ("gi-videre/", "data/", "data.json", "slett/", "behov/", "tavle/slett/"):
        client.get(opened(client, registration, page))

    assert (list(Registration.objects.values()), Need.objects.count()) == before
