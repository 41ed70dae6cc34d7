"""Refuses catalogues that lack a message, hold an unsure one, or differ in their placeholders.

nb, nn and en are complete for every page; sv and da for all that a participant meets, so a
message found only in the files of ``BACK_OFFICE`` may be missing from those two.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from scripts.console import ROOT, STOREYS
from scripts.messages import Entry, entries

EVERYWHERE, PARTICIPANTS_ONLY = ("nb", "nn", "en"), ("sv", "da")
DOMAINS = ("django", "djangojs")
SOURCES = (*STOREYS, "templates", "static/js")
SUFFIXES = {".py", ".html", ".txt", ".js"}
BACK_OFFICE = (
    "*/management/commands/*",
    "*/views/work*",
    "*/work/*",
    "*/work_*",
    "templates/work.html",
    "templates/work_event.html",
    "templates/regions/*",
    "templates/demo/*",
    # all but _own_*, screen.html, _screen_aside.html, _sector_legend.html and the clock
    "templates/workshops/[!_s]*",
    "templates/workshops/signs.html",
    "templates/workshops/_[!ost]*",
    "templates/workshops/_offer.html",
    "templates/workshops/_overview.html",
    "templates/workshops/_ta*",
    "templates/workshops/_tell.html",
    "templates/workshops/_timer_bar.html",
    "templates/mailbox/*",
    "templates/participants/door/*",
    "templates/participants/print/*",
    "demo/*",
    "events/forms/*",
    "events/services/*",
    "inkludering/accounts/*",
    "inkludering/mailbox/*",
    "participants/export.py",
    "participants/forms/door.py",
    "participants/forms/staff.py",
    "participants/services/d*",
    "participants/views/door*",
    "regions/forms*",
    "regions/models/roles.py",
    "regions/services/*",
    "regions/views/*",
    # all but here, notes, now, pitches, projects, tags, timing and what people at the tables fill in
    "workshops/[!hnpstv]*.py",
    "workshops/network.py",
    "workshops/pl*.py",
    "workshops/project_forms.py",
    "workshops/tie_form.py",
    "workshops/models/*",
    "workshops/services/[!nw]*",
    "workshops/views/[!hnw]*",
    "workshops/views/notes.py",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}")


def copy_sources(root: Path, target: Path) -> None:
    for name in SOURCES:
        for path in (root / name).rglob("*"):
            if path.suffix in SUFFIXES and "migrations" not in path.parts and path.is_file():
                copy = target / path.relative_to(root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


def templates_of_messages(root: Path) -> dict[str, list[Entry]]:
    """All messages of the code below ``root``, for each domain, by Django's own makemessages."""
    found: dict[str, list[Entry]] = {}
    with tempfile.TemporaryDirectory(prefix="inkl-messages-") as folder:
        work = Path(folder)
        (work / "locale").mkdir()
        copy_sources(root, work)
        for domain in DOMAINS:
            options = [
                "--keep-pot",
                "-l",
                "nb",
                "-d",
                domain,
                "-e",
                "html,txt,py" if domain == "django" else "js",
            ]
            command = [sys.executable, "-m", "django", "makemessages", *options]
            done = subprocess.run(command, cwd=work, capture_output=True, text=True, env=_bare_environment())
            if done.returncode:
                raise SystemExit(f"makemessages failed:\n{done.stderr}")
            pot = work / "locale" / f"{domain}.pot"
            found[domain] = [e for e in entries(pot) if e.msgid] if pot.exists() else []
    return found


def _bare_environment() -> dict[str, str]:
    """Without settings makemessages reads the folder it stands in and nothing else."""
    return {n: v for n, v in os.environ.items() if n not in {"DJANGO_SETTINGS_MODULE", "PYTHONPATH"}}


def is_back_office(entry: Entry) -> bool:
    paths = [reference.rpartition(":")[0].removeprefix("./") for reference in entry.references]
    return bool(paths) and all(any(fnmatch(path, glob) for glob in BACK_OFFICE) for path in paths)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def faults(wanted: Entry, held: Entry | None, *, may_lack: bool) -> Iterator[str]:
    """What is wrong with one translation."""
    if held is None or not held.strings or not all(held.strings):
        if not may_lack:
            yield "is missing"
        return
    if held.is_fuzzy:
        yield "is marked fuzzy"
    expected = placeholders(wanted.msgid) | placeholders(wanted.plural)
    for number, text in enumerate(held.strings):
        may_leave_out = bool(wanted.plural) and number == 0  # "one seat" need not say the 1
        got = placeholders(text)
        if got - expected or (expected - got and not may_leave_out):
            yield f"has the placeholders {sorted(got)}, not {sorted(expected)}"


def check_language(root: Path, language: str, domain: str, wanted: list[Entry]) -> Iterator[str]:
    path = root / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    if not wanted:
        return
    if not path.exists():
        yield f"{language}: {path.relative_to(root)} does not exist"
        return
    held = {entry.key: entry for entry in entries(path)}
    for entry in wanted:
        may_lack = language in PARTICIPANTS_ONLY and is_back_office(entry)
        for fault in faults(entry, held.get(entry.key), may_lack=may_lack):
            where = entry.references[0] if entry.references else "?"
            yield f"{language}: {where}: {entry.msgid[:60]!r} {fault}"


def check(root: Path) -> Iterator[str]:
    for domain, wanted in templates_of_messages(root).items():
        for language in (*EVERYWHERE, *PARTICIPANTS_ONLY):
            yield from check_language(root, language, domain, wanted)


if __name__ == "__main__":
    found = list(check(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
    for fault in found:
        print(fault)
    print(f"{len(found)} faults in the catalogues")
    sys.exit(1 if found else 0)
