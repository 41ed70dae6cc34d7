"""A topic round after no-shows and walk-ins: the fewest move, newcomers sit where they wish (numpy)."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import numpy as np

from workshops.grouping.model import Groups, Pin, Room
from workshops.grouping.moving import Mover
from workshops.grouping.rules import violations_of_company
from workshops.grouping.search import Table
from workshops.grouping.topics import evened, topic_costs
from workshops.grouping.transport import assign, wish_rows

SPARE = (0, 1, 2, 4, 8)  # more moves, tried one after the other where apart and together need them


def regathered(
    room: Room, r: int, groups: Groups, *, extra_moves: int, pins: frozenset[Pin], lot: Random
) -> Groups:
    """Round ``r`` again from ``groups`` without those who are gone.

    The fewest announced people move that the topics' limits allow, and ``extra_moves`` more where that
    meets more wishes or mixes better. Newcomers follow their wishes, then the spread.
    """
    home = {i: k for k, group in enumerate(groups) for i in group}
    held = {pin.person: pin.group for pin in pins if pin.round == r}
    start = evened(room, r, fewest_moved(room, r, home, held), home.keys() | held.keys())
    fewest = sum(home.get(i, k) != k for k, group in enumerate(start) for i in group)
    for spare in SPARE:
        found = _bettered(
            room, r, start, home, fewest + extra_moves + spare, _mover_pins(start, held, r), lot
        )
        if not any(violations_of_company(room, r, found)):
            return found
    return found


def fewest_moved(room: Room, r: int, home: Mapping[str, int], held: Mapping[str, int]) -> Groups:
    """The seating with the fewest moves (exact), and among these the one that meets most wishes."""
    rows, _scale = wish_rows(room, r)
    move = 1 + sum(map(max, rows.values()))  # above any sum of wishes
    closed = move * (1 + len(rows))
    costs = [
        [price + move * (home.get(i, k) != k) + closed * (held.get(i, k) != k) for k, price in enumerate(row)]
        for i, row in rows.items()
    ]
    topics = room.rounds[r].topics
    seats = assign(costs, [topic.least for topic in topics], [topic.most for topic in topics])
    return tuple(tuple(i for i, at in zip(rows, seats, strict=True) if at == k) for k in range(len(topics)))


def _mover_pins(start: Groups, held: Mapping[str, int], r: int) -> frozenset[Pin]:
    return frozenset(Pin(i, r, k) for k, group in enumerate(start) for i in group if held.get(i) == k)


def _bettered(
    room: Room,
    r: int,
    start: Groups,
    home: Mapping[str, int],
    limit: int,
    pins: frozenset[Pin],
    lot: Random,
) -> Groups:
    """Swaps within ``limit`` moves: hard rules, then wishes, then spread."""
    costs = topic_costs(room, r, pins)
    index = {i: k for k, i in enumerate(costs.ids)}
    seats = np.full((1, len(index)), costs.groups, dtype=np.intp)
    for k, group in enumerate(start):
        seats[0, [index[i] for i in group]] = k
    homes = np.array([[home.get(i, -1) for i in costs.ids]], dtype=np.intp)
    table = Table(costs, seats, np.random.default_rng(lot.getrandbits(32)))
    row = Mover(table, homes, np.array([limit])).best()[0].tolist()
    return tuple(tuple(i for i in room.present[r] if row[index[i]] == k) for k in range(len(start)))
