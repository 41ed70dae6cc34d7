"""Gives a test run its own servers; loaded by ``addopts = -p tests.services_plugin``.

It works at import time because pytest-django reads the settings before any conftest runs.

``TEST_DB=postgres`` (the default): throw-away PostgreSQL and Redis, production settings.
``TEST_DB=sqlite``: a SQLite file, the filesystem broker and no Redis, as ``make start`` runs.
"""

import atexit
import base64
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
XDIST_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
DISCARD_PORT = 9  # nothing listens here: mail goes nowhere unless a test opens a sink


def start_guard(*, servers: bool) -> dict[str, str]:
    """Start the process that holds the servers and the folder; read from it where they are."""
    guard = subprocess.Popen(
        [sys.executable, "-m", "tests.services.guard", *(["--servers"] if servers else [])],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert guard.stdin
    assert guard.stdout
    atexit.register(guard.wait, 30)
    atexit.register(guard.stdin.close)  # runs first: this is what ends the servers
    held: dict[str, str] = json.loads(guard.stdout.readline() or '{"error": "no answer"}')
    if "error" in held:
        raise SystemExit(f"The servers the tests need do not start.\n{held['error']}")
    return held


def key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def set_environment() -> None:
    """Everything ``inkludering.settings`` reads. Workers of pytest-xdist inherit it."""
    for name in ("DEMO", "REDIS_URL", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "MAIL_FROM"):
        os.environ.pop(name, None)
    keep_compiled_modules()
    embedded = os.environ.get("TEST_DB", "postgres") == "sqlite"
    held = start_guard(servers=not embedded)
    os.environ |= {
        "VAR_DIR": held["folder"],
        "SECRET_KEY": key() + key(),
        "LINK_KEYS": key(),
        "CHECKIN_KEYS": key(),
        "NEEDS_KEYS": key(),
        "PAIR_KEYS": key(),
        "BASE_URL": "http://localhost",
        "EMAIL_URL": f"smtp://127.0.0.1:{DISCARD_PORT}",
        "DB_POOL": "0",
        "STATIC_MANIFEST": "0",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    if embedded:
        os.environ |= {"DATABASE_URL": f"sqlite:///{held['folder']}/db.sqlite3", "DEMO": "1"}
    else:
        os.environ |= {"DATABASE_URL": held["database"], "REDIS_URL": held["redis"]}


def keep_compiled_modules() -> None:
    """Tests start processes by the hundred; none should compile the whole site anew."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def take_own_share(worker: str) -> None:
    """A pytest-xdist worker shares the servers, but never the folder or the Redis database."""
    number = int(worker.removeprefix("gw")) + 1
    os.environ["VAR_DIR"] = str(Path(os.environ["VAR_DIR"]) / worker)
    if os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{number}"
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['VAR_DIR']}/db.sqlite3"


if XDIST_WORKER:
    take_own_share(XDIST_WORKER)
else:
    set_environment()
for part in ("in", "processed", "control"):  # of the filesystem broker
    (Path(os.environ["VAR_DIR"]) / "queue" / part).mkdir(parents=True, exist_ok=True)
