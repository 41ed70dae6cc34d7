"""Yes at the very moment the time is up, while the sweeper passes the seats on: each is used once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from events.models import Event
from inkludering.errors import DomainError
from participants.models import Registration, SeatOffer
from participants.services import offers, seat_rows, seats
from tests.factories import make_offer, make_published_event, make_registration
from tests.participants.test_races import in_threads

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]

PEOPLE, ROUNDS = 20, 3


def offered_to_all() -> tuple[Event, list[Registration]]:
    """Twenty seats, each held for one of forty; the time of all is up at the same moment."""
    event = make_published_event(
        capacity=PEOPLE, day=timezone.localdate() + timedelta(days=21), by_itself=True
    )
    line = [make_registration(event, status="waiting", position=one + 1) for one in range(2 * PEOPLE)]
    for registration in line[:PEOPLE]:
        make_offer(registration)
    return event, line


def answer_and_sweep(event: Event, line: list[Registration]) -> None:
    """Half say yes in the last second, half in the first one after; the sweeper comes in between."""
    ends = SeatOffer.objects.filter(registration__event=event).latest("expires_at").expires_at
    late = timedelta(seconds=1)
    jobs: list[Callable[[], object]] = []
    for number, registration in enumerate(line[:PEOPLE]):
        now = ends + late if number % 2 else ends - timedelta(hours=1)
        jobs.append(partial(offers.accept, registration=registration, now=now))
        if number % 5 == 0:
            jobs.append(partial(offers.sweep, event=event, now=ends + late))
    in_threads(jobs)


def used(event: Event) -> int:
    held = SeatOffer.objects.pending().filter(registration__event=event)
    return event.registrations.confirmed().count() + held.count()


@pytest.mark.bothdb
def test_each_seat_is_used_once_when_time_is_up_for_twenty() -> None:
    for _round in range(ROUNDS):
        event, line = offered_to_all()

        answer_and_sweep(event, line)

        event.refresh_from_db()
        assert (used(event), event.seats_taken, event.seats_held) == (PEOPLE, PEOPLE, 0)
        assert event.waiting_count == event.registrations.waiting().filter(times_asked=0).count()


@contextmanager
def unlocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The event is read, not locked, and all who read it decide at the same time."""
    meet, count = Barrier(8, timeout=2), seats.count

    def counted(event: Event, *looked: Any) -> Any:
        found = count(event, *looked)
        try:
            meet.wait()
        except Exception:  # noqa: BLE001  # fewer than eight are left
            meet.reset()
        return found

    sql = seat_rows._LOCK
    with monkeypatch.context() as patched:
        patched.setattr(seat_rows, "lock", lambda pk, _name: Event.objects.raw(sql, [None, pk])[0])
        patched.setattr(seats, "count", counted)
        yield


def test_the_same_without_the_lock_gives_seats_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    event, line = offered_to_all()

    with unlocked(monkeypatch):
        try:
            answer_and_sweep(event, line)
        except (DomainError, IntegrityError):
            return  # two gave the same place or offer away at once, and a constraint stood behind

    event.refresh_from_db()
    assert (used(event), event.seats_taken, event.seats_held) != (PEOPLE, PEOPLE, 0)
