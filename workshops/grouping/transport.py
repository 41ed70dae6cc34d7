"""Wishes for topics: the cheapest way to seat people under each topic's limits (exact, stdlib)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from math import lcm

from workshops.grouping.errors import GroupingError
from workshops.grouping.model import Person, Room

UNWISHED = 5  # price of a topic on nobody's list; a wish costs its place on the list, from 0


def wish_cost(person: Person, topic: str) -> int:
    return person.wishes.index(topic) if topic in person.wishes else UNWISHED


def wish_rows(room: Room, r: int) -> tuple[dict[str, list[int]], int]:
    """Price of every topic for everybody present, and the scale of these prices.

    People who must stay together each pay the mean of their knot, so that parting gains nothing.
    """
    topics = room.rounds[r].topics
    knots = room.knots_in(r)
    scale = lcm(*map(len, knots)) if knots else 1
    rows = {i: [wish_cost(room.person[i], t.id) * scale for t in topics] for i in room.present[r]}
    for knot in knots:
        mean = [sum(column) // len(knot) for column in zip(*(rows[i] for i in knot), strict=True)]
        rows.update((i, mean) for i in knot)
    return rows, scale


def cheapest_wishes(room: Room, r: int) -> int:
    """The least sum of wish costs any plan of topic round ``r`` can have."""
    rows, scale = wish_rows(room, r)
    topics = room.rounds[r].topics
    seats = assign(list(rows.values()), [t.least for t in topics], [t.most for t in topics])
    total = sum(row[k] for row, k in zip(rows.values(), seats, strict=True))
    return -(-total // scale)


class _Seating:
    """People seated so far; the cheapest person to move from any column to any other."""

    def __init__(self, costs: Sequence[Sequence[int]], columns: int) -> None:
        self.costs = costs
        self.columns = columns
        self.rows: list[set[int]] = [set() for _ in range(columns)]
        self.where = [-1] * len(costs)
        self.moves = [self.cheapest_moves(a) for a in range(columns)]

    def put(self, row: int, column: int) -> None:
        before = self.where[row]
        self.where[row] = column
        self.rows[column].add(row)
        self.moves[column] = self.cheapest_moves(column)
        if before >= 0:
            self.rows[before].remove(row)
            self.moves[before] = self.cheapest_moves(before)

    def cheapest_moves(self, a: int) -> list[tuple[int, int] | None]:
        """(price, person) of moving somebody from column ``a``, for every other column."""
        prices = [(i, self.costs[i], self.costs[i][a]) for i in self.rows[a]]
        return [
            min(((row[b] - own, i) for i, row, own in prices), default=None) if b != a else None
            for b in range(self.columns)
        ]

    def paths(self, row: int) -> tuple[list[int], list[tuple[int, int] | None]]:
        """Cheapest price of one more in each column when ``row`` comes, and the chain of moves there."""
        price = list(self.costs[row])
        before: list[tuple[int, int] | None] = [None] * self.columns
        todo, waiting = deque(range(self.columns)), [True] * self.columns
        while todo:
            a = todo.popleft()
            waiting[a] = False
            for b, move in enumerate(self.moves[a]):
                if move is not None and price[a] + move[0] < price[b]:
                    price[b] = price[a] + move[0]
                    before[b] = (a, move[1])
                    if not waiting[b]:
                        waiting[b] = True
                        todo.append(b)
        return price, before


def assign(costs: Sequence[Sequence[int]], least: Sequence[int], most: Sequence[int]) -> list[int]:
    """A column for every row at the least total cost, each column within its limits.

    Successive shortest paths; filling a minimum carries a bonus above any cost.
    Raises ``GroupingError`` when the limits cannot hold.
    """
    seating = _Seating(costs, len(least))
    bonus = 1 + sum(max(row) - min(row) for row in costs)
    for row in range(len(costs)):
        price, before = seating.paths(row)
        open_columns = [k for k in range(len(least)) if len(seating.rows[k]) < most[k]]
        if not open_columns:
            raise GroupingError("topics_do_not_fit", people=len(costs), most=sum(most))
        end = min(
            open_columns,
            key=lambda k: (price[k] - bonus * (len(seating.rows[k]) < least[k]), k),
        )
        _follow(seating, row, end, before)
    if any(len(rows) < low for rows, low in zip(seating.rows, least, strict=True)):
        raise GroupingError("topics_do_not_fit", people=len(costs), least=sum(least))
    return seating.where


def _follow(seating: _Seating, row: int, end: int, before: Sequence[tuple[int, int] | None]) -> None:
    """Carry out the chain of moves that makes room in ``end``, and seat ``row`` at its beginning."""
    column, step = end, before[end]
    while step is not None:
        origin, mover = step
        seating.put(mover, column)
        column, step = origin, before[origin]
    seating.put(row, column)
