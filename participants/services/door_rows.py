"""The statements of a check-in: whose tablet is it, and what is known of those it names; on its way the
second writes the line and the welcome of an ordinary first one.

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
from participants.models import Attendance, DoorDevice, RegistrationStatus, Scan
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
SELECT person.id, person.status, {written}, here.id, here.scan_id, here.arrived_at,
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
_LINE = """
INSERT INTO participants_scan (device_id, day_id, registration_id, scan_id, kind, device_at, clock_offset,
                               received_at, shift_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
RETURNING id
"""
# The first check-in of somebody with a seat: line and attendance, where the day's log has nothing of them.
_WELCOME = f"""
WITH line AS (
  INSERT INTO participants_scan (device_id, day_id, registration_id, scan_id, kind, device_at, clock_offset,
                                 received_at, shift_id)
  SELECT %s, %s, person.id, %s, %s, %s, %s, %s, %s
    FROM participants_registration AS person
   WHERE person.event_id = %s AND person.id = %s AND person.status NOT IN ({_IN_LINE})
     AND NOT EXISTS (SELECT 1 FROM participants_scan AS scan
                      WHERE scan.registration_id = person.id AND scan.day_id = %s)
     AND NOT EXISTS (SELECT 1 FROM participants_scan AS scan
                      WHERE scan.device_id = %s AND scan.scan_id = %s)
     AND NOT EXISTS (SELECT 1 FROM participants_attendance AS here
                      WHERE here.registration_id = person.id AND here.day_id = %s)
  RETURNING id, day_id, registration_id
), welcome AS (
  INSERT INTO participants_attendance (day_id, registration_id, scan_id, arrived_at)
  SELECT day_id, registration_id, id, %s FROM line
  RETURNING scan_id
)
"""  # noqa: S608  # constants


@dataclass(frozen=True)
class LogRow:
    """A person and one scan of them on the day; None without one. ``written``: the number of the line that
    the same statement wrote."""

    registration_id: int
    status: str
    written: int | None
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


def read_log(
    device: DoorDevice, people: Collection[int], scan_ids: Collection[UUID], welcome: "Welcome | None" = None
) -> Iterator[LogRow]:
    """The people of the device's event with each of their scans on its day.

    ``has_foreign_ids``: some of ``scan_ids`` is stored by this device, and not for this person.
    ``welcome``: written on the way where it is the first the day's log hears of somebody with a seat.
    """
    people = [pk for pk in people if 0 < pk <= BigIntegerField.MAX_BIGINT]
    if not people:
        return
    sql = _PEOPLE.format(
        written="(SELECT scan_id FROM welcome)" if welcome else "NULL",
        scans=_marks(scan_ids),
        people=_marks(people),
    )
    is_native = connection.features.has_native_uuid_field
    stored = [scan_id if is_native else scan_id.hex for scan_id in scan_ids]
    day, event = device.day_id, device.day.event_id
    values = [device.pk, *stored, day, day, event, *people]
    with connection.cursor() as cursor:
        if welcome:
            cursor.execute(_WELCOME + sql, [*welcome.values(event), *values])
        else:
            cursor.execute(sql, values)
        for person, status, written, here, here_scan, arrived_at, foreign, *logged in cursor.fetchall():
            found = Attendance(pk=here, scan_id=here_scan, arrived_at=moment(arrived_at)) if here else None
            scan = _scan(*logged) if logged[0] is not None else None
            yield LogRow(person, status, written, found, bool(foreign), scan)


@dataclass(frozen=True)
class Welcome:
    """A check-in that may be the first of the person on the day."""

    scan: Scan
    arrived_at: datetime

    def values(self, event_id: int) -> list[Any]:
        """What the statement asks for, in its order."""
        scan = self.scan
        line = [scan.device_id, scan.day_id, scan.scan_id, scan.kind, scan.device_at, scan.clock_offset]
        person = [event_id, scan.registration_id, scan.day_id]
        before = [scan.device_id, scan.scan_id, scan.day_id]
        return [*line, scan.received_at, scan.shift_id, *person, *before, self.arrived_at]


def can_write_line() -> bool:
    """One statement that writes to two tables is PostgreSQL's; elsewhere the ORM writes two."""
    return connection.vendor == "postgresql"


def write_line(scan: Scan) -> None:
    """One line in the log. ``scan`` gets its number."""
    line = [scan.device_id, scan.day_id, scan.registration_id, scan.scan_id, scan.kind, scan.device_at]
    with connection.cursor() as cursor:
        cursor.execute(_LINE, [*line, scan.clock_offset, scan.received_at, scan.shift_id])
        scan.pk = cursor.fetchone()[0]


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
