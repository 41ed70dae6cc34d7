"""What two tablets without a network bring home: somebody let in twice, one walk-in written down twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import Q

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.text import fold
from participants.models import (
    PRESENCE,
    DoorPair,
    Registration,
    RegistrationSource,
    RegistrationStatus,
    Scan,
    ScanKind,
)
from participants.services import seats
from participants.services.door_list import at_the_door
from participants.services.door_log import happened_at, since_last_undo, store_scans
from participants.services.door_rows import ScanIn

MOST_PAIRS = 50


@dataclass(frozen=True)
class Conflict:
    """Somebody was let in at ``device`` at ``at``, and had been let in at ``first_device`` before."""

    registration: Registration
    at: datetime
    device: str
    first_at: datetime
    first_device: str
    shift: str


def find_conflicts(day: EventDay) -> list[Conflict]:
    """Each check-in of somebody another device had let in; two queries."""
    logs: dict[int, list[Scan]] = defaultdict(list)
    rows = Scan.objects.filter(day=day, registration__isnull=False, kind__in=PRESENCE)
    for scan in rows.select_related("device", "shift"):
        logs[scan.registration_id or 0].append(scan)
    doubles = {pk: log for pk, log in logs.items() if len({scan.device_id for scan in log}) > 1}
    people = Registration.objects.in_bulk(doubles)
    found = [one for pk, log in doubles.items() for one in _conflicts(people[pk], log)]
    return sorted(found, key=lambda one: (one.at, one.registration.pk))


def _conflicts(registration: Registration, log: list[Scan]) -> Iterable[Conflict]:
    since = since_last_undo(log)
    if not since:
        return
    welcome = min(since, key=lambda scan: scan.pk)
    for scan in since:
        if scan.device_id != welcome.device_id:
            yield Conflict(
                registration=registration,
                at=happened_at(scan),
                device=scan.device.name,
                first_at=happened_at(welcome),
                first_device=welcome.device.name,
                shift=scan.shift.name if scan.shift else "",
            )


@dataclass(frozen=True)
class Pair:
    """Two registrations that look like one person; ``kept`` is the one to keep."""

    kept: Registration
    dropped: Registration


def propose_pairs(day: EventDay) -> list[Pair]:
    """Walk-ins who are in and have the name of somebody else on the list, where nobody has decided yet."""
    people = list(at_the_door(day).order_by("pk"))
    by_name: dict[str, list[Registration]] = defaultdict(list)
    for person in people:
        by_name[fold(person.name)].append(person)
    decided = _decided(day)
    pairs = [
        Pair(*pair)
        for same in by_name.values()
        for pair in _pairs_of(same)
        if (pair[0].pk, pair[1].pk) not in decided or not pair[1].is_active  # merged, and let in once more
    ]
    return pairs[:MOST_PAIRS]


def _pairs_of(same: list[Registration]) -> Iterable[tuple[Registration, Registration]]:
    """Each walk-in with the first of that name; those who had signed up are first."""
    ordered = sorted(same, key=lambda one: (one.source == RegistrationSource.WALK_IN, one.pk))
    for other in ordered[1:]:
        if other.source == RegistrationSource.WALK_IN:
            yield ordered[0], other


def _decided(day: EventDay) -> set[tuple[int, int]]:
    return set(DoorPair.objects.filter(kept__event=day.event_id).values_list("kept", "dropped"))


@transaction.atomic
def keep_apart(*, day: EventDay, pair: Pair, by: User, now: datetime) -> None:
    """They are two people who share a name."""
    _decide(pair, is_same=False, by=by, now=now)
    record("door.kept_apart", pair.kept, by=by, region_id=day.event.region_id, other=pair.dropped.pk)


@transaction.atomic
def merge(*, day: EventDay, pair: Pair, by: User, now: datetime) -> None:
    """One person: what happened to ``dropped`` happened to ``kept``, and ``dropped`` gives its seat back.

    Nothing in the log is changed: its lines are written once more for the one who is kept.
    """
    EventDay.objects.select_for_update(no_key=True).get(pk=day.pk)
    event = seats.lock_event(day.event_id)
    seats.count(event)
    _copy_log(pair, now)
    dropped = Registration.objects.select_related("participant").get(pk=pair.dropped.pk)
    if dropped.is_active:
        seats.move(dropped, RegistrationStatus.CANCELLED, event, now=now)
        seats.save_counters(event)
    _decide(pair, is_same=True, by=by, now=now)
    record("door.merged", pair.kept, by=by, region_id=day.event.region_id, other=dropped.pk)


def _copy_log(pair: Pair, now: datetime) -> None:
    """Ids follow from the old ones, so merging twice writes nothing twice."""
    log = Scan.objects.filter(registration=pair.dropped, kind__in=PRESENCE)
    whole = list(log.select_related("device__day__event").order_by("pk"))
    ours = {_out_id(scan) for scan in whole}
    scans = [scan for scan in whole if scan.scan_id not in ours]
    for scan in scans:
        kind = ScanKind.UNDO if scan.kind == ScanKind.UNDO else ScanKind.CHECK_IN
        copied = ScanIn(
            scan_id=uuid5(NAMESPACE_URL, f"merged:{scan.device_id}:{scan.scan_id}:{pair.kept.pk}"),
            kind=kind,
            registration_id=pair.kept.pk,
            device_at=scan.device_at,
            clock_offset=scan.clock_offset,
            shift_id=scan.shift_id,
        )
        store_scans(device=scan.device, scans=[copied], now=now, locked=True)
    for last in {scan.day_id: scan for scan in scans}.values():
        out = ScanIn(
            scan_id=_out_id(last),
            kind=ScanKind.UNDO,
            registration_id=pair.dropped.pk,
            device_at=now,
        )
        store_scans(device=last.device, scans=[out], now=now, locked=True)


def _out_id(scan: Scan) -> UUID:
    """The id of the line that takes the dropped one out again."""
    return uuid5(NAMESPACE_URL, f"out:{scan.device_id}:{scan.scan_id}")


def _decide(pair: Pair, *, is_same: bool, by: User, now: datetime) -> None:
    DoorPair.objects.update_or_create(
        kept=pair.kept,
        dropped=pair.dropped,
        defaults={"is_same": is_same, "decided_by": by, "decided_at": now},
    )


def find_pair(*, day: EventDay, kept: int, dropped: int) -> Pair | None:
    """Two registrations of the day's event, by their ids."""
    people = Registration.objects.filter(Q(pk=kept) | Q(pk=dropped), event=day.event_id).in_bulk()
    if kept == dropped or len(people) != 2:
        return None
    return Pair(people[kept], people[dropped])
