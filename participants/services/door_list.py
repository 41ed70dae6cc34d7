"""The list a host reads: names, organisation and state. Never an e-mail, never a need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from events.models import EventDay
from participants.models import Attendance, Registration, RegistrationSource, RegistrationStatus


@dataclass(frozen=True)
class Guest:
    """One row at the door."""

    id: int
    first_name: str
    last_name: str
    organisation: str
    search_text: str
    no_photo: bool
    is_waiting: bool
    is_walk_in: bool
    arrived_at: datetime | None


@dataclass(frozen=True)
class DoorList:
    """The rows that fit the search, and the counters of the whole day."""

    guests: list[Guest]
    inside: int
    missing: int
    walk_ins: int


FIELDS = ("pk", "first_name", "last_name", "organisation_name", "search_text", "no_photo", "status", "source")


def read_door_list(*, day: EventDay, search: str = "") -> DoorList:
    """Two queries, whatever the number of people."""
    arrivals = dict(Attendance.objects.filter(day=day).values_list("registration_id", "arrived_at"))
    rows = Registration.objects.filter(event=day.event_id).active().alphabetical()
    everybody = [_guest(row, arrivals) for row in rows.values_list(*FIELDS, named=True)]
    return DoorList(
        guests=_matching(everybody, search),
        inside=sum(guest.arrived_at is not None for guest in everybody),
        missing=sum(guest.arrived_at is None and not guest.is_waiting for guest in everybody),
        walk_ins=sum(guest.is_walk_in and guest.arrived_at is not None for guest in everybody),
    )


def _guest(row: Any, arrivals: dict[int, datetime]) -> Guest:
    return Guest(
        id=row.pk,
        first_name=row.first_name,
        last_name=row.last_name,
        organisation=row.organisation_name,
        search_text=row.search_text,
        no_photo=row.no_photo,
        is_waiting=row.status == RegistrationStatus.WAITING,
        is_walk_in=row.source == RegistrationSource.WALK_IN,
        arrived_at=arrivals.get(row.pk),
    )


def _matching(guests: Iterable[Guest], search: str) -> list[Guest]:
    """Those with every word of the search at the beginning of a word of theirs."""
    words = [f" {word}" for word in search.split()]
    return [guest for guest in guests if all(word in f" {guest.search_text}" for word in words)]
