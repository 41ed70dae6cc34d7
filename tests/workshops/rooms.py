"""Rooms of real rows: an event with rounds and people who are checked in."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from events.models import Event, EventDay
from inkludering.accounts.models import User
from participants.models import Attendance, Registration
from regions.models import RoleKind, Sector
from tests.factories import make_published_event, make_registration, make_role, make_user
from workshops.models import RoundKind, WorkshopRound

SECTORS = [Sector.PUBLIC, Sector.PUBLIC, Sector.VOLUNTARY, Sector.VOLUNTARY, Sector.PRIVATE, Sector.ACADEMIA]


def check_in(event: Event, count: int, **fields: Any) -> list[Registration]:
    """``count`` people in the room on the event's first day, from six sectors and many organisations."""
    day = first_day(event)
    people = [
        make_registration(
            event,
            first_name=f"Kari {number}",
            sector=SECTORS[number % 6],
            organisation_name=f"Organisasjon {number % 11}",
            **fields,
        )
        for number in range(count)
    ]
    now = timezone.now()
    Attendance.objects.bulk_create(Attendance(day=day, registration=one, arrived_at=now) for one in people)
    return people


def first_day(event: Event) -> EventDay:
    return event.days.order_by("date")[0]


def make_rounds(event: Event, *returns: int | None, size: int = 6) -> list[WorkshopRound]:
    """One round for each argument: None for new tables, a number for "back to that round"."""
    made: list[WorkshopRound] = []
    for number, back in enumerate(returns, 1):
        target = made[back - 1] if back else None
        kind = RoundKind.RETURN if target else RoundKind.MIXED
        made.append(
            WorkshopRound.objects.create(
                day=first_day(event), number=number, kind=kind, returns_to=target, group_size=size
            )
        )
    return made


def groups_of(round_: WorkshopRound) -> list[set[int]]:
    """Registration ids table by table."""
    groups = round_.groups.order_by("number").prefetch_related("seats")
    return [{seat.registration_id for seat in group.seats.all()} for group in groups]


def make_facilitator(event: Event) -> User:
    return make_role(RoleKind.FACILITATOR, event.region).user


def make_event_with_room(count: int, *returns: int | None) -> tuple[Event, list[WorkshopRound], User]:
    event = make_published_event(capacity=None)
    check_in(event, count)
    return event, make_rounds(event, *returns), make_facilitator(event)


def stranger(event: Event) -> User:
    """Somebody with the same role in another region."""
    other = make_published_event()
    return make_role(RoleKind.COORDINATOR, other.region, make_user()).user


NOW: datetime = timezone.now()
