"""What somebody who is here needs on a phone: now and next, their table, the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from events.models import Event, EventDay
from inkludering.dates import local
from inkludering.text import fold
from participants.models import Registration, RegistrationStatus
from workshops.board import seat_rows
from workshops.links import table_token
from workshops.models import Seat, WorkshopRound
from workshops.now import now_and_next
from workshops.projects import project_titles
from workshops.room import short_names
from workshops.timing import clock_context

LEAST_LETTERS, MOST_HITS = 2, 5


@dataclass(frozen=True)
class MyTable:
    """One shown round of a person: where they sit, and the link to what the table writes."""

    round: WorkshopRound
    number: int
    token: str
    project: str = ""


@dataclass(frozen=True)
class Hit:
    """A name as the big screen shows it, and its table."""

    name: str
    table: int


def today(event: Event, now: datetime) -> date:
    return local(now, event.zone).date()


def day_now(event: Event, now: datetime) -> EventDay | None:
    """The day of the event that is today."""
    return event.days.filter(date=today(event, now)).first()


def next_day(event: Event, now: datetime) -> EventDay | None:
    return event.days.filter(date__gt=today(event, now)).order_by("date").first()


def is_open_for_notes(day: EventDay, now: datetime) -> bool:
    """On the day and the day after: what was forgotten can still be written."""
    return day.date <= today(day.event, now) <= day.date + timedelta(days=1)


def registration_here(event: Event, opened: Mapping[str, int]) -> Registration | None:
    """The registration whose own link this browser has opened; ``opened`` is id → version."""
    keys = [int(key) for key in opened if key.isascii() and key.isdigit()]
    mine = Registration.objects.filter(event=event, pk__in=keys, status=RegistrationStatus.CONFIRMED)
    return next((one for one in mine if opened[str(one.pk)] == one.link_version), None)


def tables_here(day: EventDay, registration: Registration) -> list[MyTable]:
    """Where this person sits in the rounds that are shown, the one shown last first."""
    seats = Seat.objects.filter(registration=registration, round__day=day, round__shown_at__isnull=False)
    found = seats.select_related("round", "group").order_by("-round__shown_at", "-round__number")
    return [_my_table(seat.round, seat.group.number) for seat in found]


def _my_table(round_: WorkshopRound, number: int) -> MyTable:
    project = project_titles(round_).get(number, "")
    return MyTable(round_, number, table_token(round_.pk, number), project)


def shown_round(day: EventDay) -> WorkshopRound | None:
    """The round on the big screen."""
    rounds = WorkshopRound.objects.filter(day=day, shown_at__isnull=False)
    return rounds.select_related("item__day").order_by("-shown_at", "-number").first()


def find_table(round_: WorkshopRound, first_name: str) -> list[Hit]:
    """Who begins with ``first_name`` on the big screen; nothing for too few letters or too many people."""
    wanted = fold(first_name)
    if len(wanted) < LEAST_LETTERS:
        return []
    seats = seat_rows(round_)
    names = short_names([seat.registration for seat in seats])
    hits = [
        Hit(names[seat.registration_id], seat.group.number)
        for seat in seats
        if fold(seat.registration.first_name).startswith(wanted)
    ]
    return hits if len(hits) <= MOST_HITS else []


def here_context(event: Event, registration: Registration | None) -> dict[str, Any]:
    """The page without the search: what is on, and one's own table."""
    now = timezone.now()
    day = day_now(event, now)
    if day is None:
        return {"event": event, "day": None, "next_day": next_day(event, now), "registration": registration}
    shown = shown_round(day)
    tables = tables_here(day, registration) if registration else []
    return {
        "event": event,
        "day": day,
        "registration": registration,
        "shown": shown,
        "tables": tables,
        "mine": next((table for table in tables if table.round == shown), None),
        **now_and_next(day, now),
        **clock_context(shown, now),
    }
