"""The list a host reads: names, organisation and state. Never an e-mail, never a need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from events.models import EventDay
from inkludering.text import fold
from participants.models import (
    ENDED,
    Attendance,
    DayChoice,
    Registration,
    RegistrationSource,
    RegistrationStatus,
)
from participants.models.registrations import RegistrationQuerySet


@dataclass(frozen=True)
class Guest:
    """One row at the door."""

    id: int
    first_name: str
    last_name: str
    organisation_name: str
    search_text: str
    no_photo: bool
    is_waiting: bool
    is_walk_in: bool
    arrived_at: datetime | None
    tag: str = ""  # the name on the tag, where it is not as signed up
    say: str = ""  # how it is said

    @property
    def signed_up_as(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def shown_name(self) -> str:
        return self.tag or self.signed_up_as


@dataclass(frozen=True)
class DoorNumbers:
    """How it stands on one day."""

    inside: int = 0
    missing: int = 0
    walk_ins: int = 0


FIELDS = ("id", "first_name", "last_name", "organisation_name", "search_text", "no_photo", "status", "source")
LOOKED_UP = {
    "arrived_at": F("here__arrived_at"),
    "tag": Coalesce("door_name__name", Value("")),
    "say": Coalesce("door_name__pronunciation", Value("")),
}
CAME = Q(here__isnull=False)


def at_the_door(day: EventDay) -> RegistrationQuerySet:
    """Everybody who is expected, and whoever came all the same after cancelling."""
    here = FilteredRelation("attendances", condition=Q(attendances__day=day.pk))
    people = Registration.objects.filter(event=day.event_id).annotate(here=here)
    return people.filter(~Q(status__in=ENDED) | CAME)


def read_guests(*, day: EventDay, search: str = "") -> list[Guest]:
    """Those with every (folded) word of the search at the beginning of a word of theirs: one query."""
    rows = at_the_door(day).alphabetical().values(*FIELDS, **LOOKED_UP)
    return _matching([_guest(row) for row in rows], search)


def read_guest(*, day: EventDay, registration_id: int) -> Guest | None:
    """One row of the list."""
    row = at_the_door(day).filter(pk=registration_id).values(*FIELDS, **LOOKED_UP).first()
    return _guest(row) if row else None


def _guest(row: dict[str, Any]) -> Guest:
    status, source = row.pop("status"), row.pop("source")
    return Guest(
        is_waiting=status == RegistrationStatus.WAITING,
        is_walk_in=source == RegistrationSource.WALK_IN,
        **row,
    )


def _matching(guests: Iterable[Guest], search: str) -> list[Guest]:
    words = [f" {word}" for word in search.split()]
    return [guest for guest in guests if all(word in f" {_searched(guest)}" for word in words)]


def _searched(guest: Guest) -> str:
    return f"{guest.search_text} {fold(guest.tag)}" if guest.tag else guest.search_text


def expected_on(day: EventDay) -> Q:
    """Comes on this day: who chose it, and who chose no days at all."""
    chose = DayChoice.objects.filter(registration=OuterRef("pk"))
    return ~Exists(chose) | Exists(chose.filter(day=day.pk))


def count_guests(day: EventDay) -> DoorNumbers:
    """One query, whatever the number of people."""
    confirmed, walked_in = Q(status=RegistrationStatus.CONFIRMED), Q(source=RegistrationSource.WALK_IN)
    return DoorNumbers(
        **at_the_door(day)
        .annotate(expected=expected_on(day))
        .aggregate(
            inside=Count("pk", filter=CAME),
            missing=Count("pk", filter=~CAME & confirmed & ~walked_in & Q(expected=True)),
            walk_ins=Count("pk", filter=CAME & walked_in),
        )
    )


def count_doors(days: Sequence[EventDay]) -> dict[int, DoorNumbers]:
    """The numbers of each of an event's days: three queries, whatever the number of days."""
    if not days:
        return {}
    chose = DayChoice.objects.filter(registration=OuterRef("pk"))
    seats = Registration.objects.filter(event=days[0].event_id).confirmed()
    seats = seats.exclude(source=RegistrationSource.WALK_IN)
    any_day = seats.filter(~Exists(chose)).count()
    chosen = DayChoice.objects.filter(registration__in=seats).values("day").annotate(number=Count("pk"))
    expected = {row["day"]: row["number"] for row in chosen}
    rows = {row["day"]: row for row in _arrived(days)}
    nobody = {"inside": 0, "seated": 0, "walk_ins": 0}
    found = {day.pk: (rows.get(day.pk, nobody), any_day + expected.get(day.pk, 0)) for day in days}
    return {
        pk: DoorNumbers(row["inside"], number - row["seated"], row["walk_ins"])
        for pk, (row, number) in found.items()
    }


def _arrived(days: Sequence[EventDay]) -> Iterable[Any]:
    """For each day how many are in, how many of them were expected on it, and how many had not signed up."""
    walked_in = Q(registration__source=RegistrationSource.WALK_IN)
    seated = Q(registration__status=RegistrationStatus.CONFIRMED) & ~walked_in
    chose = DayChoice.objects.filter(registration=OuterRef("registration"))
    return (
        Attendance.objects.filter(day__in=days)
        .annotate(expected=~Exists(chose) | Exists(chose.filter(day=OuterRef("day"))))
        .values("day")
        .annotate(
            inside=Count("pk"),
            seated=Count("pk", filter=seated & Q(expected=True)),
            walk_ins=Count("pk", filter=walked_in),
        )
    )
