"""How it stands in the room right now, and how old that is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, QuerySet

from events.models import EventDay
from participants.models import Attendance, DeviceKind, DinnerAnswer, DoorDevice, HandCount
from participants.services.door_list import DoorNumbers, count_guests
from regions.models import Sector

FORGOTTEN = timedelta(hours=2)  # a tablet not heard of for so long says nothing of how fresh the rest is


@dataclass(frozen=True)
class Live:
    """``as_of``: what the oldest living tablet told last; everything before that is known here.
    ``unsent``: what the tablets said they had not handed in."""

    numbers: DoorNumbers
    sectors: Sequence[tuple[str, int]]
    dinners: int
    count: HandCount | None
    as_of: datetime | None
    unsent: int


def read_live(*, day: EventDay, now: datetime) -> Live:
    """Five queries, whatever the number of people."""
    devices = list(living_devices(day, now))
    seen = [one.last_seen_at for one in devices if one.last_seen_at and now - one.last_seen_at < FORGOTTEN]
    dinners = DinnerAnswer.objects.filter(day=day, comes=True, registration__attendances__day=day)
    counts = HandCount.objects.filter(day=day).select_related("shift")
    return Live(
        numbers=count_guests(day),
        sectors=_sectors(day),
        dinners=dinners.count(),
        count=counts.order_by("-counted_at", "-pk").first(),
        as_of=min(seen, default=None),
        unsent=sum(device.unsent for device in devices),
    )


def living_devices(day: EventDay, now: datetime) -> QuerySet[DoorDevice]:
    devices = DoorDevice.objects.filter(day=day, revoked_at=None, expires_at__gt=now, kind=DeviceKind.DOOR)
    return devices.order_by("pk")


def _sectors(day: EventDay) -> list[tuple[str, int]]:
    """Those in the room, in the order of the six; a sector nobody is from stands there with 0."""
    rows = Attendance.objects.filter(day=day).values(sector=F("registration__sector")).annotate(n=Count("pk"))
    found = Counter({row["sector"]: row["n"] for row in rows})
    return [(sector, found[sector]) for sector in Sector.values]
