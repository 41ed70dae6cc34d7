"""Puts the system packages in place. Needs nothing but Python itself.

Debian and Ubuntu: by apt-get, only what is missing. macOS: names the brew line and stops.
Elsewhere: names what is missing and goes on; the site itself runs without any of it.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.console import say, stop


@dataclass(frozen=True)
class Needs:
    """Packages of one command. ``any_of`` are programs that make a package unnecessary."""

    packages: tuple[str, ...]
    brew: tuple[str, ...]
    any_of: tuple[tuple[str, tuple[str, ...]], ...] = ()


PDF = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-core")
START = Needs(packages=(*PDF, "gettext"), brew=("pango", "gettext"))
TEST = Needs(
    packages=(*PDF, "gettext", "poppler-utils", "postgresql", "procps", "redis-server", "chromium"),
    brew=("pango", "gettext", "poppler", "postgresql@17", "redis"),
    any_of=(
        ("postgresql", ("initdb", "/usr/lib/postgresql/*/bin/initdb")),
        ("redis-server", ("redis-server", "valkey-server")),
        ("chromium", ("chromium", "chromium-browser", "google-chrome")),
        ("gettext", ("msgfmt",)),
        ("poppler-utils", ("pdftoppm",)),
        ("procps", ("ps",)),
    ),
)


def has_program(name: str) -> bool:
    if name.startswith("/"):
        return any(Path("/").glob(name.lstrip("/")))
    return shutil.which(name) is not None


def is_installed(package: str) -> bool:
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True).stdout == "installed"


def missing_packages(needs: Needs) -> list[str]:
    """Debian packages of ``needs`` that this machine has no stand-in for."""
    stand_ins = dict(needs.any_of)
    wanted = [p for p in needs.packages if not any(map(has_program, stand_ins.get(p, ())))]
    if needs_venv_package():
        wanted.append("python3-venv")
    return [package for package in wanted if not is_installed(package)]


def needs_venv_package() -> bool:
    """Debian's Python cannot make an environment with pip before python3-venv is there."""
    return shutil.which("uv") is None and importlib.util.find_spec("ensurepip") is None


def as_root() -> list[str] | None:
    """What to put before a command that needs root; ``None`` when we cannot become root."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def apt(prefix: list[str], *words: str) -> bool:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    return subprocess.run([*prefix, *quiet, *words], stdout=subprocess.DEVNULL).returncode == 0


def install_by_apt(packages: list[str]) -> list[str]:
    """Install ``packages``, together or else one by one; those that would not come are returned."""
    prefix = as_root()
    if prefix is None:
        return packages
    say(f"Installing {', '.join(packages)} …")
    install = ["install", "-y", "--no-install-recommends"]
    apt(prefix, "update")
    if not apt(prefix, *install, *packages):
        for package in packages:
            apt(prefix, *install, package)
    return [package for package in packages if not is_installed(package)]


def install(needs: Needs) -> None:
    """Put the packages of ``needs`` in place as far as this machine allows."""
    if sys.platform == "darwin":
        check_brew(needs)
    elif shutil.which("apt-get") and shutil.which("dpkg-query"):
        if missing := missing_packages(needs):
            say_what_is_lacking(install_by_apt(missing))
    elif needs_venv_package():
        stop("This Python has no ensurepip. Install your system's package for venv, or uv.")


def say_what_is_lacking(packages: list[str]) -> None:
    if not packages:
        return
    line = f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
    if "python3-venv" in packages:
        stop(f"This is needed and could not be installed from here:\n  {line}")
    say(f"These could not be installed from here; what needs them will say so:\n  {line}")


def check_brew(needs: Needs) -> None:
    lib = [Path(prefix) / "lib" / "libpango-1.0.dylib" for prefix in ("/opt/homebrew", "/usr/local")]
    programs = {"gettext": "msgfmt", "poppler": "pdftoppm", "redis": "redis-server"}
    missing = [name for name in needs.brew if name in programs and not has_program(programs[name])]
    missing += [name for name in needs.brew if name == "pango" and not any(p.exists() for p in lib)]
    if "postgresql@17" in needs.brew and not has_program("/opt/homebrew/opt/postgresql@*/bin/initdb"):
        missing += ["postgresql@17"] if not has_program("initdb") else []
    if missing:
        stop(f"On macOS, install these and run the command again:\n  brew install {' '.join(missing)}")
