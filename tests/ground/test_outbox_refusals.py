"""What the mail server's answers mean: try again, give up, or wait for the server itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inkludering.outbox.models import Message, MessageStatus
from inkludering.outbox.services import pump
from tests.ground.letters import queue_letter
from tests.services.smtp import SmtpSink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("letter_kinds")]


def pump_now() -> None:
    """A pump at a time when every pause is over."""
    Message.objects.filter(status=MessageStatus.RETRY).update(not_before=timezone.now())
    pump()


def test_server_away_costs_no_try(smtp_sink: SmtpSink) -> None:
    queue_letter(7)
    smtp_sink.stop()

    assert pump() == 0

    message = Message.objects.get()
    assert (message.status, message.attempts) == (MessageStatus.RETRY, 0)
    smtp_sink.start()
    pump()
    assert len(smtp_sink.received) == 1


@pytest.mark.parametrize(
    ("moment", "line", "code"),
    [
        ("RCPT", "550 5.1.1 no such user", "recipient 550"),
        ("RCPT", "553 5.1.3 bad address", "recipient 553"),
        ("DATA-END", "554 5.7.1 looks like spam", "text 554"),
    ],
)
def test_final_refusal_fails_one_mail_and_no_other(
    smtp_sink: SmtpSink, moment: str, line: str, code: str
) -> None:
    smtp_sink.answer(moment, line)
    queue_letter(1)
    queue_letter(2)

    pump()

    refused = Message.objects.get(key="1")
    assert (refused.status, refused.error) == (MessageStatus.FAILED, code)
    assert [mail.recipients for mail in smtp_sink.received] == [["reader2@example.org"]]


@pytest.mark.parametrize(
    ("moment", "line", "code"),
    [
        ("RCPT", "451 4.7.1 greylisted", "recipient 451"),
        ("DATA-END", "452 4.3.1 full", "text 452"),
        ("MAIL", "550 sender not allowed", "server 550"),
        ("MAIL", "421 4.3.2 shutting down", "server 421"),
        ("DATA-END", "drop", "SMTPServerDisconnected"),
    ],
)
def test_passing_trouble_is_tried_again_later(smtp_sink: SmtpSink, moment: str, line: str, code: str) -> None:
    smtp_sink.answer(moment, line)
    queue_letter(1)
    queue_letter(2)

    pump()

    waiting = Message.objects.get(key="1")
    assert (waiting.status, waiting.error, waiting.attempts) == (MessageStatus.RETRY, code, 1)
    assert waiting.not_before > timezone.now() + timedelta(seconds=50)
    assert [mail.recipients for mail in smtp_sink.received] == [["reader2@example.org"]]
    pump_now()
    assert len(smtp_sink.received) == 2


def test_mail_is_given_up_after_six_tries(smtp_sink: SmtpSink) -> None:
    smtp_sink.answer("RCPT", "451 4.7.1 not now", times=9)
    queue_letter(7)

    for _ in range(9):
        pump_now()

    message = Message.objects.get()
    assert (message.status, message.attempts, message.error) == (MessageStatus.FAILED, 6, "recipient 451")
    assert len(smtp_sink.script.answers) == 3


def test_pauses_outlast_a_quarter_of_an_hour() -> None:
    from inkludering.outbox.services.claiming import BACK_OFF

    assert timedelta(minutes=16) < sum(BACK_OFF, timedelta()) < timedelta(minutes=30)
