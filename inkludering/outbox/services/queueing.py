"""Put mails into the outbox, take them out again, hold them back."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from inkludering.outbox.addresses import validate_address
from inkludering.outbox.models import FINISHED, WAITING, Message, MessageQuerySet, MessageStatus
from inkludering.wake import wake

PUMP_TASK = "inkludering.outbox.tasks.pump"
KEEP_RECIPIENT = timedelta(days=30)


def queue(
    *,
    kind: str,
    key: str,
    recipient: str,
    language: str,
    params: dict[str, int | str],
    not_before: datetime | None = None,
    reply_to: str = "",
) -> Message | None:
    """Queue one mail inside the caller's transaction; None when (kind, key) is queued already.

    ``key`` and ``params`` hold ids, never a name or an address. Raises ``ValidationError`` when
    ``recipient`` or ``reply_to`` is not exactly one address.
    """
    validate_address(recipient)
    if reply_to:
        validate_address(reply_to)
    message = Message(
        kind=kind,
        key=key,
        recipient=recipient,
        language=language,
        params=params,
        not_before=not_before or timezone.now(),
        reply_to=reply_to,
    )
    if not _insert_once(message):
        return None
    if message.is_due(timezone.now()):
        wake(PUMP_TASK)
    return message


def _insert_once(message: Message) -> bool:
    """False when (kind, key) is there already. One statement, where the ORM would need a savepoint."""
    fields = [field for field in Message._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    values = [field.get_db_prep_save(field.pre_save(message, add=True), connection) for field in fields]
    sql = (
        f"INSERT INTO outbox_message ({columns}) VALUES ({', '.join(['%s'] * len(values))}) "  # noqa: S608
        "ON CONFLICT (kind, key) DO NOTHING RETURNING id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    if row:
        message.pk, message._state.adding = row[0], False
    return row is not None


def cancel_pending(*, kind: str, key: str = "", key_prefix: str = "") -> int:
    """Take back mails of ``kind`` that still wait, by their key or by how it begins. Returns how
    many. One that a pump holds in its hand is stopped, if at all, by its ``render``."""
    if not key and not key_prefix:
        raise ValueError("say which: key or key_prefix")
    waiting = Message.objects.filter(kind=kind, status__in=[*WAITING, MessageStatus.HELD])
    chosen = waiting.filter(key=key) if key else waiting.filter(key__startswith=key_prefix)
    return chosen.move(MessageStatus.CANCELLED)


def count_to(recipient: str, *, since: datetime) -> int:
    """How many mails one address was given since then: for limits that hold without Redis."""
    return Message.objects.filter(recipient=recipient, created_at__gte=since).count()


def hold_older_than(moment: datetime) -> int:
    """After a restore: what was queued before ``moment`` waits until an operator releases it."""
    older = Message.objects.pending().filter(created_at__lt=moment)
    return older.move(MessageStatus.HELD)


def release_held() -> int:
    """An operator lets held mails go. Whether each is still wanted is asked when it is sent."""
    return _requeue(Message.objects.filter(status=MessageStatus.HELD))


def retry_failed(*pks: int) -> int:
    """Give failed mails (all of them, or those named) six new tries."""
    failed = Message.objects.filter(status=MessageStatus.FAILED).exclude(recipient="")
    return _requeue(failed.filter(pk__in=pks) if pks else failed)


def _requeue(messages: MessageQuerySet) -> int:
    number = messages.move(MessageStatus.QUEUED, attempts=0, not_before=timezone.now())
    if number:
        wake(PUMP_TASK)
    return number


def forget_recipients(now: datetime) -> int:
    """Blank the addresses of mails that ended 30 days ago; the row stays, so nothing is sent twice.

    ``held`` rows keep theirs until somebody decides.
    """
    old = Message.objects.filter(status__in=FINISHED, not_before__lt=now - KEEP_RECIPIENT)
    return old.exclude(recipient="").update(recipient="", reply_to="")


def forget_recipient(address: str) -> int:
    """Blank one person's address at their own wish; what was not sent yet is not sent any more."""
    theirs = Message.objects.filter(recipient=address)
    theirs.filter(status__in=[*WAITING, MessageStatus.HELD]).move(MessageStatus.CANCELLED)
    return theirs.filter(status__in=FINISHED).update(recipient="")
