"""Limits of a sector hold when many register at once; without the lock they do not."""

import threading

import pytest
from django.db import connections
from django.utils import timezone

from events.models import Event
from participants import services
from participants.models import Quota, Registration, SignUp
from participants.services import quotas, seats
from tests.factories import make_published_event
from tests.participants.answers import make_answers

pytestmark = pytest.mark.django_db(transaction=True)
SEATS, PEOPLE = 3, 12


def make_limited() -> Event:
    event = make_published_event(capacity=None, asks_more=True)
    SignUp.objects.create(event=event, has_quotas=True)
    Quota.objects.create(event=event, kind="sector", value="public", seats=SEATS)
    return event


def all_at_once(event: Event) -> int:
    """Register everybody from a thread each, released together; how many got a seat."""
    gate = threading.Barrier(PEOPLE)

    def one(number: int) -> None:
        gate.wait()
        answers = make_answers(number, sector="public")
        services.register(event=event.pk, answers=answers, now=timezone.now())
        connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Registration.objects.confirmed().count()


def test_quota_is_never_oversold() -> None:
    event = make_limited()

    seated = all_at_once(event)

    assert (seated, Registration.objects.count()) == (SEATS, PEOPLE)


def test_without_the_lock_it_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    event, looked, room_of = make_limited(), threading.Barrier(PEOPLE), quotas.room_of

    def read(event_id: int, organisation: str = "") -> Event:
        found = Event.objects.get(pk=event_id)
        vars(found).update(typed=None, limited_days=0, by_offers=False)
        return found

    def look(found: Event) -> quotas.Room:
        room = room_of(found)
        looked.wait(timeout=20)  # everybody looks before anybody writes
        return room

    monkeypatch.setattr(seats, "lock_event", read)
    monkeypatch.setattr(quotas, "room_of", look)

    assert all_at_once(event) > SEATS
