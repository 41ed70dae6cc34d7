"""The demo: deterministic but for its dates, always with something open, and refused in production."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from demo.content.days import EVENTS
from demo.loading import USERS
from demo.people import EDGE_CASES, people
from events.models import Event, EventStatus
from inkludering.outbox.addresses import validate_address
from inkludering.outbox.models import Message
from participants.emails import Kind
from participants.models import FeeAgreement, FeePlan, Invoice, Registration, SeatOffer
from participants.services.fees import prices_of
from regions.models import Region
from regions.services import founding_rule
from tests.demo.loading import load_on
from workshops.models import RoundKind, WorkshopRound

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded_today(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_on(timezone.localdate())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded_today: None, db: None) -> None:
    """The demo as it is today, loaded once for the tests that only look at it."""


def test_demo_counters_agree_with_the_rows(demo: None) -> None:
    for event in Event.objects.all():
        assert event.seats_taken == event.registrations.confirmed().count()
        assert event.waiting_count == event.registrations.waiting().filter(times_asked=0).count()
        assert event.seats_held == SeatOffer.objects.pending().filter(registration__event=event).count()


def test_demo_shows_fees_questions_and_a_seat_to_answer_for(demo: None) -> None:
    plan = FeePlan.objects.get(is_on=True)
    coming = plan.event.registrations.active()
    offer = SeatOffer.objects.pending().get()

    assert [one.amount for one in prices_of(plan.event)] == [1495_00, 850_00, 500_00]
    assert FeeAgreement.objects.count() == coming.count() == 31
    assert (plan.event.questions.count(), Invoice.objects.count()) == (3, 3)
    assert (offer.event.title, offer.event.seats_free()) == ("Grønne arbeidsplasser", 0)
    assert Message.objects.filter(kind=Kind.OFFER).count() == 1


def test_demo_holds_the_names_that_break_things(demo: None) -> None:
    names = set(Registration.objects.values_list("first_name", "last_name"))

    assert set(EDGE_CASES) <= names


def test_demo_regions_follow_the_founding_rule_but_the_newest(demo: None) -> None:
    unmet = [region.slug for region in Region.objects.all() if not founding_rule(region).is_met]

    assert unmet == ["fjordbygda"]


def test_demo_has_two_drafts_and_a_return_to_the_first_tables(demo: None) -> None:
    drafts = Event.objects.filter(status=EventStatus.DRAFT).count()
    back = WorkshopRound.objects.get(kind=RoundKind.RETURN)

    assert drafts == sum(not plan.published for plan in EVENTS)
    assert (back.number, back.returns_to and back.returns_to.number) == (3, 1)


def test_demo_is_refused_in_production(client: Client, settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("demo")
    answers = [client.get("/demo/"), client.post("/demo/inn/oslo/"), client.post("/demo/dor/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize("who", USERS)
def test_one_click_signs_in(demo: None, client: Client, settings: Settings, who: str) -> None:
    settings.DEMO = True

    client.post(f"/demo/inn/{who}/")

    assert client.get("/arbeid/").status_code == 200


def test_one_click_opens_the_door_of_the_next_day(demo: None, client: Client, settings: Settings) -> None:
    settings.DEMO = True

    answer = client.post("/demo/dor/")

    day = Event.objects.get(slug="samskaping-i-nabolaget").days.get()
    assert answer["Location"] == f"/dor/{day.pk}/"
    assert day.date >= timezone.localdate() + timedelta(days=1)
    assert client.get(answer["Location"]).status_code == 200


def test_every_demo_person_can_get_mail() -> None:
    for person in people(1, 60, []):
        validate_address(person.email)
