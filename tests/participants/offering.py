"""An event with a line and a free seat, at an hour when offers are made."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from events.models import Event
from participants import services
from participants.models import Registration, SeatOffer
from tests.factories import make_published_event, oslo
from tests.participants.answers import make_answers

DAY = oslo(2027, 1, 29).date()
MORNING = oslo(2027, 1, 20, 9)  # an offer made then holds until 15:00
IN_TIME, TOO_LATE = MORNING + timedelta(hours=6, seconds=-1), MORNING + timedelta(hours=6)


def line_up(event: Event, number: int, *, now: datetime = MORNING, first: int = 0) -> list[Registration]:
    """So many people sign up, one after another."""
    made = []
    for one in range(first, first + number):
        outcome = services.register(event=event, answers=make_answers(one), now=now, form_id=uuid4())
        assert outcome.registration
        made.append(outcome.registration)
    return made


def full_event(*, seats: int = 1, waiting: int = 3, **fields: Any) -> tuple[Event, list[Registration]]:
    """All seats taken; returns the event and those in line."""
    event = make_published_event(day=DAY, capacity=seats, **fields)
    return event, line_up(event, seats + waiting)[seats:]


def free_a_seat(event: Event, *, now: datetime = MORNING) -> None:
    services.cancel(registration=event.registrations.confirmed().order_by("pk")[0], now=now)


def offered_event(**fields: Any) -> tuple[Event, list[Registration]]:
    """As ``full_event``, with one seat given up: the first in line has an offer."""
    event, line = full_event(**fields)
    free_a_seat(event)
    return event, line


def pending(event: Event) -> list[int]:
    """Whom a seat is held for, in the order they were asked."""
    offers = SeatOffer.objects.pending().filter(registration__event=event)
    return list(offers.order_by("pk").values_list("registration", flat=True))


def status_of(registration: Registration) -> str:
    return Registration.objects.values_list("status", flat=True).get(pk=registration.pk)
