"""kill -9 among the pumps: nothing is lost, nobody gets more than two, and two carry one Message-ID."""

import contextlib
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inkludering.outbox.models import Message, MessageStatus
from tests.ground.letters import queue_letter
from tests.services.processes import wait_until
from tests.services.site import SiteProcess
from tests.services.smtp import SmtpSink

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("letter_kinds"),
    pytest.mark.serial,
]

MAILS, KILLS, PUMPS = 120, 10, 2
LEASE_SECONDS = 15.0  # longer than the killing lasts, as three minutes are in life

StartPumps = Callable[..., SiteProcess]


@pytest.fixture
def pids(tmp_path: Path) -> Path:
    """The file in which the mother of the pumps keeps their process ids."""
    return tmp_path / "pids"


@pytest.fixture
def start_pumps(site_env: dict[str, str], smtp_sink: SmtpSink, pids: Path) -> Iterator[StartPumps]:
    """``start_pumps(…arguments)`` → a process of ``tests.ground.letters``."""
    started: list[SiteProcess] = []
    own = {
        "DJANGO_SETTINGS_MODULE": "inkludering.settings",
        "EMAIL_URL": smtp_sink.url,
        "TEST_LEASE": str(LEASE_SECONDS),
        "TEST_PUMPS": str(PUMPS),
        "TEST_PIDS": str(pids),
    }

    def start(*arguments: str) -> SiteProcess:
        started.append(one := SiteProcess("pump", env=site_env | own))
        one.launch(sys.executable, "-m", "tests.ground.letters", *arguments)
        return one

    yield start
    for one in started:
        one.kill()


def queue_letters(sink: SmtpSink, number: int) -> None:
    sink.script.delay = 0.1
    for key in range(number):
        queue_letter(key)


def kill_pumps_while_sending(sink: SmtpSink, pids: Path) -> None:
    for number in range(1, KILLS + 1):
        sink.wait_for(3 * number, seconds=60)
        for pid in pids.read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)


def wait_until_none_is(*statuses: MessageStatus) -> None:
    left = Message.objects.filter(status__in=statuses)
    wait_until(lambda: not left.exists(), seconds=120, what=f"no mail to be {statuses}")


def test_killed_pumps_lose_nothing_and_double_little(
    smtp_sink: SmtpSink, start_pumps: StartPumps, pids: Path
) -> None:
    queue_letters(smtp_sink, MAILS)
    start_pumps()

    kill_pumps_while_sending(smtp_sink, pids)
    wait_until_none_is(MessageStatus.QUEUED, MessageStatus.INFLIGHT, MessageStatus.RETRY)

    copies = Counter(mail.message_id for mail in smtp_sink.received)
    print(f"copies too many: {copies.total() - MAILS}")
    assert set(copies) == set(Message.objects.values_list("message_id", flat=True))
    assert max(copies.values()) <= 2
    assert copies.total() - MAILS <= KILLS * PUMPS


def test_marking_before_sending_loses_mail(smtp_sink: SmtpSink, start_pumps: StartPumps, pids: Path) -> None:
    """The control: the same killing without a lease. It must lose, else the test above is blind."""
    queue_letters(smtp_sink, MAILS)
    start_pumps("--marking-first")

    kill_pumps_while_sending(smtp_sink, pids)
    wait_until_none_is(MessageStatus.QUEUED)
    time.sleep(1)

    delivered = {mail.message_id for mail in smtp_sink.received}
    print(f"lost {MAILS - len(delivered)} of {MAILS}")
    assert len(delivered) < MAILS


def test_stop_signal_ends_a_pump_between_two_mails(smtp_sink: SmtpSink, start_pumps: StartPumps) -> None:
    queue_letters(smtp_sink, 60)
    command = start_pumps("--command")
    wait_until(lambda: len(smtp_sink.received) > 2, seconds=60, what="the command to send")

    command.stop()

    received = {mail.message_id for mail in smtp_sink.received}
    sent = set(Message.objects.filter(status=MessageStatus.SENT).values_list("message_id", flat=True))
    assert received == sent
    assert len(sent) < 60
    assert not Message.objects.filter(status=MessageStatus.INFLIGHT).exists()
