"""Keeps a few processes running together, and ends them together.

Each child leads a process group of its own, so that what it starts goes with it. A child that
ends is started again; one that keeps ending takes the whole run down with a plain message.
"""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from scripts import reaper
from scripts.console import ROOT, say

MOST_RESTARTS = 5  # within …
RESTART_WINDOW = 60.0  # seconds
PATIENCE = 10.0  # seconds a child has to end by itself


@dataclass
class Child:
    """One process to keep running; its output goes to ``log``."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    starts: deque[float] = field(default_factory=deque)

    def start(self, env: dict[str, str]) -> None:
        self.starts.append(time.monotonic())
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        reaper.watch(self.process.pid)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def restarts_too_often(self) -> bool:
        while self.starts and self.starts[0] < time.monotonic() - RESTART_WINDOW:
            self.starts.popleft()
        return len(self.starts) > MOST_RESTARTS

    def send(self, how: signal.Signals) -> None:
        if self.process:
            reaper.signal_groups([self.process.pid], how)

    def bury(self) -> None:
        """See that nothing of the group is left, and forget it."""
        if self.process:
            self.send(signal.SIGKILL)
            self.process.wait()
            reaper.forget(self.process.pid)
            self.process = None


class Supervisor:
    """Runs ``children`` until told to stop or until one of them cannot be kept up."""

    def __init__(self, children: Sequence[Child], *, env: dict[str, str] | None = None) -> None:
        self.children = children
        self.env = env or dict(os.environ)
        self.is_stopping = False
        reaper.ready()
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self.stop)

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        self.is_stopping = True

    def run(self, *, when_ready: Callable[[], None], is_ready: Callable[[], bool]) -> int:
        """Start all, call ``when_ready`` once, stay until stopped; 0 when all ended as asked."""
        announced = False
        try:
            for child in self.children:
                child.start(self.env)
            while not self.is_stopping:
                if not announced and is_ready():
                    when_ready()
                    announced = True
                if failed := self.restart_ended():
                    say(f"{failed.name} keeps ending. Its own words are in {failed.log}")
                    return 1
                time.sleep(0.1 if not announced else 0.5)
        finally:
            self.end_all()
        return 0

    def restart_ended(self) -> Child | None:
        """Start again what has ended; the child that ends too often, if there is one."""
        for child in self.children:
            if child.is_running:
                continue
            child.bury()
            if child.restarts_too_often():
                return child
            say(f"{child.name} ended; starting it again.")
            child.start(self.env)
        return None

    def end_all(self) -> None:
        for child in self.children:
            if child.is_running:
                child.send(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while any(child.is_running for child in self.children) and time.monotonic() < end:
            time.sleep(0.05)
        for child in self.children:
            child.bury()
