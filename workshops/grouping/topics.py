"""Topic rounds: wishes decide exactly, then swaps that cost no wish spread sectors and organisations."""

from __future__ import annotations

from collections.abc import Collection
from random import Random

import numpy as np

from workshops.grouping.errors import GroupingError
from workshops.grouping.model import Groups, Pin, Room
from workshops.grouping.pairs import Costs, Weights, one_round_costs, pair_matrix
from workshops.grouping.places import clashes
from workshops.grouping.search import Table
from workshops.grouping.starts import seat_bound
from workshops.grouping.transport import assign, wish_cost, wish_rows
from workshops.grouping.walk import Budget, Walk

WISH = 4_000  # one place down the list of wishes: above any spread a swap can gain
CLOSED = 1_000  # price of a topic somebody may not sit in
SPREAD_STEPS = 400


def topic_round(room: Room, r: int, pins: frozenset[Pin], given: Groups | None, rng: Random) -> Groups:
    """Groups of topic round ``r``: the best sum of wishes, then the best spread found."""
    settled = {pin.person for pin in pins if pin.round == r}.union(*room.knots_in(r))
    wished = evened(room, r, wished_groups(room, r, pins), settled)
    if given is not None and _sum_of_wishes(room, r, given) <= _sum_of_wishes(room, r, wished):
        wished = given
    held = {pin.person: pin.group for pin in pins if pin.round == r}
    groups = seat_bound(room, r, wished, held)
    return spread(topic_costs(room, r, pins), groups, room, rng)


def _sum_of_wishes(room: Room, r: int, groups: Groups) -> int:
    topics = room.rounds[r].topics
    return sum(
        wish_cost(room.person[i], topic.id)
        for topic, group in zip(topics, groups, strict=True)
        for i in group
    )


def wished_groups(room: Room, r: int, pins: frozenset[Pin]) -> Groups:
    """Everybody by the exact optimum of wishes; each knot as a whole where that costs least."""
    rows, _ = wish_rows(room, r)
    topics = room.rounds[r].topics
    least, most = [t.least for t in topics], [t.most for t in topics]
    for pin in pins:
        if pin.round == r:
            rows[pin.person] = _only(rows[pin.person], pin.group)
    seats = assign(list(rows.values()), least, most)
    for knot in room.knots_in(r):
        price = _price(rows, seats)
        where = {seats[k] for k, i in enumerate(rows) if i in knot}
        if len(where) > 1:
            rows, seats = _seat_knot(rows, knot, least, most, price)
    groups: list[list[str]] = [[] for _ in topics]
    for i, k in zip(rows, seats, strict=True):
        groups[k].append(i)
    return tuple(tuple(group) for group in groups)


def evened(room: Room, r: int, groups: Groups, settled: Collection[str]) -> Groups:
    """People to whom several topics are worth the same go where fewest are, ``settled`` ones apart."""
    topics, tables = room.rounds[r].topics, [list(group) for group in groups]
    at = {i: k for k, group in enumerate(groups) for i in group}
    for i in [i for i in room.present[r] if i not in settled]:
        prices = [wish_cost(room.person[i], topic.id) for topic in topics]
        if len(tables[at[i]]) <= topics[at[i]].least:
            continue
        tables[at[i]].remove(i)
        free = [k for k, table in enumerate(tables) if len(table) < topics[k].most]
        equal = [k for k in free if prices[k] == prices[at[i]]]
        at[i] = min(equal, key=lambda k: (clashes(room, i, tables[k]), *_crowd(room, i, tables[k]), k))
        tables[at[i]].append(i)
    return tuple(map(tuple, tables))


def _crowd(room: Room, person: str, table: list[str]) -> tuple[int, int]:
    """How many sit there, and how many of their sector."""
    return len(table), sum(room.person[other].sector == room.person[person].sector for other in table)


def _only(row: list[int], k: int) -> list[int]:
    return [price if at == k else price + CLOSED for at, price in enumerate(row)]


def _price(rows: dict[str, list[int]], seats: list[int]) -> int:
    return sum(row[k] for row, k in zip(rows.values(), seats, strict=True))


def _seat_knot(
    rows: dict[str, list[int]], knot: tuple[str, ...], least: list[int], most: list[int], price: int
) -> tuple[dict[str, list[int]], list[int]]:
    """Try the knot in each topic, its best ones first, until one costs no more than parting would."""
    best: tuple[int, dict[str, list[int]], list[int]] | None = None
    for k in sorted(range(len(least)), key=lambda k: (sum(rows[i][k] for i in knot), k)):
        if most[k] < len(knot):
            continue
        tried = {i: _only(row, k) if i in knot else row for i, row in rows.items()}
        seats = assign(list(tried.values()), least, most)
        cost = _price(tried, seats)
        if best is None or cost < best[0]:
            best = (cost, tried, seats)
        if cost <= price:
            break
    if best is None:
        raise GroupingError("together_too_many", people=knot, largest=max(most))
    return best[1], best[2]


def topic_costs(room: Room, r: int, pins: frozenset[Pin]) -> Costs:
    """Prices of the round's chairs: wishes far above spread."""
    topics = room.rounds[r].topics
    ids = tuple(p.id for p in room.people)
    seat = np.zeros((1, len(topics) + 1, len(ids)), dtype=np.float32)
    for k, topic in enumerate(topics):
        seat[0, k] = [WISH * wish_cost(room.person[i], topic.id) for i in ids]
    weights = Weights.for_room(room)
    return one_round_costs(room, r, pair_matrix(room, ids, weights), seat, weights, pins)


def spread(costs: Costs, groups: list[list[str]], room: Room, rng: Random) -> Groups:
    """The groups after the swaps that gain most; their sizes stay."""
    index = {i: k for k, i in enumerate(costs.ids)}
    seats = np.full((1, len(costs.ids)), costs.groups, dtype=np.intp)
    for k, group in enumerate(groups):
        seats[0, [index[i] for i in group]] = k
    knots = [[[index[i] for i in knot] for knot in room.knots_in(costs.rounds[0])]]
    table = Table(costs, seats, np.random.default_rng(rng.getrandbits(32)))
    walk = Walk(table, knots, [p.sector for p in room.people], rng)
    budget = Budget(None, SPREAD_STEPS)
    walk.climb(budget, 60)
    while not budget.is_over():
        walk.shake()
        walk.climb(budget, 60)
    row = walk.at[0].tolist()
    here = room.present[costs.rounds[0]]
    return tuple(tuple(i for i in here if row[index[i]] == k) for k in range(len(groups)))
