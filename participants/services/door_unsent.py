"""A tablet taken home with check-ins it has not handed in: its coordinators are told, at twelve."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.dates import aware, local
from participants.door_mail import tell_unsent
from participants.models import DeviceKind, DoorDevice
from regions.models import RoleKind

AT = time(12)
DOOR_TAKES = timedelta(hours=3)  # before that a queue at the door is still being handed in
SILENT = timedelta(minutes=15)  # a tablet heard of since is at work, and hands in by itself
TOLD_FOR = timedelta(hours=8)  # a noon that passed while nothing ran is still told of the same day
DAYS = 2  # told twice at most: on the first noon, and on the next


def tell_of_unsent(*, now: datetime) -> int:
    """Queue the mails that are due; returns how many. Harmless to repeat and to run twice at once."""
    return sum(_tell(day, now) for day in _days_with_unsent(now))


def _days_with_unsent(now: datetime) -> QuerySet[EventDay]:
    left = DoorDevice.objects.filter(
        kind=DeviceKind.DOOR,
        unsent__gt=0,
        last_seen_at__lt=now - SILENT,
        day__date__gte=now - timedelta(days=4),
    )
    return EventDay.objects.filter(pk__in=left.values("day")).select_related("event__region").order_by("pk")


@transaction.atomic
def _tell(day: EventDay, now: datetime) -> int:
    noon = latest_noon(day, now)
    if noon is None or now - noon > TOLD_FOR:
        return 0
    on = local(noon, day.event.zone).date()
    return sum(tell_unsent(day, user, on=on) for user in _coordinators(day))


def latest_noon(day: EventDay, now: datetime) -> datetime | None:
    """The last moment to tell that has passed: twelve by the clock on the wall, where the door has had its
    time by then, else on the day after; and the noon after that one. None before the first."""
    begins = day.items.filter(parent=None, starts_at__isnull=False).order_by("starts_at").first()
    opened = begins.starts_at if begins and begins.starts_at else aware(day.date, time(8), day.event.zone)
    first = aware(day.date, AT, day.event.zone)
    late = int(first < opened + DOOR_TAKES)
    noons = [aware(day.date + timedelta(days=late + more), AT, day.event.zone) for more in range(DAYS)]
    return max((noon for noon in noons if noon <= now), default=None)


def _coordinators(day: EventDay) -> QuerySet[User]:
    roles = {"roles__kind": RoleKind.COORDINATOR, "roles__region": day.event.region_id}
    return User.objects.filter(is_active=True, **roles).order_by("pk")
