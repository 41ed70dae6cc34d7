"""Mix every room of a folder and set the result beside its bounds and the best known.

    python -m workshops.grouping.bench FOLDER [--seconds S] [--seed K] [NAME ...]

``FOLDER/best_known.json``, when there, maps room names to the key of their best known plan.
Columns are value/bound; ``repeats`` counts pairs of meetings.  CPU seconds include reading the room,
not loading numpy.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is loaded, by solve

from workshops.grouping import Quality, measure
from workshops.grouping.formats import read_room
from workshops.grouping.solving import solve

COLUMNS = {
    "sector": "sector_pairs",
    "poor": "poor_groups",
    "org": "organisation_pairs",
    "repeats": "repeat_sq",
    "coach": "coachless",
    "language": "language_left_out",
    "history": "history",
    "wishes": "wish_cost",
    "splits": "splits",
    "foreign": "foreign_pairs",
}
ROW = "{:12} {:>6} {:>6} {:>8} " + " ".join(["{:>9}"] * len(COLUMNS)) + " {:>7}  {}\n"


def run(path: Path, seconds: float, seed: int, known: Sequence[int] | None) -> str:
    begun = time.process_time()
    room = read_room(json.loads(path.read_text(encoding="utf-8")))
    first = 0.0
    for found in solve(room, seconds=seconds, seed=seed):
        plan = found
        first = first or time.process_time() - begun
    spent = time.process_time() - begun
    quality = measure(room, plan)
    cells = [f"{getattr(quality, name).value}/{getattr(quality, name).bound}" for name in COLUMNS.values()]
    new = 100 * quality.new_contacts.value / max(1, quality.new_contacts.bound)
    broken = len(quality.violations)
    return ROW.format(
        path.stem, f"{first:.2f}", f"{spent:.2f}", broken, *cells, f"{new:.1f}", against(quality, known)
    )


def against(quality: Quality, known: Sequence[int] | None) -> str:
    """The plan beside the best known one, goal by goal in their order."""
    if known is None:
        return ""
    own = [getattr(quality, name).value for name in COLUMNS.values()]
    if own == list(known):
        return "equal"
    name, value, best = next((n, a, b) for n, a, b in zip(COLUMNS, own, known, strict=True) if a != b)
    return f"{'better' if value < best else 'worse'} ({name} {value}, was {best})"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="workshops.grouping.bench", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    best = options.folder / "best_known.json"
    known = json.loads(best.read_text(encoding="utf-8")) if best.exists() else {}
    sys.stdout.write(ROW.format("room", "first", "cpu s", "broken", *COLUMNS, "new %", "best known"))
    for path in sorted(options.folder.glob("*.json")):
        if path.stem.split(".")[0] != path.stem or path == best:
            continue
        if not options.names or path.stem in options.names:
            sys.stdout.write(run(path, options.seconds, options.seed, known.get(path.stem)))
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
