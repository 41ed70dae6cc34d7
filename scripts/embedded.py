"""The embedded way to run: where its files are, its environment, and who holds the folder."""

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.console import ROOT, stop
from scripts.environment import PRODUCTION
from scripts.messages import compile_all

# What the embedded default decides itself, whatever the shell happens to have set.
OWN = (
    *("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "STATIC_ROOT"),
    *("SECRET_KEY", "LINK_KEYS", "CHECKIN_KEYS", "NEEDS_KEYS", "PAIR_KEYS"),
)
DATA = ("inkludering.sqlite3", "inkludering.sqlite3-wal", "inkludering.sqlite3-shm")
PREPARE = ("-m", "scripts.prepare")
MARK = "prepared"  # what the tables looked like when they were last made ready
FOLDERS = ("mail", "queue", "beat", "files", "media", "logs")


@dataclass(frozen=True)
class Place:
    """One embedded copy: its folder, its port, and whether it speaks HTTPS."""

    var_dir: Path
    port: int
    tls: bool = False

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://localhost:{self.port}"

    def env(self, *, more_hosts: tuple[str, ...] = ()) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OWN}
        return kept | {
            "DEMO": "1",
            "VAR_DIR": str(self.var_dir),
            "BASE_URL": self.url,
            "ALLOWED_HOSTS": ",".join(more_hosts),
            "DJANGO_SETTINGS_MODULE": "inkludering.settings",
            "PYTHONUNBUFFERED": "1",
        }


def place_from_environment() -> Place:
    """``PORT``, ``VAR_DIR`` and ``TLS`` as given; port 8000 and ``var`` when not."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        stop(f"PORT must be a number from 1 to 65535, not {port!r}.")
    var_dir = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    return Place(var_dir=var_dir, port=int(port), tls=os.environ.get("TLS", "") not in {"", "0"})


@contextlib.contextmanager
def alone_in(var_dir: Path) -> Iterator[None]:
    """Hold ``var_dir`` until done; a plain message when another copy already does."""
    var_dir.mkdir(parents=True, exist_ok=True)
    with (var_dir / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in {errno.EAGAIN, errno.EACCES}:
                raise
            stop(
                f"The site is already running from {var_dir}.\n"
                "Stop that one first, or start a second copy: make start PORT=8001 VAR_DIR=var2"
            )
        yield


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def check_port(port: int) -> None:
    if not port_is_free(port):
        stop(f"Port {port} is taken by another program. Choose one: make start PORT={port + 1}")


def shape() -> str:
    """A digest of all that decides what the tables look like: our migrations and the locked packages."""
    files = [
        ROOT / PRODUCTION,
        *sorted(ROOT.glob("*/migrations/*.py")),
        *sorted(ROOT.glob("*/*/migrations/*.py")),
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def prepare(place: Place) -> None:
    """Compile what changed, then migrate and load demo data unless the last start left it so."""
    compile_all()
    for folder in ("queue/in", "queue/processed", "queue/control", "beat", "logs", "mail"):
        (place.var_dir / folder).mkdir(parents=True, exist_ok=True)
    database, mark = place.var_dir / DATA[0], place.var_dir / MARK
    if database.exists() and mark.exists() and mark.read_text() == shape():
        return
    fresh = not database.exists()
    command = [sys.executable, *PREPARE, *(["--fresh"] if fresh else [])]
    if subprocess.run(command, cwd=ROOT, env=place.env()).returncode:
        stop("The database could not be made ready; see above.")
    mark.write_text(shape())


def throw_data_away(place: Place) -> None:
    """Delete the demo data, file by known file; keys and certificates stay."""
    for name in (MARK, *DATA):
        (place.var_dir / name).unlink(missing_ok=True)
    for name in FOLDERS:
        shutil.rmtree(place.var_dir / name, ignore_errors=True)
