"""Somebody who takes part on a screen says on their own page: I am here."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay, EventFormat
from inkludering.errors import DomainError
from inkludering.tokens import device_token, digest
from participants.models import (
    Attendance,
    DeviceKind,
    DoorDevice,
    Registration,
    RegistrationStatus,
    ScanKind,
)
from participants.services.door_access import DOOR_STAYS, day_ends_at
from participants.services.door_log import store_scans
from participants.services.door_rows import ScanIn

OPENS_BEFORE = timedelta(minutes=15)


def open_day(registration: Registration, now: datetime) -> EventDay | None:
    """The day on which this person may say so now: on a screen, from a quarter of an hour before.

    Only with a seat: nobody lets themselves in from the waiting list, or past an application.
    """
    event = registration.event
    if event.format == EventFormat.PHYSICAL or registration.status != RegistrationStatus.CONFIRMED:
        return None
    return next((day for day in event.days.select_related("event") if _is_on(day, now)), None)


def _is_on(day: EventDay, now: datetime) -> bool:
    begins = [moment for moment in day.items.values_list("starts_at", flat=True) if moment]
    return bool(begins) and min(begins) - OPENS_BEFORE <= now < day_ends_at(day)


def is_here(registration: Registration, day: EventDay) -> bool:
    return Attendance.objects.filter(day=day, registration=registration).exists()


@transaction.atomic
def say_here(*, registration: Registration, now: datetime) -> EventDay:
    """Check oneself in. Harmless to repeat. Raises ``DomainError`` when it is not the time."""
    day = open_day(registration, now)
    if day is None:
        raise DomainError(_("You can say that you are here from fifteen minutes before we begin."))
    device = _own_page(day)
    stays = Attendance.objects.filter(day=day, registration=registration).count()
    tries = device.scans.filter(registration=registration).count()
    if not stays:
        scan_id = uuid5(NAMESPACE_URL, f"here:{day.pk}:{registration.pk}:{tries}")
        scan = ScanIn(scan_id, ScanKind.CHECK_IN, registration.pk, now)
        store_scans(device=device, scans=[scan], now=now)
    return day


def _own_page(day: EventDay) -> DoorDevice:
    """What stands for all own pages in the log of the day: no browser ever holds its key."""
    EventDay.objects.select_for_update(no_key=True).get(pk=day.pk)
    found = DoorDevice.objects.select_related("day__event").filter(day=day, kind=DeviceKind.OWN_PAGE).first()
    return found or DoorDevice.objects.create(
        day=day,
        kind=DeviceKind.OWN_PAGE,
        name=_("Own page"),
        token_digest=digest(device_token()),
        expires_at=day_ends_at(day) + DOOR_STAYS,
    )
