"""Start and end processes without leaving anything behind."""

import contextlib
import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path


class ServiceError(RuntimeError):
    """A server the tests need is missing or does not start. Never a reason to skip."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_true: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Poll until ``is_true``; ``ServiceError`` naming ``what`` after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_true():
            return
        time.sleep(0.05)
    raise ServiceError(f"Waited {seconds:.0f} s in vain: {what}")


def accepts_connections(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def end_process(process: subprocess.Popen[bytes], *, how: int = signal.SIGTERM) -> None:
    """End ``process`` and the group it leads: kindly first, after ten seconds by force."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
    kill_group(process.pid)
    process.wait(5)
    wait_until(lambda: not is_group_running(process.pid), seconds=10, what=f"group {process.pid} to end")


def kill_group(leader: int) -> None:
    """Kill what is left of a group whose leader was started with ``start_new_session``."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def is_group_running(leader: int) -> bool:
    """Whether anything of a group still runs; one that is dead and not yet buried does not."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return any(row[0] == str(leader) and not row[1].startswith("Z") for row in rows)


def tail(log: Path, *, lines: int = 40) -> str:
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def unprivileged_user() -> pwd.struct_passwd | None:
    """The user PostgreSQL runs as when the tests run as root, which it refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServiceError("Running as root, and neither user postgres nor nobody exists.")
