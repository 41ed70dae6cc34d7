"""The scan log: append what happened, derive who is in (trust K5). The log is its own audit.

A scan is stored once for each (device, scan id), whatever it says. Who is in follows from all scans
of a person on a day in the order they happened, so batches may come in any order and any number of
times. Of the check-ins that keep somebody in, the one accepted first is the welcome.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction

from events.models import EventDay
from participants.models import (
    PRESENCE,
    Attendance,
    DoorDevice,
    Registration,
    Scan,
    ScanKind,
)
from participants.services import seats
from participants.services.door_rows import IN_LINE, ScanIn, note_undo, read_log

Verdict = Literal["in", "already", "out", "unknown"]


@dataclass(frozen=True)
class ScanAnswer:
    """What a device may drop from its queue, and what to tell the host. ``elsewhere`` names the other
    device that had let the person in before."""

    stored: UUID
    verdict: Verdict
    arrived_at: datetime | None = None
    elsewhere: str = ""


@dataclass(frozen=True)
class Stay:
    """Somebody is in: since when, and by the check-in that was accepted first."""

    scan: Scan
    arrived_at: datetime


@dataclass
class _Person:
    """A registration of this event, with the day's log of it."""

    is_waiting: bool
    attendance: Attendance | None
    has_foreign_ids: bool  # some scan id of this batch is stored, and not for this person
    log: list[Scan] = field(default_factory=list)


People = dict[int, _Person]


def happened_at(scan: Scan) -> datetime:
    """When it happened by the server's clock; never later than it was received."""
    return moment_of(scan.device_at, scan.clock_offset, scan.received_at)


def moment_of(device_at: datetime, clock_offset: int, received_at: datetime) -> datetime:
    return min(device_at + timedelta(seconds=clock_offset), received_at)


def since_last_undo(log: Iterable[Scan]) -> list[Scan]:
    """The check-ins that keep somebody in, in the order they happened."""
    since: list[Scan] = []
    for scan in sorted((scan for scan in log if scan.kind in PRESENCE), key=_order):
        since = [] if scan.kind == ScanKind.UNDO else [*since, scan]
    return since


def current_stay(log: Iterable[Scan]) -> Stay | None:
    """The check-ins since the last undo; None when the person is not in."""
    since = since_last_undo(log)
    if not since:
        return None
    return Stay(scan=min(since, key=lambda scan: scan.pk), arrived_at=happened_at(since[0]))


def _order(scan: Scan) -> tuple[datetime, datetime, bool, UUID]:
    """The order of events, the same whichever way the scans came; an undo is after what it undoes."""
    return happened_at(scan), scan.device_at, scan.kind == ScanKind.UNDO, scan.scan_id


def store_scans(
    *, device: DoorDevice, scans: Sequence[ScanIn], now: datetime, locked: bool = False
) -> list[ScanAnswer]:
    """Store a batch and answer each of it: three statements, whatever its size.

    The day's row is the lock on its log; ``locked`` says that the caller holds it already.
    """
    if locked:
        return _store(device, scans, now)
    with transaction.atomic(savepoint=False):
        EventDay.objects.select_for_update(no_key=True).get(pk=device.day_id)
        return _store(device, scans, now)


def _store(device: DoorDevice, scans: Sequence[ScanIn], now: datetime) -> list[ScanAnswer]:
    wanted: dict[UUID, ScanIn] = {}
    for scan in scans:
        wanted.setdefault(scan.scan_id, scan)
    people = _read(device, list(wanted.values()))
    _append(device, wanted.values(), people, now)
    stays = {pk: stay for pk, person in people.items() if (stay := current_stay(person.log))}
    _let_in_waiting(people, stays, device, now)
    _write_attendance(device.day_id, people, stays)
    return [_answer(scan, people, stays, device) for scan in scans]


def _read(device: DoorDevice, sent: Sequence[ScanIn]) -> People:
    """The people concerned with their log and attendance, in one query."""
    ids = {scan.registration_id for scan in sent if scan.registration_id is not None}
    people: People = {}
    for row in read_log(device, ids, [scan.scan_id for scan in sent]):
        person = people.setdefault(
            row.registration_id, _Person(row.status in IN_LINE, row.attendance, row.has_foreign_ids)
        )
        if row.scan:
            person.log.append(row.scan)
    return people


def _append(device: DoorDevice, scans: Iterable[ScanIn], people: People, now: datetime) -> None:
    """Write what is not stored yet. Scans of nobody we know are kept too."""
    # A tablet that got a new link hands in what it held under the old one: the id is what counts.
    known = {row.scan_id for person in people.values() for row in person.log}
    if any(person.has_foreign_ids for person in people.values()):
        stored = Scan.objects.filter(device=device, scan_id__in=[scan.scan_id for scan in scans])
        known |= set(stored.values_list("scan_id", flat=True))
    rows = [_row(device, scan, now) for scan in scans if scan.scan_id not in known]
    fresh = [row for row in rows if row.registration_id in people]
    if any(row.kind == ScanKind.UNDO for row in fresh):
        note_undo(device.day_id)
    Scan.objects.bulk_create(fresh)
    for row in fresh:
        people[row.registration_id or 0].log.append(row)
    unknown = [row for row in rows if row.registration_id not in people]
    for row in unknown:
        row.registration_id = None
    Scan.objects.bulk_create(unknown, ignore_conflicts=True)


def _row(device: DoorDevice, scan: ScanIn, now: datetime) -> Scan:
    return Scan(
        device=device,
        day_id=device.day_id,
        scan_id=scan.scan_id,
        kind=scan.kind,
        registration_id=scan.registration_id,
        device_at=scan.device_at,
        clock_offset=scan.clock_offset,
        received_at=now,
        shift_id=scan.shift_id,
    )


def _let_in_waiting(people: People, stays: dict[int, Stay], device: DoorDevice, now: datetime) -> None:
    """Whoever stands in line and is in gets a seat: the host decided it at the door."""
    ids = [pk for pk in stays if people[pk].is_waiting]
    for registration in Registration.objects.filter(pk__in=ids) if ids else ():
        seats.let_in(registration=registration, now=now, device_id=device.pk)


def _write_attendance(day_id: int, people: People, stays: dict[int, Stay]) -> None:
    """Bring the attendances in line with the log; what is right already stays untouched."""
    before = {pk: person.attendance for pk, person in people.items() if person.attendance}
    gone = [row.pk for pk, row in before.items() if pk not in stays]
    if gone:
        Attendance.objects.filter(pk__in=gone).delete()
    changed = [
        Attendance(day_id=day_id, registration_id=pk, scan=stay.scan, arrived_at=stay.arrived_at)
        for pk, stay in stays.items()
        if pk not in before or (before[pk].scan_id, before[pk].arrived_at) != (stay.scan.pk, stay.arrived_at)
    ]
    Attendance.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["day", "registration"],
        update_fields=["scan", "arrived_at"],
    )


def _answer(scan: ScanIn, people: People, stays: dict[int, Stay], device: DoorDevice) -> ScanAnswer:
    person = people.get(scan.registration_id or 0)
    if person is None or not any(row.scan_id == scan.scan_id for row in person.log):
        return ScanAnswer(scan.scan_id, "unknown")
    stay = stays.get(scan.registration_id or 0)
    if stay is None:
        return ScanAnswer(scan.scan_id, "out")
    welcome = stay.scan
    if welcome.scan_id == scan.scan_id:
        return ScanAnswer(scan.scan_id, "in", stay.arrived_at)
    elsewhere = "" if welcome.device_id == device.pk else welcome.device.name
    return ScanAnswer(scan.scan_id, "already", stay.arrived_at, elsewhere)
