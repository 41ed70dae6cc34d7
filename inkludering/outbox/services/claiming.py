"""Take mails out of the table one at a time, and note how each went."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from inkludering.outbox.kinds import careful_kinds
from inkludering.outbox.models import MAX_ATTEMPTS, Message, MessageQuerySet, MessageStatus

LEASE = timedelta(minutes=3)  # longer than a mail server may take: eight answers of 20 s
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=2),
    timedelta(minutes=4),
    timedelta(minutes=6),
    timedelta(minutes=8),
)


def claim_due(limit: int) -> Iterator[Message]:
    """Mails that are now ours alone until their lease ends. Each is claimed when it is asked for,
    so a pump that dies holds at most one."""
    due = Message.objects.due(timezone.now()).order_by("not_before", "pk")
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        message = _claim(pk)
        if message is not None:
            yield message


def is_anything_due() -> bool:
    return Message.objects.due(timezone.now()).exists()


def _claim(pk: int) -> Message | None:
    """The conditional UPDATE is the lock: of two pumps only one changes the row."""
    now = timezone.now()
    still_due = Message.objects.due(now).filter(pk=pk)
    taken = still_due.filter(attempts__lt=MAX_ATTEMPTS).move(
        MessageStatus.INFLIGHT, lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    if taken:
        return Message.objects.get(pk=pk)
    still_due.filter(attempts__gte=MAX_ATTEMPTS).move(MessageStatus.FAILED, error="given up")
    return None


def fail_uncertain() -> int:
    """A crash in mid-sending of a kind that must never come twice: staff decide."""
    left = Message.objects.due(timezone.now()).filter(status=MessageStatus.INFLIGHT)
    return left.filter(kind__in=careful_kinds()).move(MessageStatus.FAILED, error="uncertain")


def hold_due() -> int:
    """Nothing is sent now; what would have been waits until an operator releases it."""
    return Message.objects.due(timezone.now()).move(MessageStatus.HELD)


def mark_sent(message: Message) -> None:
    """Sent is a fact, whatever the row says by now."""
    row = Message.objects.filter(pk=message.pk)
    row.move(MessageStatus.SENT, sent_at=timezone.now())


def mark_cancelled(message: Message) -> None:
    _leased(message).move(MessageStatus.CANCELLED)


def mark_failed(message: Message, code: str) -> None:
    _leased(message).move(MessageStatus.FAILED, error=code[:60])


def mark_retry(message: Message, code: str) -> None:
    """Try again later, with growing pauses; after the sixth try it has failed."""
    if message.attempts >= MAX_ATTEMPTS:
        mark_failed(message, code)
    else:
        later = timezone.now() + BACK_OFF[message.attempts - 1]
        _leased(message).move(MessageStatus.RETRY, not_before=later, error=code[:60])


def put_back(message: Message) -> None:
    """Unsent through no fault of its own: the try does not count."""
    _leased(message).move(MessageStatus.RETRY, attempts=message.attempts - 1)


def _leased(message: Message) -> MessageQuerySet:
    """The row while its lease is still ours: another pump may have taken over meanwhile."""
    return Message.objects.filter(
        pk=message.pk, status=MessageStatus.INFLIGHT, lease_until=message.lease_until
    )
