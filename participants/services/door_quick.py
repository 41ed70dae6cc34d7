"""The ordinary check-in of a tablet, one person at a time, in one statement."""

from datetime import datetime

from inkludering.tokens import digest
from participants.models import ScanKind
from participants.services.door_access import SEEN_EVERY
from participants.services.door_batch import Answer, Item
from participants.services.door_log import moment_of
from participants.services.door_rows import can_welcome, welcome


def let_in(*, token: str, day_id: int, item: Item, now: datetime) -> Answer | None:
    """Let in whoever holds a seat and was not in, by the device with this secret.

    None when there is more to it: nothing is answered then, and ``store_items`` knows what it is. What this
    has written it finds there.
    """
    is_plain = item.kind == ScanKind.CHECK_IN and item.registration_id and not (item.guest or item.code)
    if not (is_plain and can_welcome()):
        return None
    arrived_at = moment_of(item.device_at, item.clock_offset, now)
    scan = item.scan(item.registration_id, item.shift_id)
    token_digest, since = digest(token), now - SEEN_EVERY
    if not welcome(token_digest, day_id, scan, now, arrived_at=arrived_at, seen_since=since):
        return None
    return Answer(item.scan_id, "in", arrived_at=arrived_at, registration_id=item.registration_id)
