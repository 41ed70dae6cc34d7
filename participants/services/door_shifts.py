"""Who stands at the door: a name and a PIN, which unlocks the screen and opens nothing else."""

import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import DoorShift

ROUNDS = 20_000  # as static/js/dor/lock.js does it: a tablet compares without a network
PIN_LENGTH = 4
MOST_SHIFTS = 30


def pin_digest(pin: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt.encode(), ROUNDS).hex()


@transaction.atomic
def add_shift(*, day: EventDay, name: str, pin: str, by: User) -> DoorShift:
    """Raises ``DomainError`` when the PIN is not four digits or somebody else's that day."""
    if len(pin) != PIN_LENGTH or not (pin.isascii() and pin.isdigit()):
        raise DomainError(_("A PIN is four digits."))
    EventDay.objects.select_for_update(no_key=True).get(pk=day.pk)
    others = list(DoorShift.objects.filter(day=day))
    if len(others) >= MOST_SHIFTS:
        raise DomainError(_("That is more people than a door has room for."))
    if any(pin_digest(pin, other.pin_salt) == other.pin_digest for other in others):
        raise DomainError(_("Somebody else has that PIN. Choose another."))
    salt = secrets.token_hex(16)
    shift = DoorShift.objects.create(day=day, name=name, pin_salt=salt, pin_digest=pin_digest(pin, salt))
    record("door.shift_added", shift, by=by, region_id=day.event.region_id)
    return shift


@transaction.atomic
def remove_shift(*, shift: DoorShift, by: User) -> None:
    record("door.shift_removed", shift, by=by, region_id=shift.event.region_id)
    shift.delete()
