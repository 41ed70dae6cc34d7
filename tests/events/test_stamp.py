"""The one query that decides which page is shown agrees with the rules of the event."""

from datetime import datetime, timedelta
from itertools import product

import pytest
from django.utils import timezone

from events.models import Event, EventStatus
from events.presentation.stamp import Stamp, stamp_of
from events.presentation.state import State, state_of
from tests.factories import make_published_event

pytestmark = pytest.mark.django_db

SHIFTS = (None, -timedelta(minutes=1), timedelta(0), timedelta(minutes=1))


def stamp(event: Event, now: datetime) -> Stamp:
    found = stamp_of(event.year, event.slug, now=now)
    assert found
    return found


def test_state_of_the_stamp_is_the_state_of_the_event() -> None:
    event, now = make_published_event(capacity=2), timezone.now()
    seen = set()
    lives = product([EventStatus.PUBLISHED, EventStatus.CANCELLED], SHIFTS, SHIFTS, SHIFTS[1:], (1, 2))
    for status, opens, closes, ends, taken in lives:
        if opens is not None and closes is not None and opens >= closes:
            continue  # no window
        event.status, event.seats_taken = status, taken
        event.starts_at, event.ends_at = now - timedelta(hours=1), now + ends
        event.registration_opens_at = now + opens if opens is not None else None
        event.registration_closes_at = now + closes if closes is not None else None
        event.save()

        found = stamp(event, now).state

        assert found == state_of(event, now)
        seen.add(found)
    assert seen == set(State) - {State.DRAFT}


def test_stamp_without_numbers_is_the_same_while_people_come() -> None:
    event, now = make_published_event(capacity=9), timezone.now()
    before = stamp(event, now)
    Event.objects.filter(pk=event.pk).update(seats_taken=4, waiting_count=1)
    after = stamp(event, now)

    assert before != after
    assert before.without_numbers() == after.without_numbers()
