"""What the commands say, and how they stop. Needs nothing but Python itself."""

import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
# Every package of ours, from the ground up; one that is not there yet is passed over.
STOREYS = ("inkludering", "regions", "events", "participants", "workshops", "reports", "demo")


def say(text: str = "") -> None:
    print(text, flush=True)


def stop(text: str) -> NoReturn:
    """End with a plain sentence instead of a traceback."""
    print(f"\n{text}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def need_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        here = ".".join(map(str, sys.version_info[:2]))
        stop(f"Python 3.11 or newer is needed; this is {here}. Try: make PYTHON=python3.12 start")
