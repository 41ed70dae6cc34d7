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
    "repair",
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


def repair(
    room: Room,
    plan: Plan,
    *,
    from_round: int = 0,
    extra_moves: int | None = 0,
    seed: int = 0,
    pinned: Iterable[Pin] = (),
) -> Plan:
    """An announced plan made to fit ``room`` again after no-shows, walk-ins and leavers.

    ``room`` is the room as it is now; rounds before ``from_round`` are over and stay.  Announced people
    keep their table but for the fewest who must move to keep sizes within one, plus ``extra_moves``
    more in each mixed round where that mixes better.  ``extra_moves=None``: nobody moves, newcomers
    take the best chairs, and sizes may differ by more.
    """
    from workshops.grouping import mending  # noqa: PLC0415  # numpy is loaded late, as in solve

    return mending.repaired(
        room, plan, from_round=from_round, extra_moves=extra_moves, seed=seed, pinned=pinned
    )
