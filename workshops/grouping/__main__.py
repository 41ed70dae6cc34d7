"""Mix the room of a JSON file: the plan goes to standard output, its quality to standard error.

    python -m workshops.grouping INSTANCE.json [--seconds S | --steps N] [--seed K]
        [--previous PLAN.json --from-round K [--extra-moves M | --nobody-moves]] > PLAN.json

``--seconds`` is CPU time of the whole process.  With ``--previous`` the plan is repaired: people keep
their tables as far as no-shows and walk-ins allow.  Exit status 2: the room contradicts itself.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # read when numpy is loaded, which solve and repair do

from workshops.grouping import GroupingError, Plan, Room, measure, repair, solve  # noqa: E402  # threads first
from workshops.grouping.formats import plan_data, read_plan, read_room  # noqa: E402


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="workshops.grouping", description=__doc__)
    parser.add_argument("instance", type=Path)
    limit = parser.add_mutually_exclusive_group()
    limit.add_argument("--seconds", type=float)
    limit.add_argument("--steps", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--previous", type=Path)
    parser.add_argument("--from-round", type=int, default=0)
    moves = parser.add_mutually_exclusive_group()
    moves.add_argument("--extra-moves", type=int, default=0)
    moves.add_argument("--nobody-moves", action="store_true")
    return parser.parse_args(arguments)


def read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GroupingError("bad_file", file=str(path), why=str(error)) from error


def make_plan(room: Room, options: argparse.Namespace) -> Plan:
    if options.previous is not None:
        extra = None if options.nobody_moves else options.extra_moves
        previous = read_plan(read_json(options.previous))
        return repair(room, previous, from_round=options.from_round, extra_moves=extra, seed=options.seed)
    seconds = None if options.seconds is None else max(0.0, options.seconds - time.process_time())
    *_, best = solve(room, seconds=seconds, steps=options.steps, seed=options.seed)
    return best


def report(room: Room, plan: Plan) -> str:
    quality = measure(room, plan)
    names = (
        *("sector_pairs", "poor_groups", "organisation_pairs", "repeat_sq", "coachless"),
        *("language_left_out", "history", "wish_cost", "splits", "foreign_pairs"),
    )
    lines = [f"{room.name or 'room'}: {len(quality.violations)} hard rules broken"]
    for name in names:
        found = getattr(quality, name)
        lines.append(f"  {name:20} {found.value:6}  bound {found.bound:6}  gap {found.gap}")
    met, at_most = quality.new_per_person, quality.new_per_person_at_most
    lines.append(f"  new people per person {met:.2f} of at most {at_most:.2f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    try:
        room = read_room(read_json(options.instance))
        plan = make_plan(room, options)
    except GroupingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    json.dump(plan_data(plan), sys.stdout)
    sys.stdout.write("\n")
    sys.stderr.write(report(room, plan) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
