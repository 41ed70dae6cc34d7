"""Mixes a room into groups as well as can be proven.  Knows no Django.

    room = Room(people=(Person("a", sector="public"), ...), rounds=(Round.mixed(8), Round.mixed(8)))
    for plan in solve(room, seconds=1.5, seed=7):
        quality = measure(room, plan)

Importing this package is cheap: numpy is loaded when ``solve`` runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workshops.grouping.bounds import Bounds, bounds
from workshops.grouping.errors import GroupingError
from workshops.grouping.model import Field, Pair, Person, Pin, Plan, Room, Round, RoundKind, Topic
from workshops.grouping.places import place
from workshops.grouping.quality import GroupQuality, Measure, Quality, measure
from workshops.grouping.rules import Violation, check_room, violations

__all__ = [
    "Bounds",
    "Field",
    "GroupQuality",
    "GroupingError",
    "Measure",
    "Pair",
    "Person",
    "Pin",
    "Plan",
    "Quality",
    "Room",
    "Round",
    "RoundKind",
    "Topic",
    "Violation",
    "bounds",
    "check_room",
    "measure",
    "place",
    "solve",
    "violations",
]


def solve(
    room: Room,
    *,
    seconds: float | None = None,
    steps: int | None = None,
    seed: int = 0,
    start: Plan | None = None,
    pinned: Iterable[Pin] = (),
) -> Iterator[Plan]:
    """Ever better plans for ``room``; see ``workshops.grouping.solving.solve``."""
    # numpy costs every web worker 20 MB and 0.1 s, and few of them ever draw
    from workshops.grouping import solving  # noqa: PLC0415  # see above

    return solving.solve(room, seconds=seconds, steps=steps, seed=seed, start=start, pinned=pinned)
