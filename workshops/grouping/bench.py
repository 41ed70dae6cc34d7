"""Mix every room of a folder and set the result beside its bounds and the best known.

    python -m workshops.grouping.bench FOLDER [--seconds S] [--seed K] [NAME ...]

``FOLDER/best_known.json``, when there, maps room names to the key of their best known plan.
Columns are value/bound, with the gap behind them where there is one; ``repeats`` counts pairs of
meetings.  CPU seconds include reading the room, not loading numpy.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is loaded, by solve

from workshops.grouping import Measure, Quality, measure
from workshops.grouping.formats import read_room
from workshops.grouping.solving import solve

BEST_KNOWN = "best_known.json"
COLUMNS = {
    "sectors": "sector_pairs",
    "poor": "poor_groups",
    "organisations": "organisation_pairs",
    "repeats": "repeat_sq",
    "coach": "coachless",
    "language": "language_left_out",
    "history": "history",
    "wishes": "wish_cost",
    "splits": "splits",
    "strangers": "foreign_pairs",
}
HEAD = ("room", "first, s", "CPU s", *COLUMNS, "new contacts", "against the best known")


@dataclass(frozen=True)
class Result:
    """One room, mixed: CPU seconds until the first valid plan and in all."""

    name: str
    first: float
    spent: float
    quality: Quality
    known: Sequence[int] | None

    def cells(self) -> list[str]:
        """What stands beneath ``HEAD``."""
        new = self.quality.new_contacts
        share = f"{new.value}/{new.bound} ({100 * new.value / max(1, new.bound):.1f} %)"
        measures = [_cell(getattr(self.quality, name)) for name in COLUMNS.values()]
        return [self.name, f"{self.first:.2f}", f"{self.spent:.2f}", *measures, share, self.against()]

    def against(self) -> str:
        """The plan beside the best known one, goal by goal in their order."""
        if self.quality.violations:
            return f"BROKEN: {self.quality.violations[0].code}"
        if self.known is None:
            return ""
        own = [getattr(self.quality, name).value for name in COLUMNS.values()]
        if own == list(self.known):
            return "equal"
        name, value, best = next(
            (n, a, b) for n, a, b in zip(COLUMNS, own, self.known, strict=True) if a != b
        )
        return f"{'better' if value < best else 'worse'} ({name} {value}, was {best})"


def _cell(found: Measure) -> str:
    return f"{found.value}/{found.bound}" + (f" (+{found.gap})" if found.gap else "")


def run(path: Path, *, seconds: float, seed: int = 0, known: Sequence[int] | None = None) -> Result:
    """Mix one room for that long."""
    begun = time.process_time()
    room = read_room(json.loads(path.read_text(encoding="utf-8")))
    first = 0.0
    for found in solve(room, seconds=seconds, seed=seed):
        plan = found
        first = first or time.process_time() - begun
    spent = time.process_time() - begun
    return Result(path.stem, first, spent, measure(room, plan), known)


def run_all(folder: Path, *, seconds: float, seed: int = 0, names: Sequence[str] = ()) -> Iterator[Result]:
    """Every room of the folder, or those that are named."""
    best = folder / BEST_KNOWN
    known = json.loads(best.read_text(encoding="utf-8")) if best.exists() else {}
    for path in sorted(folder.glob("*.json")):
        is_room = path != best and "." not in path.stem
        if is_room and (not names or path.stem in names):
            yield run(path, seconds=seconds, seed=seed, known=known.get(path.stem))


def write_table(results: Iterable[Result], write: Callable[[str], object]) -> None:
    """A Markdown table, line by line as the results come."""
    write(f"| {' | '.join(HEAD)} |")
    write("|---" + "|--:" * (len(HEAD) - 2) + "|---|")
    for result in results:
        write(f"| {' | '.join(result.cells())} |")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="workshops.grouping.bench", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_intermixed_args(arguments)
    found = run_all(options.folder, seconds=options.seconds, seed=options.seed, names=options.names)
    write_table(found, _say)
    return 0


if __name__ == "__main__":
    sys.exit(main())
