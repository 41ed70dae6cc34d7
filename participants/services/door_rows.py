"""The statements of a check-in: one for an ordinary first one; for whatever is not so plain, whose tablet it
is and what is known of those it names.

Written as SQL because the ORM takes ten times as long to write them as the database to answer.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField

from events.models import Event, EventDay
from participants.models import Attendance, DoorDevice, RegistrationStatus, Scan, ScanKind
from participants.services.raw_rows import moment, partly

# Who stands in line is let in by the host; that takes a seat, and more than one statement.
IN_LINE = frozenset({RegistrationStatus.WAITING, RegistrationStatus.REQUESTED})
_IN_LINE = ", ".join(f"'{status.value}'" for status in sorted(IN_LINE))

_DEVICE = """
SELECT device.id, device.day_id, device.name, device.last_seen_at, day.event_id, event.region_id
  FROM participants_doordevice AS device
  JOIN events_eventday AS day ON day.id = device.day_id
  JOIN events_event AS event ON event.id = day.event_id
 WHERE device.token_digest = %s AND device.revoked_at IS NULL AND device.expires_at > %s
"""
_PEOPLE = """
SELECT person.id, person.status, here.id, here.scan_id, here.arrived_at,
       EXISTS (SELECT 1 FROM participants_scan AS other
                WHERE other.device_id = %s AND other.scan_id IN ({scans})
                  AND (other.registration_id IS NULL OR other.registration_id <> person.id)),
       scan.id, scan.device_id, device.name, scan.scan_id, scan.kind,
       scan.device_at, scan.clock_offset, scan.received_at
  FROM participants_registration AS person
  LEFT JOIN participants_attendance AS here ON here.registration_id = person.id AND here.day_id = %s
  LEFT JOIN participants_scan AS scan ON scan.registration_id = person.id AND scan.day_id = %s
  LEFT JOIN participants_doordevice AS device ON device.id = scan.device_id
 WHERE person.event_id = %s AND person.id IN ({people})
"""
# A first check-in of somebody with a seat, alone and with nobody else at the log: all of it in one statement.
# It sees the log as it was when it began. So it gives way to whoever holds the lock, and to an undo that came
# in between: each undo writes the day's row anew (``note_undo``), which shows when the row is locked. Two
# that let the same person in are kept apart by the attendance.
_WELCOME = f"""
WITH device AS MATERIALIZED (
  SELECT device.id, device.day_id, day.event_id, day.xmin AS version
    FROM participants_doordevice AS device
    JOIN events_eventday AS day ON day.id = device.day_id
   WHERE device.token_digest = %s AND device.day_id = %s AND device.revoked_at IS NULL
     AND device.expires_at > %s AND device.last_seen_at > %s
     FOR NO KEY UPDATE OF day SKIP LOCKED
), line AS (
  INSERT INTO participants_scan (device_id, day_id, registration_id, scan_id, kind, device_at, clock_offset,
                                 received_at, shift_id)
  SELECT device.id, device.day_id, person.id, %s, %s, %s, %s, %s,
         (SELECT id FROM participants_doorshift WHERE id = %s AND day_id = device.day_id)
    FROM device JOIN participants_registration AS person ON person.event_id = device.event_id
   WHERE person.id = %s AND person.status NOT IN ({_IN_LINE})
     AND device.version = (SELECT xmin FROM events_eventday WHERE id = device.day_id)
     AND NOT EXISTS (SELECT 1 FROM participants_scan AS scan
                      WHERE scan.registration_id = person.id AND scan.day_id = device.day_id)
     AND NOT EXISTS (SELECT 1 FROM participants_attendance AS here
                      WHERE here.registration_id = person.id AND here.day_id = device.day_id)
  ON CONFLICT (device_id, scan_id) DO NOTHING
  RETURNING id, day_id, registration_id
)
INSERT INTO participants_attendance (day_id, registration_id, scan_id, arrived_at)
SELECT day_id, registration_id, id, %s FROM line
ON CONFLICT (day_id, registration_id) DO NOTHING
RETURNING id
"""  # noqa: S608  # constants
_NOTE_UNDO = "UPDATE events_eventday SET event_id = event_id WHERE id = %s"


@dataclass(frozen=True)
class ScanIn:
    """A scan as a device sends it. ``clock_offset``: seconds the server is ahead of it."""

    scan_id: UUID
    kind: ScanKind
    registration_id: int | None
    device_at: datetime
    clock_offset: int = 0
    shift_id: int | None = None


@dataclass(frozen=True)
class LogRow:
    """A person and one scan of them on the day; None without one."""

    registration_id: int
    status: str
    attendance: Attendance | None
    has_foreign_ids: bool
    scan: Scan | None


def lock_device(token_digest: str, now: datetime) -> DoorDevice | None:
    """The living device with this secret, its day's row locked until the transaction ends."""
    for_update = "FOR NO KEY UPDATE OF day" if connection.features.has_select_for_no_key_update else ""
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_DEVICE + for_update, [token_digest, at])
        found = cursor.fetchone()
    if found is None:
        return None
    pk, day_id, name, last_seen_at, event_id, region_id = found
    seen = moment(last_seen_at) if last_seen_at else None
    device: DoorDevice = partly(DoorDevice, id=pk, day_id=day_id, name=name, last_seen_at=seen)
    device.day = partly(EventDay, id=day_id, event_id=event_id)
    device.day.event = partly(Event, id=event_id, region_id=region_id)
    return device


def read_log(device: DoorDevice, people: Collection[int], scan_ids: Collection[UUID]) -> Iterator[LogRow]:
    """The people of the device's event with each of their scans on its day.

    ``has_foreign_ids``: some of ``scan_ids`` is stored by this device, and not for this person.
    """
    people = [pk for pk in people if 0 < pk <= BigIntegerField.MAX_BIGINT]
    if not people:
        return
    sql = _PEOPLE.format(scans=_marks(scan_ids), people=_marks(people))
    is_native = connection.features.has_native_uuid_field
    stored = [scan_id if is_native else scan_id.hex for scan_id in scan_ids]
    day, event = device.day_id, device.day.event_id
    with connection.cursor() as cursor:
        cursor.execute(sql, [device.pk, *stored, day, day, event, *people])
        for person, status, here, here_scan, arrived_at, foreign, *logged in cursor.fetchall():
            found = Attendance(pk=here, scan_id=here_scan, arrived_at=moment(arrived_at)) if here else None
            scan = _scan(*logged) if logged[0] is not None else None
            yield LogRow(person, status, found, bool(foreign), scan)


def note_undo(day_id: int) -> None:
    """Under the lock on the day's log: a welcome that has begun reading already is to look again."""
    if can_welcome():
        with connection.cursor() as cursor:
            cursor.execute(_NOTE_UNDO, [day_id])


def can_welcome() -> bool:
    """One statement that writes to two tables is PostgreSQL's."""
    return connection.vendor == "postgresql"


def welcome(
    token_digest: str, day_id: int, scan: ScanIn, now: datetime, *, arrived_at: datetime, seen_since: datetime
) -> bool:
    """Write a first check-in with the attendance that follows from it, outside any transaction.

    By the living device of the day with this secret, if it was seen since. False when it is not so plain a
    case; the scan may be written then, but nobody is in by it.
    """
    device: list[Any] = [token_digest, day_id, now, seen_since]
    what: list[Any] = [scan.scan_id, scan.kind, scan.device_at, scan.clock_offset, now]
    with connection.cursor() as cursor:
        cursor.execute(_WELCOME, [*device, *what, scan.shift_id, scan.registration_id, arrived_at])
        return cursor.fetchone() is not None


def _scan(
    pk: int,
    device_id: int,
    name: str,
    scan_id: Any,
    kind: str,
    device_at: Any,
    clock_offset: int,
    received_at: Any,
) -> Scan:
    scan = Scan(
        pk=pk,
        scan_id=scan_id if isinstance(scan_id, UUID) else UUID(scan_id),
        kind=kind,
        device_at=moment(device_at),
        clock_offset=clock_offset,
        received_at=moment(received_at),
    )
    scan.device = partly(DoorDevice, id=device_id, name=name)
    return scan


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"
