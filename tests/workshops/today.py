"""An event that is held today, with people in the room and tables on the screen."""

from datetime import timedelta

from django.utils import timezone

from events.models import Event
from inkludering.accounts.models import User
from participants.models import Registration
from tests.factories import make_published_event
from tests.workshops.rooms import check_in, first_day, make_facilitator, make_rounds
from workshops import services
from workshops.models import Seat, WorkshopRound


def make_day_today(people: int = 12, *returns: int | None) -> tuple[Event, list[WorkshopRound], User]:
    """Published, today, everybody checked in; every round made and shown. Nobody: rounds to be made."""
    now = timezone.now()
    event = make_published_event(
        capacity=None,
        day=timezone.localdate(),
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=3),
    )
    check_in(event, people)
    rounds, user = make_rounds(event, *(returns or (None,))), make_facilitator(event)
    for round_ in rounds if people else []:
        services.make_groups(round_=round_, by=user, now=now)
        services.show_round(round_=round_, by=user, now=now)
    return event, rounds, user


def move_day(event: Event, days: int) -> None:
    """The event is held ``days`` from today instead."""
    day = first_day(event)
    day.date = timezone.localdate() + timedelta(days=days)
    day.save()


def seat_of(registration: Registration, round_: WorkshopRound) -> int:
    return Seat.objects.get(registration=registration, round=round_).group.number
