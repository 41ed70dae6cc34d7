"""Waking a worker is a wish: it costs no time, raises nothing, and nothing depends on it."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest
from celery.signals import task_prerun
from django.db import transaction

from inkludering import wake as waking
from inkludering.outbox.models import Message, MessageStatus
from inkludering.outbox.tasks import heartbeat
from inkludering.wake import Broker, wake
from tests.ground.letters import queue_letter
from tests.services.processes import free_port
from tests.services.site import Worker
from tests.services.smtp import SmtpSink

TASK = "inkludering.outbox.tasks.heartbeat"


class Wishes(Broker):
    """A real broker address at which nobody answers; remembers what it was asked."""

    def __init__(self, url: str) -> None:
        super().__init__(url, {})
        self.tried: list[tuple[str, tuple[int | str, ...]]] = []

    def publish(self, task_name: str, args: tuple[int | str, ...]) -> None:
        self.tried.append((task_name, args))
        super().publish(task_name, args)


class Heard(Broker):
    """A broker that takes every wish, and nobody who works."""

    def __init__(self) -> None:
        super().__init__("redis://127.0.0.1:1/0", {})
        self.taken: list[tuple[int | str, ...]] = []

    def publish(self, task_name: str, args: tuple[int | str, ...]) -> None:
        self.taken.append(args)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    broker = Heard()
    monkeypatch.setattr(waking, "broker", broker)
    return broker


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(8)
        yield int(listening.getsockname()[1])


@pytest.fixture
def broker_away(monkeypatch: pytest.MonkeyPatch) -> Wishes:
    broker = Wishes(f"redis://127.0.0.1:{free_port()}/0")
    monkeypatch.setattr(waking, "broker", broker)
    return broker


def seconds_of(action: Callable[[], object]) -> float:
    started = time.monotonic()
    action()
    return time.monotonic() - started


@pytest.mark.django_db(transaction=True)
def test_commit_with_the_broker_away_is_quick_and_quiet(broker_away: Wishes) -> None:
    def register() -> None:
        with transaction.atomic():
            queue_letter(7)

    assert seconds_of(register) < 2
    assert Message.objects.get().status == MessageStatus.QUEUED
    assert len(broker_away.tried) == 1


def test_publish_to_a_silent_broker_gives_up_soon(silent_port: int) -> None:
    broker = Broker(f"redis://127.0.0.1:{silent_port}/0", {})

    assert seconds_of(lambda: broker.try_publish(TASK, ())) < 2
    assert broker.try_publish(TASK, ()) is False


def test_broker_that_was_away_is_left_alone_for_a_while(silent_port: int) -> None:
    broker = Broker(f"redis://127.0.0.1:{silent_port}/0", {})
    broker.try_publish(TASK, ())

    assert seconds_of(lambda: [broker.try_publish(TASK, ()) for _ in range(50)]) < 0.1


@pytest.mark.django_db(transaction=True)
def test_equal_wishes_of_one_transaction_are_one(broker_away: Wishes) -> None:
    with transaction.atomic():
        for number in range(5):
            queue_letter(number)
        wake(TASK, 1)
        wake(TASK, 2)

    tasks = [args for _name, args in broker_away.tried]
    assert tasks == [()]  # after the first failure the broker is left alone


@pytest.mark.django_db(transaction=True)
def test_wish_of_a_rolled_back_transaction_is_forgotten(broker_away: Wishes) -> None:
    def fail() -> None:
        with transaction.atomic():
            wake(TASK)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert broker_away.tried == []


@pytest.mark.django_db(transaction=True)
def test_wish_that_waits_is_not_repeated_until_a_worker_begins(heard: Heard) -> None:
    for _commit in range(3):
        wake(TASK, 1)
    wake(TASK, 2)
    assert heard.taken == [(1,), (2,)]

    task_prerun.send(sender=None, task=heartbeat, args=[1])
    for _commit in range(3):
        wake(TASK, 1)

    assert heard.taken == [(1,), (2,), (1,)]


@pytest.mark.django_db(transaction=True)
def test_wish_the_broker_did_not_take_is_not_waited_for(
    broker_away: Wishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    wake(TASK)
    assert broker_away.tried == [(TASK, ())]

    back = Heard()
    monkeypatch.setattr(waking, "broker", back)
    wake(TASK)

    assert back.taken == [()]


@pytest.mark.bothdb
@pytest.mark.usefixtures("letter_kinds")
def test_commit_wakes_a_worker_without_beat(smtp_sink: SmtpSink, start_worker: Callable[..., Worker]) -> None:
    start_worker()

    queue_letter(7, kind="tests.nobody_knows")

    def dealt_with() -> bool:
        return Message.objects.get().status == MessageStatus.RETRY

    end = time.monotonic() + 20
    while not dealt_with() and time.monotonic() < end:
        time.sleep(0.1)
    assert dealt_with()
