"""Tell a worker that there is something to do. Only a wish: the sweeps of beat find it anyway."""

import threading
from dataclasses import dataclass
from typing import Any, cast

import structlog
from celery.signals import task_prerun
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from kombu.connection import Connection

from inkludering.celery import app
from inkludering.pause import Pause

log = structlog.get_logger(__name__)

CONNECT_SECONDS = 0.5
ANSWER_SECONDS = 0.5
PAUSE_SECONDS = 10.0  # after a failure, the broker is left alone this long
EXPIRE_SECONDS = 60  # a wish nobody heard for a minute is worth nothing: beat has swept since


class Broker:
    """This process's way to the broker: one impatient connection per thread, and a pause after a
    failure. The worker's own connection may wait long; a request must not."""

    def __init__(self, url: str, options: dict[str, Any]) -> None:
        self.url = url
        self.options = dict(options) | {"max_retries": 1, "interval_start": 0}
        if url.startswith("redis"):
            self.options |= {
                "socket_connect_timeout": CONNECT_SECONDS,
                "socket_timeout": ANSWER_SECONDS,
            }
        self.away = Pause(PAUSE_SECONDS)
        self._local = threading.local()

    def publish(self, task_name: str, args: tuple[int | str, ...]) -> None:
        """Put the task in the queue now. Raises whatever the broker's client raises."""
        with app.amqp.Producer(self._connection(), auto_declare=False) as producer:
            app.send_task(
                task_name,
                args=args,
                producer=producer,
                retry=False,
                ignore_result=True,
                expires=EXPIRE_SECONDS,
            )

    def try_publish(self, task_name: str, args: tuple[int | str, ...]) -> bool:
        """``publish`` without ever raising; False when the broker is away."""
        if self.away.is_on:
            return False
        try:
            self.publish(task_name, args)
        except Exception as error:  # noqa: BLE001  # whatever the broker client raises
            self.away.begin()
            self._drop_connection()
            log.warning("broker away", task=task_name, error=type(error).__name__)
            return False
        return True

    def _connection(self) -> Connection:
        found: Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = app.connection_for_write(
                url=self.url, transport_options=self.options, connect_timeout=CONNECT_SECONDS
            )
            self._local.connection = found
        return found

    def _drop_connection(self) -> None:
        connection = self._local.__dict__.pop("connection", None)
        if connection is not None:
            connection.collect(socket_timeout=ANSWER_SECONDS)


broker = Broker(settings.CELERY_BROKER_URL, settings.CELERY_BROKER_TRANSPORT_OPTIONS)


@dataclass(frozen=True)
class _Wish:
    """One task to be published at commit; equal wishes of one transaction are one wish.

    So are those of all processes, while one of them waits in the queue: the task begins by forgetting
    that it was wished for (``hear``), and so finds whatever was committed before the next is left out.
    """

    task_name: str
    args: tuple[int | str, ...]

    def __call__(self) -> None:
        if broker.away.is_on or not self._is_first():
            return
        if not broker.try_publish(self.task_name, self.args):
            self.forget()

    def _is_first(self) -> bool:
        """Asked of Redis alone: elsewhere the question costs more than the wish."""
        return not settings.REDIS_URL or cache.add(self.key, 1, EXPIRE_SECONDS)

    def forget(self) -> None:
        if settings.REDIS_URL:
            cache.delete(self.key)

    @property
    def key(self) -> str:
        return ":".join(["wish", self.task_name, *map(str, self.args)])


@task_prerun.connect  # type: ignore[untyped-decorator]  # celery has no types
def hear(task: Any = None, args: Any = None, **_signal: Any) -> None:
    """A worker begins: what is wished for from now on is a new wish."""
    _Wish(task.name, tuple(args or ())).forget()


def wake(task_name: str, *args: int | str) -> None:
    """After this transaction commits, ask a worker to run ``task_name(*args)``.

    Never raises and never takes longer than about a second, whatever the broker does.
    """
    wish = _Wish(task_name, args)
    waiting = cast("list[tuple[Any, Any, bool]]", transaction.get_connection().run_on_commit)
    if all(function != wish for _savepoints, function, _robust in waiting):
        transaction.on_commit(wish, robust=True)
