"""``manage.py pump``: send what waits in the outbox, by hand."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from inkludering.outbox import services

PAUSE_SECONDS = 15.0


class Command(BaseCommand):
    help = "Send the mails that are due. The worker does the same every 15 seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until told to stop")
        parser.add_argument("--release", action="store_true", help="let held mails go first")
        parser.add_argument("--retry-failed", action="store_true", help="try failed mails again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["release"]:
            self.stdout.write(f"{services.release_held()} released")
        if options["retry_failed"]:
            self.stdout.write(f"{services.retry_failed()} to be tried again")
        stopped = threading.Event()
        if options["loop"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        self.stdout.write(f"{self.drain(stopped)} dealt with")
        while options["loop"] and not stopped.wait(PAUSE_SECONDS):
            self.drain(stopped)

    def drain(self, stopped: threading.Event) -> int:
        """Everything due now, a few at a time, so that a stop is heard soon."""
        total = 0
        while not stopped.is_set() and (number := services.pump(limit=10)):
            total += number
        return total
