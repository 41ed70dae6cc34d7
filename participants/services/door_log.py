"""The scan log: append what happened, derive who is in (trust K5).

A scan is stored once for each (device, scan id), whatever it says. Attendance follows from all scans
of a person on a day in the order they happened: the first check-in wins, an undo takes it back.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction

from participants.hooks import after_check_in
from participants.models import Attendance, DoorDevice, Registration, Scan, ScanKind

Verdict = Literal["in", "already", "out", "unknown"]


@dataclass(frozen=True)
class ScanIn:
    """A scan as a device sends it. ``clock_offset``: seconds the server is ahead of it."""

    scan_id: UUID
    kind: ScanKind
    registration_id: int | None
    device_at: datetime
    clock_offset: int = 0


@dataclass(frozen=True)
class ScanAnswer:
    """What a device may drop from its queue, and what to tell the host."""

    stored: UUID
    verdict: Verdict
    arrived_at: datetime | None = None
    elsewhere: bool = False


def happened_at(scan: Scan) -> datetime:
    """When it happened by the server's clock; never later than it was received."""
    moment = scan.device_at + timedelta(seconds=scan.clock_offset)
    return min(moment, scan.received_at)


def store_scans(*, device: DoorDevice, scans: Sequence[ScanIn], now: datetime) -> list[ScanAnswer]:
    """Store a batch in any order, any number of times; answer each of them. A fixed number of queries."""
    with transaction.atomic():
        known = _known_registrations(device, scans)
        Scan.objects.bulk_create(_rows(device, scans, known, now), ignore_conflicts=True)
        concerned = {scan.registration_id for scan in scans if scan.registration_id in known}
        log = _log(device.day_id, concerned)
        present = derive_attendance(device.day_id, log)
    return [_answer(scan, log, present, device) for scan in scans]


def _known_registrations(device: DoorDevice, scans: Iterable[ScanIn]) -> set[int]:
    wanted = {scan.registration_id for scan in scans if scan.registration_id is not None}
    event_id = device.day.event_id
    return set(Registration.objects.filter(event=event_id, pk__in=wanted).values_list("pk", flat=True))


def _rows(device: DoorDevice, scans: Sequence[ScanIn], known: set[int], now: datetime) -> list[Scan]:
    return [
        Scan(
            device=device,
            day_id=device.day_id,
            scan_id=scan.scan_id,
            kind=scan.kind,
            registration_id=scan.registration_id if scan.registration_id in known else None,
            device_at=scan.device_at,
            clock_offset=scan.clock_offset,
            received_at=now,
        )
        for scan in scans
    ]


Log = dict[int, list[Scan]]


def _log(day_id: int, registration_ids: Iterable[int | None]) -> Log:
    log: Log = defaultdict(list)
    wanted = [pk for pk in registration_ids if pk is not None]
    for scan in Scan.objects.filter(day=day_id, registration__in=wanted):
        if scan.registration_id is not None:
            log[scan.registration_id].append(scan)
    for rows in log.values():
        rows.sort(key=lambda scan: (happened_at(scan), scan.pk))
    return log


def winning_scan(rows: Sequence[Scan]) -> Scan | None:
    """The check-in that counts: the first since the last undo; None when the person is not in."""
    winner: Scan | None = None
    for scan in rows:
        if scan.kind == ScanKind.UNDO:
            winner = None
        elif winner is None:
            winner = scan
    return winner


def derive_attendance(day_id: int, log: Log) -> dict[int, Attendance]:
    """Bring the attendances of these people in line with the log; what is right already stays untouched."""
    winners = {pk: scan for pk, rows in log.items() if (scan := winning_scan(rows))}
    rows = {row.registration_id: row for row in Attendance.objects.filter(day=day_id, registration__in=log)}
    gone = [row.pk for pk, row in rows.items() if pk not in winners]
    if gone:
        Attendance.objects.filter(pk__in=gone).delete()
    changed = [pk for pk, scan in winners.items() if pk not in rows or rows[pk].scan_id != scan.pk]
    fresh = [
        Attendance(day_id=day_id, registration_id=pk, scan=winners[pk], arrived_at=happened_at(winners[pk]))
        for pk in changed
    ]
    if fresh:
        Attendance.objects.bulk_create(
            fresh,
            update_conflicts=True,
            unique_fields=["day", "registration"],
            update_fields=["scan", "arrived_at"],
        )
    for row in fresh:
        for listener in after_check_in:
            listener(row)
    kept = {pk: row for pk, row in rows.items() if pk in winners and pk not in changed}
    return kept | {row.registration_id: row for row in fresh}


def _answer(scan: ScanIn, log: Log, present: dict[int, Attendance], device: DoorDevice) -> ScanAnswer:
    pk = scan.registration_id
    if pk is None or pk not in log:
        return ScanAnswer(scan.scan_id, "unknown")
    if pk not in present:
        return ScanAnswer(scan.scan_id, "out")
    winner = winning_scan(log[pk])
    mine = winner is not None and (winner.device_id, winner.scan_id) == (device.pk, scan.scan_id)
    elsewhere = winner is not None and winner.device_id != device.pk
    return ScanAnswer(scan.scan_id, "in" if mine else "already", present[pk].arrived_at, elsewhere)
