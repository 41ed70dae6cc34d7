"""The search over all mixed rounds of a room together: where it starts, and which walk goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from workshops.grouping.designs import design_chairs, settle
from workshops.grouping.model import Groups, Pair, Pin, Room
from workshops.grouping.pairs import Costs, Numbers, Places, Weights, mixed_costs
from workshops.grouping.scoring import Key, Scorer
from workshops.grouping.search import Table
from workshops.grouping.walk import SPACIOUS, Budget, Walk

GRACE = 3_000  # steps spent on a first valid seating whatever the budget
PATIENCE = (40, 120)  # steps without gain before a walk is shaken; spacious rooms second
WIDE = 150  # people from which on most shakes are of one round while the others stand still
SHAKES_ALONE = 3
NEARLY = 2  # meetings too many that a warm room still gets rid of
WARMED = range(40, SPACIOUS)  # people: smaller rooms are shaken often enough, larger ones lack little
SHAKES_BETWEEN = 40  # shakes before the next warm walk


def groups_of(room: Room, seats: Places) -> list[Groups]:
    """Seats (round, person -> group) as groups of ids."""
    found: list[Groups] = []
    for r, row in enumerate(seats.tolist()):
        groups: list[list[str]] = [[] for _ in range(room.rounds[r].groups)]
        for person, group in zip(room.people, row, strict=True):
            if r not in person.absent_rounds:
                groups[group].append(person.id)
        found.append(tuple(tuple(group) for group in groups))
    return found


def seats_of(room: Room, groups: Sequence[Sequence[Sequence[str]]], absent: int) -> Places:
    """Groups of ids as seats; the absent sit in group number ``absent``."""
    index = {p.id: k for k, p in enumerate(room.people)}
    seats = np.full((len(groups), len(room.people)), absent, dtype=np.intp)
    for row, tables in enumerate(groups):
        for g, group in enumerate(tables):
            seats[row, [index[i] for i in group]] = g
    return seats


def met_matrix(room: Room, met: Mapping[Pair, int]) -> Numbers:
    index = {p.id: k for k, p in enumerate(room.people)}
    matrix = np.zeros((len(index), len(index)), dtype=np.float32)
    for pair, n in met.items():
        a, b = (index[i] for i in pair)
        matrix[a, b] = matrix[b, a] = n
    return matrix


def alone(costs: Costs, seats: Places, r: int) -> Costs:
    """Prices of round ``r`` while the other rounds stay as they are seated."""
    together = (seats[:, :, None] == seats[:, None, :]) & (seats < costs.groups)[:, :, None]
    elsewhere = together.sum(axis=0, dtype=np.float32) - together[r]
    pair = costs.pair[r] + costs.repeat * elsewhere
    return replace(
        costs,
        rounds=costs.rounds[r : r + 1],
        pair=pair[None],
        repeat=np.zeros_like(costs.repeat),
        fixed=costs.fixed[r : r + 1],
    )


class MixedSearch:
    """Walks over the rounds of a room that has mixed rounds only.

    ``met`` counts meetings in rounds that are over; they make meeting again a repeat.
    """

    def __init__(
        self,
        room: Room,
        pins: frozenset[Pin],
        budget: Budget,
        rng: Random,
        starts: Sequence[Sequence[Sequence[str]]],
        *,
        met: Mapping[Pair, int],
    ) -> None:
        self.room = room
        self.pins = pins
        self.budget = budget
        self.rng = rng
        self.best: Key | None = None
        self.earlier = met_matrix(room, met)
        self.weights = Weights.for_room(room)
        self.costs = self._costs(self.weights)
        self.scorer = Scorer(room, self.costs, self.earlier)
        self.grace = Budget(None, GRACE)
        self.is_valid = False
        self.is_wide = len(room.people) >= WIDE
        self.patience = PATIENCE[len(room.people) >= SPACIOUS]
        self.dearest = self.weights.dearest()
        self.first = self.found = self.cheapest = seats_of(room, starts, self.costs.groups)
        self.rank: tuple[Key, int] = ((), 0)

    def improvements(self) -> Iterator[Places]:
        """Valid seatings, each better than those before."""
        for turn, seats in enumerate(self._seatings()):
            key = self.scorer.key(seats)
            self._note_price(key, seats)
            if self.best is None or key < self.best:
                self.best, self.found = key, seats
                if key[0] == 0:
                    self.is_valid = True
                    yield seats
            # what no seating can beat takes longer to prove than the first seatings to find
            if self._work().is_over() or (turn and key <= self.scorer.goal):
                return

    def _note_price(self, key: Key, seats: Places) -> None:
        """Of equal spread, what lacks least in all is further on its way than the first to meet one goal."""
        rank = (key[:-5], self.scorer.price(key, self.dearest))
        if self.best is None or rank < self.rank:
            self.rank, self.cheapest = rank, seats

    def _work(self) -> Budget:
        """What may still be spent: without a valid seating some steps beyond the budget."""
        return self.budget if self.is_valid or not self.budget.is_over() else self.grace

    def _seatings(self) -> Iterator[Places]:
        yield self.first
        design, chairs = None, design_chairs(self.room, self.pins, self.costs)
        if chairs is not None:
            yield chairs[0][:, chairs[1]]
            design = settle(self.costs, *chairs, np.random.default_rng(0), self.budget.spend)
            yield design
        walks = [self._walk(self.first, self.costs)]
        yield from walks[0].descend(self.budget)
        yield walks[0].climb(self._work(), self.patience)
        if design is not None:
            walks.append(self._walk(design, self.costs))
            yield walks[1].climb(self._work(), self.patience)
        self._lot()  # one is drawn here since ever: rooms without a design keep the plans of their seeds
        if len(self.room.people) in WARMED and self._is_lacking():
            yield from self._warmed(walks[-1].at)
        yield from self._steered(walks)

    def _steered(self, walks: list[Walk]) -> Iterator[Places]:
        """Shakes of the walks in turn, and of a steeper one while pairs meet again without need."""
        steep = (
            self._walk(walks[-1].at, self._costs(self.weights.steeper())) if self._repeats_remain() else None
        )
        turn = 0
        while True:
            is_steep = steep is not None and turn % 2 == 1 and self._repeats_remain()
            walk = steep if steep is not None and is_steep else walks[turn // 2 % len(walks)]
            before = self.best
            if self.is_wide and not is_steep and turn % (len(self.first) + 1):
                self._shake_alone(walk, self.rng.randrange(len(self.first)))
                seats = walk.at
            else:
                walk.shake()
                seats = walk.climb(self._work(), self.patience)
            yield seats
            if is_steep and self.best != before:
                walks[0].restart(seats)
            turn += 1

    def _warmed(self, seats: Places) -> Iterator[Places]:
        """A dense room: warm walks, each from where the one before ended, and shakes of what lacks least.

        Only shakes once nothing but known faces may be wanting. It ends where pairs meet again so often that
        no warm walk gets rid of it.
        """
        warm = self._walk(seats, self._costs(self.weights.firmer()))
        dear = self._walk(seats, self._costs(self.dearest))
        steep = self._walk(seats, self._costs(self.weights.steeper()))
        while True:
            if self._is_lacking():
                best, last = warm.anneal(self._work())
                warm.restart(best)
                yield warm.climb(self._work(), self.patience)
                warm.restart(last)
            if self._repeats(self.found) > self.scorer.goal[-5] + NEARLY:
                return
            dear.restart(self.cheapest)
            yield from self._shaken(dear, steep)

    def _shaken(self, dear: Walk, steep: Walk) -> Iterator[Places]:
        """Shakes at steep prices as long as pairs meet again without need, else at dear ones."""
        walk = dear
        for _ in range(SHAKES_BETWEEN):
            lacking = steep if self._repeats(walk.at) > self.scorer.goal[-5] else dear
            if lacking is not walk:
                lacking.restart(walk.at)
                walk = lacking
            walk.shake()
            yield walk.climb(self._work(), self.patience)

    def _repeats(self, seats: Places) -> int:
        return self.scorer.key(seats)[-5]

    def _shake_alone(self, walk: Walk, r: int) -> None:
        """Better one round of the walk while the others stand still: a step costs a fraction then."""
        costs = alone(self.costs, walk.at, r)
        lone = Walk(Table(costs, walk.at[r : r + 1], self._lot()), [walk.knots[r]], walk.kinds, self.rng)
        before = lone.price
        for _ in range(SHAKES_ALONE):
            lone.shake()
            lone.climb(self._work(), self.patience)
            if self._work().is_over():
                break
        walk.at = walk.at.copy()
        walk.at[r] = lone.at[0]
        walk.price += lone.price - before

    def _repeats_remain(self) -> bool:
        """Whether pairs meet again more often than is proven unavoidable."""
        return self.best is None or self.best[-5] > self.scorer.goal[-5]

    def _is_lacking(self) -> bool:
        """Whether repeats, coaches or languages are not known to be as good as they can be."""
        return self.best is None or self.best[-5:-1] > self.scorer.goal[-5:-1]

    def _costs(self, weights: Weights) -> Costs:
        return mixed_costs(self.room, weights, self.pins, self.earlier)

    def _lot(self) -> np.random.Generator:
        return np.random.default_rng(self.rng.getrandbits(32))

    def _walk(self, seats: Places, costs: Costs) -> Walk:
        index = {p.id: k for k, p in enumerate(self.room.people)}
        knots: list[list[list[int]]] = [
            [[index[i] for i in knot] for knot in self.room.knots_in(r)] for r in self.room.mixed
        ]
        return Walk(Table(costs, seats, self._lot()), knots, [p.sector for p in self.room.people], self.rng)
