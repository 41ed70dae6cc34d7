"""``make check``: all that can be said about the code without running the tests."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from scripts import environment, with_tests
from scripts.console import ROOT, STOREYS, say

BIN = environment.VENV / "bin"
PRODUCTION_ENV = {
    "DEMO": "",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "LINK_KEYS": secrets.token_urlsafe(48),
    "CHECKIN_KEYS": secrets.token_urlsafe(48),
    "NEEDS_KEYS": secrets.token_urlsafe(48),
    "PAIR_KEYS": secrets.token_urlsafe(48),
    "DATABASE_URL": "postgres://inkludering:secret@postgres/inkludering",
    "REDIS_URL": "redis://:secret@redis:6379/0",
    "BASE_URL": "https://inkludering.example.org",
    "EMAIL_URL": "smtp://user:secret@smtp.example.org:587",
    "TRUSTED_PROXIES": "1",
    "DB_POOL": "1",
}


@dataclass(frozen=True)
class Check:
    """One command; silent when it is content."""

    name: str
    command: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    check: Check
    code: int
    output: str
    seconds: float


def typed() -> list[str]:
    return [name for name in (*STOREYS, "scripts") if (ROOT / name).is_dir()]


def templates() -> list[str]:
    return sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))


def checks() -> list[Check]:
    python, manage = str(BIN / "python"), str(ROOT / "manage.py")
    deploy = ("check", "--deploy", "--fail-level", "WARNING")
    return [
        Check("types", (str(BIN / "mypy"), *typed())),
        Check("style", (str(BIN / "ruff"), "check", "--quiet", ".")),
        Check("format", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
        Check("templates", (str(BIN / "djade"), "--check", *templates())),
        Check("storeys", (str(BIN / "lint-imports"), "--no-logo")),
        Check("drawing", (python, "-m", "scripts.draw_storeys", "--check")),
        Check("states", (python, "-m", "scripts.draw_states", "--check")),
        Check("budgets", (python, "-m", "scripts.check_budgets")),
        Check("migrations", (python, manage, "makemigrations", "--check", "--dry-run")),
        Check("deployment", (python, manage, *deploy), PRODUCTION_ENV),
        Check("catalogues", (python, "-m", "scripts.check_catalogues")),
        Check("known holes", (python, "-m", "scripts.check_holes")),
    ]


def run(check: Check, var_dir: str) -> Outcome:
    begun = time.monotonic()
    own = {"DEMO": "1", "VAR_DIR": var_dir, "DATABASE_URL": f"sqlite:///{var_dir}/check.sqlite3"}
    env = {**os.environ, **own, "PYTHONPATH": str(ROOT), **check.env}
    done = subprocess.run(check.command, cwd=ROOT, env=env, capture_output=True, text=True)
    return Outcome(check, done.returncode, done.stdout + done.stderr, time.monotonic() - begun)


def run_all(wanted: list[Check]) -> Iterator[Outcome]:
    with tempfile.TemporaryDirectory(prefix="inkl-check-") as folder, ThreadPoolExecutor(2) as pool:
        (Path(folder) / "queue").mkdir()
        yield from pool.map(lambda check: run(check, folder), wanted)


def main(names: list[str]) -> int:
    with_tests.ready()
    failed = []
    for outcome in run_all([c for c in checks() if not names or c.name in names]):
        word = "ok" if outcome.code == 0 else "FAILED"
        say(f"{outcome.check.name:12} {word} ({outcome.seconds:.1f} s)")
        if outcome.code or "SKIPPED" in outcome.output:
            say(outcome.output.rstrip())
        if outcome.code:
            failed.append(outcome.check.name)
    say(f"\nNot right: {', '.join(failed)}" if failed else "\nAll is right.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
