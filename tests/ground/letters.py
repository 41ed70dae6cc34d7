"""Mails of no app, for tests of the outbox; run as a module, pumps that may be killed."""

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.utils import timezone

from inkludering.outbox.kinds import Mail, register
from inkludering.outbox.models import Message, MessageStatus
from inkludering.outbox.services import claiming, pump, queue
from inkludering.outbox.services.building import build
from inkludering.outbox.services.sending import MailServer

KIND = "tests.letter"
CAREFUL_KIND = "tests.careful_letter"
POISON: dict[str, dict[str, Any]] = {
    "subject line break": {"subject": "Ola\r\nBcc: evil@x.no"},
    "surrogate in the subject": {"subject": "Ola \ud800"},
    "text is no text": {"text": None},
    "recipient in a header": {"headers": {"X-Note": "a\r\nBcc: evil@x.no"}},
    "too long": {"text": "x" * 3_000_000},
}


def render(message: Message) -> Mail | None:
    """What ``params["words"]`` says; nothing when ``params["unwanted"]``."""
    if message.params.get("unwanted"):
        return None
    words: dict[str, Any] = {"subject": f"Letter {message.key}", "text": f"Dear number {message.key}\n"}
    return Mail(**words | POISON.get(str(message.params.get("poison")), {}))


def register_kinds() -> None:
    register(KIND, render)
    register(CAREFUL_KIND, render, at_most_once=True)


def queue_letter(number: int = 1, *, kind: str = KIND, **fields: Any) -> Message | None:
    params = {"number": number} | fields.pop("params", {})
    return queue(
        **{
            "kind": kind,
            "key": f"{number}",
            "recipient": f"reader{number}@example.org",
            "language": "nb",
            "params": params,
        }
        | fields
    )


def pump_marking_first() -> int:
    """NEGATIVE CONTROL: how mails are lost. Marks them as sent, then sends them."""
    waiting = list(Message.objects.filter(status=MessageStatus.QUEUED).order_by("pk")[:5])
    with MailServer() as server:
        for message in waiting:
            mine = Message.objects.filter(pk=message.pk, status=MessageStatus.QUEUED)
            if mine.move(MessageStatus.INFLIGHT, lease_until=timezone.now() + timedelta(days=1)):
                claiming.mark_sent(message)
                server.ensure_open()
                server.send(build(render(message) or Mail("", ""), message))
    return len(waiting)


def pump_for_ever(send: Callable[[], int]) -> None:
    while True:
        send()
        time.sleep(0.05)


def keep_pumps_alive(number: int, send: Callable[[], int], pids: Path) -> None:
    """Fork ``number`` pumps, and a new one for each that dies; their ids stand in ``pids``."""
    alive: set[int] = set()
    while True:
        while len(alive) < number:
            pid = os.fork()
            if not pid:
                pump_for_ever(send)
            alive.add(pid)
        pids.write_text(" ".join(map(str, alive)))
        alive.discard(os.wait()[0])


def main() -> None:
    register_kinds()
    if "--command" in sys.argv:
        call_command("pump", "--loop")
        return
    claiming.LEASE = timedelta(seconds=float(os.environ["TEST_LEASE"]))
    send = pump_marking_first if "--marking-first" in sys.argv else pump
    keep_pumps_alive(int(os.environ["TEST_PUMPS"]), send, Path(os.environ["TEST_PIDS"]))


if __name__ == "__main__":
    main()
