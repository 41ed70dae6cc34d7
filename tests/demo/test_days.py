"""The demo of other days than today: loaded and taken back, so in a file where nothing is loaded already."""

from datetime import date, datetime

import pytest
from django.db import transaction

from events.models import Event
from inkludering.dates import OSLO
from participants.models import Registration
from tests.demo.loading import load_on

pytestmark = pytest.mark.django_db


def contents() -> list[tuple[object, ...]]:
    """What the demo holds, without dates."""
    people = Registration.objects.order_by("event__slug", "pk")
    return list(people.values_list("event__slug", "first_name", "last_name", "sector", "status", "position"))


def test_demo_always_has_open_days_and_the_same_people() -> None:
    before = transaction.savepoint()
    found = []

    for day in (date(2026, 11, 21), date(2027, 3, 26), date(2027, 12, 31)):
        load_on(day)
        check_open_days(day)
        found.append(contents())
        transaction.savepoint_rollback(before)

    assert found[0] == found[1] == found[2]


def check_open_days(day: date) -> None:
    """Some are open, one has ten free seats, and none is held in a weekend."""
    now = datetime(day.year, day.month, day.day, 12, tzinfo=OSLO)
    open_now = [event for event in Event.objects.published() if event.is_open(now)]
    assert len(open_now) == 6
    assert [event.title for event in open_now if event.seats_free() == 10] == ["Språk som bro"]
    assert all(event.days.order_by("date")[0].date.weekday() < 5 for event in open_now)
