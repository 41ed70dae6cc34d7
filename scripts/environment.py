"""Makes ``.venv`` from the hashed lock files. Needs nothing but Python itself."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.console import ROOT, say, stop

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
PRODUCTION, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
# Installing the second also installs all of the first, at the same versions.
BRINGS = {PRODUCTION: (PRODUCTION,), DEVELOPMENT: (PRODUCTION, DEVELOPMENT)}


def digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def installed() -> dict[str, str]:
    """What ``.venv`` holds: the digest of each lock file installed into it."""
    try:
        found: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return found if found.get("python") == sys.version.split()[0] and PYTHON.exists() else {}


def make_venv() -> None:
    say("Making .venv …")
    if VENV.exists() and not PYTHON.exists():
        shutil.rmtree(VENV)  # the Python it was made with is gone
    if uv := shutil.which("uv"):
        command = [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV)]
        if subprocess.run(command).returncode == 0:
            return
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
        stop("The environment .venv could not be made; see above.")


def install_lock(name: str) -> None:
    say(f"Installing {name} …")
    lock = ["--require-hashes", "--quiet", "-r", str(ROOT / name)]
    if uv := shutil.which("uv"):
        if subprocess.run([uv, "pip", "install", "--python", str(PYTHON), *lock]).returncode == 0:
            return
        say("uv could not; trying pip …")
        subprocess.run([str(PYTHON), "-m", "ensurepip", "--upgrade"], capture_output=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    if subprocess.run([*pip, *lock]).returncode:
        stop(f"{name} could not be installed; see above.")


def ensure(name: str) -> Path:
    """The Python of a ``.venv`` that holds all of ``name``; quick when nothing has changed."""
    held = installed()
    if held.get(name) != digest(name):
        if not PYTHON.exists():
            make_venv()
        install_lock(name)
        now = {lock: digest(lock) for lock in BRINGS[name]}
        STAMP.write_text(json.dumps({**held, **now, "python": sys.version.split()[0]}))
    return PYTHON


def become(python: Path, *arguments: str) -> None:
    """Go on in the environment's own Python."""
    os.execv(python, [str(python), *arguments])  # noqa: S606 - our own interpreter
