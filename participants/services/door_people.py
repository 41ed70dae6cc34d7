"""People who meet the door out of the blue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from events.models import EventDay
from participants.models import DoorDevice, Registration, ScanKind
from participants.services import registering
from participants.services.door_log import store_scans
from participants.services.door_rows import ScanIn


@dataclass(frozen=True)
class Guest:
    """Who came without having signed up."""

    first_name: str
    sector: str
    last_name: str = ""
    organisation_name: str = ""
    email: str | None = None


@transaction.atomic
def walk_in(*, device: DoorDevice, guest: Guest, scan_id: UUID, now: datetime) -> Registration:
    """A registration and its check-in in one; the same ``scan_id`` again changes nothing.

    Somebody who is signed up with that address already is checked in as who they are. The day is
    locked before the event, as everywhere at the door.
    """
    EventDay.objects.select_for_update(no_key=True).get(pk=device.day_id)
    registration = registering.register_walk_in(
        event=device.day.event, form_id=scan_id, now=now, device_id=device.pk, **vars(guest)
    )
    scan = ScanIn(scan_id=scan_id, kind=ScanKind.WALK_IN, registration_id=registration.pk, device_at=now)
    store_scans(device=device, scans=[scan], now=now, locked=True)
    return registration
