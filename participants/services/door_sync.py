"""What a tablet takes along: the list of its day, and what has changed since.

Names, organisation, state, the wish about pictures and a neutral mark; of the code on the tag a digest.
Never an address, a need or a free text.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, Max, OuterRef, Q

from events.models import EventDay, EventFormat, ItemKind
from inkludering.dates import local, short_date
from inkludering.languages import work_language
from inkludering.tokens import checkin_code, digest
from participants import hooks
from participants.models import (
    DoorDevice,
    DoorShift,
    Need,
    NeedKind,
    RegistrationSource,
    RegistrationStatus,
    Scan,
)
from participants.models.registrations import RegistrationQuerySet
from participants.services.door_list import at_the_door, expected_on

EVENING = time(16)  # a meal from here on is a dinner that is asked for on arrival
CODE_DIGITS = 32  # 128 bits of the digest

FIELDS = (
    *("pk", "first_name", "last_name", "organisation_name", "no_photo", "status", "source"),
    *("code_version", "tag", "say", "at", "door", "care", "dinner", "expected"),
)


@dataclass(frozen=True)
class Person:
    """One row of the list on a tablet. ``code`` is a digest of the code on the tag."""

    id: int
    first: str
    last: str
    org: str
    status: str  # seat, waiting, walk_in or gone
    photo: bool  # wants to be in no picture
    care: bool  # something has been arranged; what, the tablet does not know
    expected: bool  # on this day
    code: str
    at: str  # when let in, "" when not in
    door: str  # where
    tag: str  # name on the tag, where it is not first and last
    say: str  # how it is said
    line: str  # "Table 4"
    dinner: bool | None


def code_digest(code: str) -> str:
    """What the tablet compares a scanned code with."""
    return digest(code)[:CODE_DIGITS]


def read_people(*, day: EventDay, only: Collection[int] | None = None) -> list[dict[str, Any]]:
    """The rows for a tablet, by first name; ``only`` some registrations."""
    rows = _rows(day)
    if only is not None:
        rows = rows.filter(pk__in=only)
    lines: dict[int, str] = {}
    for reader in hooks.tag_lines:
        lines |= reader(day)
    return [asdict(_person(dict(zip(FIELDS, row, strict=True)), lines)) for row in rows.values_list(*FIELDS)]


def _rows(day: EventDay) -> RegistrationQuerySet:
    eats = FilteredRelation("dinner_answers", condition=Q(dinner_answers__day=day.pk))
    access = Need.objects.filter(registration=OuterRef("pk"), kind=NeedKind.ACCESS)
    arranged = access.filter(arranged_at__isnull=False)
    return (
        at_the_door(day)
        .annotate(eats=eats)
        .annotate(
            at=F("here__arrived_at"),
            door=F("here__scan__device__name"),
            tag=F("door_name__name"),
            say=F("door_name__pronunciation"),
            care=Exists(arranged),
            dinner=F("eats__comes"),
            expected=expected_on(day),
        )
        .alphabetical()
    )


def _person(row: dict[str, Any], lines: dict[int, str]) -> Person:
    pk = row["pk"]
    return Person(
        id=pk,
        first=row["first_name"],
        last=row["last_name"],
        org=row["organisation_name"],
        status=_status(row["status"], row["source"]),
        photo=row["no_photo"],
        care=row["care"],
        expected=row["expected"],
        code=code_digest(checkin_code(pk, row["code_version"])),
        at=row["at"].isoformat() if row["at"] else "",
        door=row["door"] or "",
        tag=row["tag"] or "",
        say=row["say"] or "",
        line=lines.get(pk, ""),
        dinner=row["dinner"],
    )


def _status(status: str, source: str) -> str:
    if status in (RegistrationStatus.WAITING, RegistrationStatus.REQUESTED):
        return "waiting"
    if status != RegistrationStatus.CONFIRMED:
        return "gone"
    return "walk_in" if source == RegistrationSource.WALK_IN else "seat"


def last_scan(day: EventDay) -> int:
    """The newest line of the day's log. Lines are written under the lock on the day, so none is older."""
    return Scan.objects.filter(day=day).aggregate(last=Max("pk"))["last"] or 0


def people_stamp(day: EventDay) -> str:
    """Changes when somebody signs up, gets a seat or cancels; what the door itself does is in its log."""
    signed_up = at_the_door(day).exclude(source=RegistrationSource.WALK_IN)
    found = signed_up.aggregate(
        last=Max("pk"), number=Count("pk"), waiting=Count("pk", filter=Q(status=RegistrationStatus.WAITING))
    )
    return "-".join(str(found[name] or 0) for name in ("last", "number", "waiting"))


def changed_since(*, day: EventDay, scan: int) -> list[dict[str, Any]]:
    """The rows of those something happened to after the line ``scan`` of the log."""
    touched = Scan.objects.filter(day=day, pk__gt=scan, registration__isnull=False)
    ids = set(touched.values_list("registration", flat=True))
    return read_people(day=day, only=ids) if ids else []


def day_facts(device: DoorDevice) -> dict[str, Any]:
    """What a tablet says of its day: title, date, when to forget, who is on shift, what is asked."""
    day, event = device.day, device.day.event
    return {
        "id": day.pk,
        "event": str(event),
        "date": short_date(day.date),
        "zone": event.timezone,
        "language": work_language(event.language),
        "wipe_at": device.expires_at.isoformat(),
        "device": device.name,
        "free": event.seats_free(),
        "dinner": has_dinner(day),
        "digital": event.format != EventFormat.PHYSICAL,
        "shifts": [
            {"id": shift.pk, "name": shift.name, "salt": shift.pin_salt, "digest": shift.pin_digest}
            for shift in DoorShift.objects.filter(day=day).order_by("name", "pk")
        ],
    }


def has_dinner(day: EventDay) -> bool:
    """Is there a meal in the evening, so that the door asks who eats?"""
    meals = day.items.filter(kind=ItemKind.MEAL).values_list("starts_at", flat=True)
    return any(_is_evening(begins, day) for begins in meals if begins)


def _is_evening(moment: datetime, day: EventDay) -> bool:
    return local(moment, day.event.zone).time() >= EVENING


@dataclass(frozen=True)
class Report:
    """What a device says of itself with each contact."""

    unsent: int = 0
    unsent_since: datetime | None = None
    clock_skew: int = 0
    version: str = ""
    shift_id: int | None = None


def note_report(*, device: DoorDevice, report: Report, now: datetime) -> None:
    """Keep what the device says of itself; nothing is written while nothing changes."""
    said = {
        "unsent": report.unsent,
        "unsent_since": report.unsent_since,
        "clock_skew": report.clock_skew,
        "version": report.version,
        "shift_id": report.shift_id if _is_on_duty(device, report.shift_id) else None,
    }
    if any(getattr(device, name) != value for name, value in said.items()):
        DoorDevice.objects.filter(pk=device.pk).update(**said, last_seen_at=now)


def _is_on_duty(device: DoorDevice, shift_id: int | None) -> bool:
    if shift_id is None or shift_id == device.shift_id:
        return True
    return DoorShift.objects.filter(pk=shift_id, day=device.day_id).exists()
