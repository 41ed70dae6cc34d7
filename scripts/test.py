"""``make test``: every test on PostgreSQL and Redis, and the main job once more on SQLite.

A test that is skipped counts as failed: the only reason to skip would be a missing service.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from scripts import environment, with_tests
from scripts.console import ROOT, say


@dataclass(frozen=True)
class Round:
    """One call of pytest. ``database`` is the ``TEST_DB`` of ``tests.services_plugin``."""

    title: str
    database: str
    arguments: tuple[str, ...]


# One more than a small machine has cores: many tests wait for a browser or a server they started.
PARALLEL = ("-n", "3", "--dist", "worksteal")
# The rounds of one stage run at the same time. The main job waits most of its time for the worker it
# started, so it fits beside the parallel ones; the serial ones have a core of their own.
STAGES = (
    (
        Round("On PostgreSQL and Redis", "postgres", (*PARALLEL, "-m", "not serial and not soak")),
        Round("The main job on SQLite", "sqlite", ("-m", "not soak", "tests/mainjob")),
    ),
    (
        Round("On PostgreSQL and Redis, one at a time", "postgres", ("-m", "serial and not soak")),
        Round("What leans on the database, on SQLite", "sqlite", ("-m", "bothdb and not soak")),
    ),
)


@dataclass(frozen=True)
class Tally:
    """How many tests passed, and the names of those that did not."""

    passed: int
    failed: tuple[str, ...]


def read_report(report: Path) -> Tally:
    """Count one JUnit report. No report, or none in it, is a failure as well."""
    try:
        cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - our own file
    except (OSError, ElementTree.ParseError):
        cases = []
    if not cases:
        return Tally(0, ("nothing was run",))
    bad = [c for c in cases if any(c.find(k) is not None for k in ("failure", "error", "skipped"))]
    names = {f"{case.get('classname')}::{case.get('name')}" for case in bad}
    return Tally(len(cases) - len(bad), tuple(sorted(names)))


def run_stage(rounds: tuple[Round, ...], folder: Path) -> list[Tally]:
    """The first round speaks as it goes, the others when they end: two at once nobody can read."""
    say("\n" + "\n".join(one.title for one in rounds))
    with ThreadPoolExecutor(len(rounds)) as pool:
        return list(pool.map(lambda one: run(one, folder, speaks=one is rounds[0]), rounds))


def run(one: Round, folder: Path, *, speaks: bool) -> Tally:
    report = folder / f"{one.title}.xml"
    command = [str(environment.PYTHON), "-m", "pytest", "-q", "--durations=5", f"--junitxml={report}"]
    seed = {"PYTHONHASHSEED": "0"}  # the parallel workers must collect the same tests in the same order
    env = {**os.environ, **seed, "TEST_DB": one.database}
    kept: dict[str, Any] = {} if speaks else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run([*command, *one.arguments, *sys.argv[1:]], cwd=ROOT, env=env, text=True, **kept)
    if not speaks:
        say(f"\n{one.title}\n{done.stdout}")
    tally = read_report(report)
    if done.returncode and not tally.failed:
        return Tally(tally.passed, (f"pytest ended with {done.returncode}",))
    return tally


def main() -> int:
    begun = time.monotonic()
    with_tests.ready()
    with tempfile.TemporaryDirectory(prefix="inkl-test-") as folder:
        tallies = [tally for rounds in STAGES for tally in run_stage(rounds, Path(folder))]
    failed = [name for tally in tallies for name in tally.failed]
    say(f"\nAll rounds together, in {time.monotonic() - begun:.0f} s:")
    for name in failed:
        say(f"  failed: {name}")
    say(f"{sum(tally.passed for tally in tallies)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
