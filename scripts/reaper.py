"""Ends the process groups a process started when that process goes away, even by SIGKILL.

A process opens one reaper the first time it starts something, tells it the groups through
its standard input (``+123`` started, ``-123`` ended), and the kernel closes that input at death.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import cache


@cache
def ready() -> subprocess.Popen[str]:
    """The reaper of this process. Ask for it before the first start: it takes a moment to open."""
    reaper = subprocess.Popen(
        [sys.executable, "-S", "-E", __file__],
        stdin=subprocess.PIPE,
        text=True,
        bufsize=1,
        start_new_session=True,
    )
    assert reaper.stdin
    atexit.register(reaper.wait, 10)
    atexit.register(reaper.stdin.close)
    return reaper


def _tell(line: str) -> None:
    stream = ready().stdin
    assert stream
    stream.write(f"{line}\n")
    stream.flush()


def watch(group: int) -> None:
    _tell(f"+{group}")


def forget(group: int) -> None:
    _tell(f"-{group}")


def signal_groups(groups: Iterable[int], how: int) -> None:
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, how)


def main() -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        number = int(line[1:])
        groups.add(number) if line.startswith("+") else groups.discard(number)
    if groups:
        signal_groups(groups, signal.SIGTERM)
        time.sleep(2)
        signal_groups(groups, signal.SIGKILL)


if __name__ == "__main__":
    main()
