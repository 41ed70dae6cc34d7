"""The outbox: queued exactly once, delivered at least once.

After a crash at most one extra copy goes out, and it carries the same Message-ID.
"""

from inkludering.outbox.services.claiming import is_anything_due
from inkludering.outbox.services.pulse import beat_heart
from inkludering.outbox.services.pumping import pump
from inkludering.outbox.services.queueing import (
    cancel_pending,
    count_to,
    forget_recipient,
    forget_recipients,
    hold_older_than,
    queue,
    release_held,
    retry_failed,
)

__all__ = [
    "beat_heart",
    "cancel_pending",
    "count_to",
    "forget_recipient",
    "forget_recipients",
    "hold_older_than",
    "is_anything_due",
    "pump",
    "queue",
    "release_held",
    "retry_failed",
]
