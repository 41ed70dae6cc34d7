"""The pump sends each mail once, asks whether it is still wanted, and stops for nobody's fault."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from inkludering.outbox import tasks
from inkludering.outbox.models import Message, MessageStatus
from inkludering.outbox.services import claiming, pump
from inkludering.outbox.services.sending import MailServer
from tests.ground.letters import CAREFUL_KIND, POISON, queue_letter
from tests.services.smtp import SmtpSink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("letter_kinds")]


def statuses() -> dict[str, str]:
    return dict(Message.objects.values_list("key", "status"))


def test_pump_sends_what_is_due(smtp_sink: SmtpSink) -> None:
    queue_letter(7)

    assert pump() == 1

    (received,) = smtp_sink.received
    message = Message.objects.get()
    assert received.recipients == ["reader7@example.org"]
    assert received.message_id == message.message_id
    assert message.status == MessageStatus.SENT
    assert message.sent_at is not None


def test_pump_waits_for_not_before(smtp_sink: SmtpSink) -> None:
    queue_letter(7, not_before=timezone.now() + timedelta(hours=1))

    assert pump() == 0
    assert smtp_sink.received == []


def test_pump_asks_whether_the_mail_is_still_wanted(smtp_sink: SmtpSink) -> None:
    queue_letter(7, params={"unwanted": 1})

    pump()

    assert smtp_sink.received == []
    assert statuses() == {"7": MessageStatus.CANCELLED}


def test_pump_sends_the_oldest_first_up_to_its_limit(smtp_sink: SmtpSink) -> None:
    for number in (3, 1, 2):
        queue_letter(number, not_before=timezone.now() - timedelta(minutes=number))

    assert pump(limit=2) == 2
    assert [mail.subject for mail in smtp_sink.received] == ["Letter 3", "Letter 2"]


def test_pump_uses_one_connection_for_a_batch(smtp_sink: SmtpSink) -> None:
    smtp_sink.answer("EHLO", "250 sink.test", times=1)
    for number in range(5):
        queue_letter(number)

    pump()

    assert len(smtp_sink.received) == 5


def test_pump_makes_the_same_number_of_queries_for_each_mail(
    smtp_sink: SmtpSink, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        queue_letter(number)

    with django_assert_num_queries(2 + 10 * 3):  # claim, read, mark
        pump()


@pytest.mark.parametrize("poison", POISON)
def test_poison_mail_fails_and_the_others_go(smtp_sink: SmtpSink, poison: str) -> None:
    queue_letter(1, params={"poison": poison})
    queue_letter(2)

    pump()

    assert statuses() == {"1": MessageStatus.FAILED, "2": MessageStatus.SENT}
    assert [mail.recipients for mail in smtp_sink.received] == [["reader2@example.org"]]
    assert "evil" not in Message.objects.get(key="1").error


def test_unknown_kind_waits_for_a_release_that_knows_it(smtp_sink: SmtpSink) -> None:
    queue_letter(7, kind="tests.of_tomorrow")

    pump()

    message = Message.objects.get()
    assert (message.status, message.error) == (MessageStatus.RETRY, "UnknownKindError")


@pytest.mark.bothdb
@pytest.mark.serial
def test_two_pumps_send_each_mail_once(smtp_sink: SmtpSink) -> None:
    smtp_sink.script.delay = 0.01
    for number in range(30):
        queue_letter(number)

    def work() -> None:
        pump()
        connection.close()

    pumps = [threading.Thread(target=work) for _ in range(4)]
    for one in pumps:
        one.start()
    for one in pumps:
        one.join()

    received = [mail.message_id for mail in smtp_sink.received]
    assert len(received) == 30
    assert len(set(received)) == 30


def test_mail_of_a_dead_pump_goes_after_its_lease(smtp_sink: SmtpSink) -> None:
    queue_letter(7)
    soon = timezone.now() + timedelta(minutes=1)
    Message.objects.update(status=MessageStatus.INFLIGHT, attempts=1, lease_until=soon)

    assert pump() == 0
    Message.objects.update(lease_until=timezone.now())
    assert pump() == 1

    assert [mail.message_id for mail in smtp_sink.received] == [Message.objects.get().message_id]


def test_careful_mail_of_a_dead_pump_is_left_to_staff(smtp_sink: SmtpSink) -> None:
    queue_letter(7, kind=CAREFUL_KIND)
    Message.objects.update(status=MessageStatus.INFLIGHT, attempts=1, lease_until=timezone.now())

    pump()

    assert smtp_sink.received == []
    assert Message.objects.get().error == "uncertain"


def test_mail_that_kills_every_pump_is_given_up(smtp_sink: SmtpSink) -> None:
    queue_letter(7)
    Message.objects.update(status=MessageStatus.INFLIGHT, attempts=6, lease_until=timezone.now())

    pump()

    message = Message.objects.get()
    assert (message.status, message.error) == (MessageStatus.FAILED, "given up")


def test_hold_keeps_everything_until_it_is_released(smtp_sink: SmtpSink, settings: Settings) -> None:
    queue_letter(7)
    settings.MAIL_HOLD = True
    pump()
    held = statuses()

    settings.MAIL_HOLD = False
    pump()
    after_hold = len(smtp_sink.received)
    call_command("pump", "--release")

    assert (held, after_hold) == ({"7": MessageStatus.HELD}, 0)
    assert len(smtp_sink.received) == 1


@pytest.mark.parametrize("point", ["before it is sent", "before it is marked"])
def test_pump_that_dies_sends_one_copy_more_at_most(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    def die(*_: object) -> None:
        raise SystemExit

    queue_letter(7)
    place: object = MailServer if point == "before it is sent" else claiming
    with monkeypatch.context() as dying:
        dying.setattr(place, "send" if place is MailServer else "mark_sent", die)
        with pytest.raises(SystemExit):
            pump()
    Message.objects.update(lease_until=timezone.now())

    pump()

    copies = [mail.message_id for mail in smtp_sink.received]
    assert len(copies) == (1 if point == "before it is sent" else 2)
    assert set(copies) == {Message.objects.get().message_id}


def test_pump_task_asks_for_the_next_pump_while_mail_is_left(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    asked: list[str] = []
    monkeypatch.setattr(tasks, "wake", asked.append)
    for number in range(3):
        queue_letter(number)

    tasks.pump()
    tasks.pump(argument_of_a_later_release=1)

    assert len(smtp_sink.received) == 3
    assert asked == ["inkludering.outbox.tasks.pump"]


def test_pump_command_sends_everything_due(smtp_sink: SmtpSink) -> None:
    for number in range(12):
        queue_letter(number)

    call_command("pump")

    assert len(smtp_sink.received) == 12
