"""How a tablet gets to the door, and how it loses it again."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay
from events.rules import day_end
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from inkludering.tokens import device_token, digest
from participants.door_mail import HAND_IN
from participants.models import DoorDevice, DoorLink
from participants.services.door_rows import lock_device

LINK_LIVES = timedelta(minutes=10)
DOOR_STAYS = timedelta(hours=6)  # after the day ends
HAND_IN_STAYS = timedelta(hours=1)
SEEN_EVERY = timedelta(seconds=30)  # how often "last seen" is worth a write
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that two people read differently
CODE_LENGTH = 10  # 49 bits: enough for ten minutes, one use and few guesses, and short enough to type


@dataclass(frozen=True)
class OpenedDoor:
    """A new device with the secret for its cookie, which is stored nowhere."""

    device: DoorDevice
    token: str


def day_ends_at(day: EventDay) -> datetime:
    """The end of the last item; 23.59 where it is open."""
    return day_end(day.date, day.items.filter(parent=None), day.event.zone)


@transaction.atomic
def make_door_link(*, day: EventDay, by: User, now: datetime) -> str:
    """A code that opens the door of ``day`` once, within ten minutes. Only its digest is stored.

    Raises ``DomainError`` when the door of that day has closed for good.
    """
    if now >= day_ends_at(day) + HAND_IN:
        raise DomainError(_("That day is over; its door is closed."))
    code = "".join(secrets.choice(_ALPHABET) for _position in range(CODE_LENGTH))
    link = DoorLink.objects.create(day=day, code_digest=digest(code), made_by=by, expires_at=now + LINK_LIVES)
    record("door.link_made", link, by=by, region_id=day.event.region_id)
    return code


def find_door_link(code: str, now: datetime) -> DoorLink | None:
    """The unused link behind a code as typed or scanned; None when it is unknown, used or too old."""
    tidy = "".join(character for character in code.upper() if character in _ALPHABET)
    links = DoorLink.objects.select_related("day__event")
    return links.filter(code_digest=digest(tidy), used_at=None, expires_at__gt=now).first()


def propose_name(link: DoorLink | None) -> str:
    """What to call the next device of a day: tablets are numbered."""
    number = DoorDevice.objects.filter(day=link.day_id).count() + 1 if link else 1
    return _("Tablet %(number)s") % {"number": number}


@transaction.atomic
def open_door(*, code: str, name: str, now: datetime) -> OpenedDoor:
    """Trade a code for a device. Raises ``DomainError`` when the code is used, too old or not ours."""
    link = find_door_link(code, now)
    if link is None or not DoorLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise DomainError(_("This code is used or too old. Ask the coordinator for a new one."))
    token = device_token()
    device = DoorDevice.objects.create(
        day=link.day,
        name=name,
        token_digest=digest(token),
        expires_at=max(day_ends_at(link.day) + DOOR_STAYS, now + HAND_IN_STAYS),
        last_seen_at=now,
    )
    record("door.opened", device, device_id=device.pk, region_id=link.day.event.region_id)
    return OpenedDoor(device, token)


def device_of(token: str, now: datetime, *, lock: bool = False) -> DoorDevice | None:
    """The living device behind a cookie: one query. None when unknown, revoked or past its time.

    ``lock`` also locks the device's day, which is the lock on its scan log.
    """
    if lock:
        device = lock_device(digest(token), now)
    else:
        devices = DoorDevice.objects.select_related("day__event")
        device = devices.filter(token_digest=digest(token), revoked_at=None, expires_at__gt=now).first()
    if device and (device.last_seen_at is None or now - device.last_seen_at > SEEN_EVERY):
        DoorDevice.objects.filter(pk=device.pk).update(last_seen_at=now)
    return device


@transaction.atomic
def revoke_device(*, device: DoorDevice, by: User | None, now: datetime) -> None:
    """Close the door for one device, at once."""
    DoorDevice.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=now)
    record("door.revoked", device, by=by, region_id=device.event.region_id, device=device.pk)
