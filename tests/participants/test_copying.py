"""The next day asks what the last one asked; what people answered stays where it was."""

from datetime import date

import pytest
from django.utils import timezone

from events.models import Event, ItemKind
from events.services import copy_event
from participants.models import Answer, Quota, SignUp
from participants.services.asking import asked_of
from tests.factories import make_item, make_published_event, make_registration, make_user
from tests.participants.accounts import make_fees
from tests.participants.test_asking import make_question
from tests.participants.test_more import make_asking

pytestmark = pytest.mark.django_db


def copy_of(source: Event) -> Event:
    made = copy_event(source=source, by=make_user(), now=timezone.now(), day=date(2027, 4, 16))
    return Event.objects.get(pk=made.pk)


def test_copy_asks_what_the_last_day_asked() -> None:
    source = make_asking(asks_wall=True, approves=True, takes_colleagues=False)
    source.sign_up.items.add(make_item(source, "19.00", ItemKind.MEAL, title="Middag"))
    question = make_question(source, text="Hvilket bord?", kind="choice", options=["Rødt", "Blått"])
    Quota.objects.create(event=source, kind="sector", value="public", seats=20)
    registration = make_registration(source)
    Answer.objects.create(question=question, registration=registration, value="Rødt")

    asked = asked_of(copy_of(source))

    signs = asked.sign_up
    assert (signs.asks_wall, signs.approves, signs.takes_colleagues) == (True, True, False)
    assert [(one.text, one.options) for one in asked.questions] == [("Hvilket bord?", ["Rødt", "Blått"])]
    assert [(item.title, item.day.event) for item in asked.items] == [("Middag", signs.event)]
    assert [one.seats for one in signs.event.quotas.all()] == [20]
    assert (Answer.objects.count(), question.event) == (1, source)


def test_copy_costs_nothing_until_a_price_is_set() -> None:
    source = make_fees().event

    asked = asked_of(copy_of(source))

    assert (asked.plan, asked.sign_up.has_fees, asked.prices) == (None, False, ())


def test_plain_day_stays_plain() -> None:
    event = copy_of(make_published_event())

    assert not event.asks_more
    assert not SignUp.objects.exists()
