"""Mails enter the outbox exactly once, with the transaction that causes them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from inkludering.outbox.models import TRANSITIONS, Heartbeat, Message, MessageStatus
from inkludering.outbox.services import (
    beat_heart,
    cancel_pending,
    count_to,
    forget_recipients,
    hold_older_than,
    queue,
    release_held,
    retry_failed,
)
from tests.ground.letters import KIND, queue_letter

pytestmark = pytest.mark.django_db


def test_queue_writes_one_waiting_message() -> None:
    queue_letter(7)

    message = Message.objects.get()
    assert (message.status, message.attempts, message.key) == (MessageStatus.QUEUED, 0, "7")
    assert message.message_id.startswith("<")
    assert message.message_id.endswith("@example.org>")


def test_queue_answers_none_for_a_key_it_has() -> None:
    first = queue_letter(7)

    second = queue_letter(7)

    assert first is not None
    assert second is None
    assert Message.objects.count() == 1


def test_queue_with_a_known_key_leaves_the_transaction_usable() -> None:
    queue_letter(7)

    with transaction.atomic():
        queue_letter(7)
        queue_letter(8)

    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    "recipient",
    [
        "a@example.org, evil@example.com",
        "a@example.org\nBcc: evil@example.com",
        '"x" <a@example.org>',
        '"a b"@example.org',
        "a@b@example.org",
        "å@example.org",
        "a@example.org;b@example.org",
        "",
    ],
)
def test_queue_refuses_what_is_not_one_address(recipient: str) -> None:
    with pytest.raises(ValidationError):
        queue_letter(7, recipient=recipient)

    assert not Message.objects.exists()


def test_queue_refuses_a_reply_address_that_is_not_one() -> None:
    with pytest.raises(ValidationError):
        queue_letter(7, reply_to="a@example.org,b@example.org")


@pytest.mark.django_db(transaction=True)
@pytest.mark.bothdb
def test_rollback_leaves_no_mail() -> None:
    def register_and_fail() -> None:
        with transaction.atomic():
            queue_letter(7)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        register_and_fail()

    assert not Message.objects.exists()


def test_cancel_pending_takes_one_key_back() -> None:
    queue_letter(7)
    queue_letter(8)

    assert cancel_pending(kind=KIND, key="7") == 1
    assert Message.objects.get(key="7").status == MessageStatus.CANCELLED
    assert Message.objects.get(key="8").status == MessageStatus.QUEUED


def test_cancel_pending_takes_keys_back_by_their_beginning() -> None:
    for key in ("12:a", "12:b", "13:a"):
        queue_letter(7, key=key)

    assert cancel_pending(kind=KIND, key_prefix="12:") == 2


def test_cancel_pending_without_a_key_is_refused() -> None:
    queue_letter(7)

    with pytest.raises(ValueError, match="key"):
        cancel_pending(kind=KIND)


def test_count_to_counts_one_recipient_since_a_moment() -> None:
    queue_letter(7)
    queue_letter(8, recipient="reader7@example.org")
    queue_letter(9)

    since = timezone.now() - timedelta(days=1)
    assert count_to("reader7@example.org", since=since) == 2
    assert count_to("reader7@example.org", since=timezone.now()) == 0


def test_mails_older_than_a_restore_are_held_and_released() -> None:
    queue_letter(7)
    Message.objects.update(created_at=timezone.now() - timedelta(days=1))
    queue_letter(8)

    assert hold_older_than(timezone.now() - timedelta(hours=1)) == 1
    assert Message.objects.get(key="7").status == MessageStatus.HELD
    assert release_held() == 1
    assert Message.objects.get(key="7").status == MessageStatus.QUEUED


def test_retry_failed_gives_new_tries() -> None:
    queue_letter(7)
    Message.objects.update(status=MessageStatus.FAILED, attempts=6, error="recipient 550")

    assert retry_failed() == 1

    message = Message.objects.get()
    assert (message.status, message.attempts, message.error) == (MessageStatus.QUEUED, 0, "")


def test_forget_recipients_blanks_old_ended_mails_only() -> None:
    for number in (7, 8, 9):
        queue_letter(number, reply_to="host@example.org")
    long_ago = timezone.now() - timedelta(days=31)
    Message.objects.filter(key="7").update(status=MessageStatus.FAILED, not_before=long_ago)
    Message.objects.filter(key="8").update(not_before=long_ago)

    assert forget_recipients(timezone.now()) == 1
    forgotten = Message.objects.get(key="7")
    assert (forgotten.recipient, forgotten.reply_to) == ("", "")
    assert Message.objects.get(key="8").recipient == "reader8@example.org"
    assert queue_letter(7) is None


def test_forgotten_mail_is_not_tried_again() -> None:
    queue_letter(7)
    Message.objects.update(status=MessageStatus.FAILED, recipient="")

    assert retry_failed() == 0


@pytest.mark.bothdb
@pytest.mark.parametrize(
    "broken",
    [
        {"status": "thinking"},
        {"status": MessageStatus.INFLIGHT},
        {"lease_until": timezone.now()},
        {"status": MessageStatus.SENT},
        {"sent_at": timezone.now()},
        {"attempts": 7},
        {"recipient": ""},
    ],
    ids=lambda broken: "-".join(broken),  # no times in a name: every worker must collect the same tests
)
def test_database_refuses_a_broken_message(broken: dict[str, object]) -> None:
    queue_letter(7)

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(**broken)


def test_database_refuses_a_second_message_of_one_key() -> None:
    queue_letter(7)
    again = Message(kind=KIND, key="7", recipient="b@example.org", language="nb")

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.mark.parametrize("source", MessageStatus.values)
@pytest.mark.parametrize("target", MessageStatus.values)
def test_status_moves_only_where_the_table_allows(source: str, target: str) -> None:
    queue_letter(7)
    at = timezone.now()
    as_it_is: dict[str, object] = {"status": source}
    as_it_is |= {"lease_until": at} if source == "inflight" else {}
    as_it_is |= {"sent_at": at} if source == "sent" else {}
    Message.objects.update(**as_it_is)
    extra = {"lease_until": at} if target == "inflight" else {"sent_at": at} if target == "sent" else {}

    moved = Message.objects.all().move(MessageStatus(target), **extra)

    allowed = MessageStatus(target) in TRANSITIONS[MessageStatus(source)]
    assert moved == int(allowed)
    assert Message.objects.get().status == (target if allowed else source)


def test_heart_beats_in_one_row() -> None:
    beat_heart()
    beat_heart()

    assert Heartbeat.objects.count() == 1


def test_queue_keeps_ids_only_and_the_words_out() -> None:
    queue(
        kind=KIND,
        key="registration:5",
        recipient="ola@example.org",
        language="nn",
        params={"registration": 5},
    )

    assert Message.objects.get().params == {"registration": 5}
