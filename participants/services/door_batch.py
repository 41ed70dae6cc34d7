"""What a tablet hands in: check-ins, walk-ins, names on tags, dinners and counts, all in one log.

An item is answered ``stored`` once it stands in the log; only then may the device drop it. An item about
a walk-in that has not come in yet is answered ``later`` and is not stored: the device sends it again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from events.models import EventDay
from inkludering.tokens import checkin_code
from participants.models import (
    PRESENCE,
    DinnerAnswer,
    DoorDevice,
    DoorName,
    DoorShift,
    HandCount,
    Registration,
    Scan,
    ScanKind,
)
from participants.services import registering
from participants.services.door_log import happened_at, store_scans
from participants.services.door_people import Guest
from participants.services.door_rows import ScanIn

Verdict = Literal["in", "already", "out", "unknown", "noted", "later"]
LARGEST_COUNT = 5000


@dataclass(frozen=True)
class Item:
    """One thing that happened, as a device sends it. Who: a registration, the ``scan_id`` of a walk-in
    (``guest``), or the code on a tag. ``facts`` is what the kind needs: a guest, a name, numbers."""

    scan_id: UUID
    kind: ScanKind
    device_at: datetime
    clock_offset: int = 0
    registration_id: int | None = None
    guest: UUID | None = None
    code: str = ""
    shift_id: int | None = None
    walk_in: Guest | None = None
    name: str = ""
    pronunciation: str = ""
    comes: bool = False
    numbers: dict[str, int] = field(default_factory=dict)

    def scan(self, registration_id: int | None, shift_id: int | None) -> ScanIn:
        return ScanIn(self.scan_id, self.kind, registration_id, self.device_at, self.clock_offset, shift_id)


@dataclass(frozen=True)
class Answer:
    """``is_stored``: the device may drop it. ``registration_id``: who it was, where only we can know."""

    scan_id: UUID
    verdict: Verdict
    is_stored: bool = True
    arrived_at: datetime | None = None
    elsewhere: str = ""
    registration_id: int | None = None


def store_items(
    *, device: DoorDevice, items: Sequence[Item], now: datetime, locked: bool = False
) -> list[Answer]:
    """Store a batch of anything, in any order and any number of times; one answer for each item.

    The day's row is the lock on its log; ``locked`` says that the caller holds it already.
    """
    if locked:
        return _store(device, items, now)
    with transaction.atomic(savepoint=False):
        EventDay.objects.select_for_update(no_key=True).get(pk=device.day_id)
        return _store(device, items, now)


def _store(device: DoorDevice, items: Sequence[Item], now: datetime) -> list[Answer]:
    wanted = list({item.scan_id: item for item in reversed(items)}.values())[::-1]
    who = _Who(device, wanted, now)
    shifts = _shifts_of(device, wanted)
    scans = {
        item.scan_id: item.scan(who.ids[item.scan_id], item.shift_id if item.shift_id in shifts else None)
        for item in wanted
        if item.scan_id in who.ids
    }
    answers = {item.scan_id: Answer(item.scan_id, "later", is_stored=False) for item in wanted}
    answers |= _presence(device, scans, who, now)
    answers |= _notes(device, [item for item in wanted if item.scan_id in scans], scans, now)
    return [answers[item.scan_id] for item in items]


class _Who:
    """Whom each item is about: scan id → registration id, None for nobody we know. Items about a walk-in
    that is not here yet are missing."""

    def __init__(self, device: DoorDevice, items: Sequence[Item], now: datetime) -> None:
        self.device, self.now = device, now
        walked_in: dict[UUID, int | None] = {
            item.scan_id: self._walk_in(item) for item in items if item.walk_in
        }
        guests = {item.guest for item in items if item.guest and item.guest not in walked_in}
        if guests:
            walked_in |= self._walked_in_before(guests)
        codes = self._codes() if any(item.code for item in items) else {}
        self.ids: dict[UUID, int | None] = {}
        for item in items:
            if item.guest and item.guest not in walked_in:
                continue
            found = codes.get(item.code) if item.code else item.registration_id
            self.ids[item.scan_id] = walked_in.get(item.guest or item.scan_id, found)

    def _walk_in(self, item: Item) -> int:
        registration = registering.register_walk_in(
            event=self.device.day.event,
            form_id=item.scan_id,
            now=self.now,
            device_id=self.device.pk,
            **vars(item.walk_in),
        )
        return registration.pk

    def _walked_in_before(self, guests: Iterable[UUID]) -> dict[UUID, int | None]:
        """By the line their walk-in has in the day's log, of whichever device."""
        rows = Scan.objects.filter(day=self.device.day_id, kind=ScanKind.WALK_IN, scan_id__in=guests)
        return dict(rows.values_list("scan_id", "registration"))

    def _codes(self) -> dict[str, int]:
        """Every code of the event. They are made, not stored, so they are compared one by one."""
        rows = Registration.objects.filter(event=self.device.day.event_id).values_list("pk", "code_version")
        return {checkin_code(pk, version): pk for pk, version in rows}


def _shifts_of(device: DoorDevice, items: Iterable[Item]) -> set[int | None]:
    named = {item.shift_id for item in items if item.shift_id}
    if not named:
        return set()
    return set(DoorShift.objects.filter(day=device.day_id, pk__in=named).values_list("pk", flat=True))


def _presence(device: DoorDevice, scans: dict[UUID, ScanIn], who: _Who, now: datetime) -> dict[UUID, Answer]:
    """Check-ins and their like, by the scan log."""
    here = [scan for scan in scans.values() if scan.kind in PRESENCE]
    if not here:
        return {}
    return {
        one.stored: Answer(
            scan_id=one.stored,
            verdict=one.verdict,
            arrived_at=one.arrived_at,
            elsewhere=one.elsewhere,
            registration_id=who.ids[one.stored] if one.verdict != "unknown" else None,
        )
        for one in store_scans(device=device, scans=here, now=now, locked=True)
    }


def _notes(
    device: DoorDevice, items: Iterable[Item], scans: dict[UUID, ScanIn], now: datetime
) -> dict[UUID, Answer]:
    """Everything else: a line in the log, and what follows from it. Each is harmless to repeat."""
    noted = [item for item in items if item.kind not in PRESENCE]
    if not noted:
        return {}
    known = _known(device, [scans[item.scan_id].registration_id for item in noted])
    rows = {item.scan_id: _line(device, scans[item.scan_id], known, now) for item in noted}
    Scan.objects.bulk_create(rows.values(), ignore_conflicts=True)
    for item in noted:
        row = rows[item.scan_id]
        moment = happened_at(row)
        if item.kind == ScanKind.COUNT:
            _count(device, item, row, moment)
        elif row.registration_id and item.kind == ScanKind.RENAME:
            _rename(row.registration_id, item, moment)
        elif row.registration_id and item.kind == ScanKind.DINNER:
            _dinner(device.day_id, row.registration_id, item, moment)
    return {pk: Answer(pk, "noted", registration_id=row.registration_id) for pk, row in rows.items()}


def _known(device: DoorDevice, ids: Iterable[int | None]) -> set[int]:
    rows = Registration.objects.filter(event=device.day.event_id, pk__in=[pk for pk in ids if pk])
    return set(rows.values_list("pk", flat=True))


def _line(device: DoorDevice, scan: ScanIn, known: set[int], now: datetime) -> Scan:
    return Scan(
        device=device,
        day_id=device.day_id,
        scan_id=scan.scan_id,
        kind=scan.kind,
        registration_id=scan.registration_id if scan.registration_id in known else None,
        device_at=scan.device_at,
        clock_offset=scan.clock_offset,
        received_at=now,
        shift_id=scan.shift_id,
    )


def _count(device: DoorDevice, item: Item, row: Scan, moment: datetime) -> None:
    HandCount.objects.bulk_create(
        [
            HandCount(
                day_id=device.day_id,
                device=device,
                scan_id=item.scan_id,
                counted_at=moment,
                shift_id=row.shift_id,
                **item.numbers,
            )
        ],
        ignore_conflicts=True,
    )


def _rename(registration_id: int, item: Item, moment: datetime) -> None:
    """The correction that happened last counts, whichever came in first."""
    values = {"name": item.name, "pronunciation": item.pronunciation, "happened_at": moment}
    found, made = DoorName.objects.get_or_create(registration_id=registration_id, defaults=values)
    if not made:
        older = DoorName.objects.filter(pk=found.pk, happened_at__lt=moment)
        older.update(**values)


def _dinner(day_id: int, registration_id: int, item: Item, moment: datetime) -> None:
    values = {"comes": item.comes, "happened_at": moment}
    found, made = DinnerAnswer.objects.get_or_create(
        day_id=day_id, registration_id=registration_id, defaults=values
    )
    if not made:
        DinnerAnswer.objects.filter(pk=found.pk, happened_at__lt=moment).update(**values)
