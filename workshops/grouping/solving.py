"""The engine: from a room to ever better plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random

import numpy as np

from workshops.grouping.dealing import return_groups
from workshops.grouping.designs import design_start
from workshops.grouping.errors import GroupingError
from workshops.grouping.model import Groups, Pin, Plan, Room, RoundKind
from workshops.grouping.pairs import Places, Weights, mixed_costs
from workshops.grouping.rules import check_pins, check_room, violations
from workshops.grouping.scoring import Key, Scorer
from workshops.grouping.search import Table
from workshops.grouping.starts import held_with, seat_bound, start_groups
from workshops.grouping.walk import Budget, Walk

STEPS = 4_000  # when neither steps nor seconds are given
GRACE = 3_000  # steps spent on a first valid plan whatever the budget
PATIENCE = 120


def solve(
    room: Room,
    *,
    seconds: float | None = None,
    steps: int | None = None,
    seed: int = 0,
    start: Plan | None = None,
    pinned: Iterable[Pin] = (),
) -> Iterator[Plan]:
    """Yield ever better plans until ``seconds`` (CPU time of this thread) or ``steps`` are used up.

    Stops early at a plan no other can beat.  The same room, ``seed``, ``steps``, ``start`` and pins
    give the same plans.  ``start`` comes first when it is valid, and nothing worse comes after it.
    Raises ``GroupingError`` when the room contradicts itself or no valid plan was found.
    """
    check_room(room)
    pins = frozenset(Pin(*pin) for pin in pinned)
    check_pins(room, pins)
    budget = Budget(seconds, STEPS if seconds is None and steps is None else steps)
    lot = Random(seed)  # noqa: S311  # a lot, not a secret
    return _Draw(room, pins, budget, lot, start).plans()


class _Draw:
    """One draw: rounds that stand on their own first, then all mixed rounds together."""

    def __init__(
        self, room: Room, pins: frozenset[Pin], budget: Budget, rng: Random, start: Plan | None
    ) -> None:
        self.room = room
        self.pins = pins
        self.budget = budget
        self.rng = rng
        self.start = start
        self.settled: dict[int, Groups] = {}

    def plans(self) -> Iterator[Plan]:
        before: Plan | None = None
        if self.start is not None and self._is_usable(self.start):
            before = self.start
            yield before
        found = False
        self._settle_own_rounds()
        for plan in self._mixed_plans():
            found = True
            if plan != before:
                yield plan
        if not found and before is None:
            raise GroupingError("no_valid_plan_found", steps=self.budget.used)

    def _is_usable(self, plan: Plan) -> bool:
        return not violations(self.room, plan) and all(
            plan.place(pin.round).get(pin.person) == pin.group for pin in self.pins
        )

    def _settle_own_rounds(self) -> None:
        """Topic rounds and rounds of equals."""

    def _starts(self) -> dict[int, list[list[str]]]:
        """Groups of every mixed round to start from; pins for those who stay with an earlier round."""
        groups: dict[int, list[list[str]]] = {}
        for r in self.room.mixed:
            base = self.room.rounds[r].stay_with
            if base is not None:
                self._hold_staying(r, self._root(base), groups)
            groups[r] = self._start_of(r)
        return groups

    def _start_of(self, r: int) -> list[list[str]]:
        given = self.start.rounds[r] if self.start and r < len(self.start.rounds) else ()
        seated = sorted(i for group in given for i in group)
        spec = self.room.rounds[r]
        fits = len(given) == spec.groups and seated == sorted(self.room.present[r])
        if fits and max(map(len, given)) - min(map(len, given)) <= 1:
            held = {pin.person: pin.group for pin in self.pins if pin.round == r}
            return seat_bound(self.room, r, given, held)
        return start_groups(self.room, r, self.pins, self.rng)

    def _root(self, r: int) -> int:
        while self.room.rounds[r].kind is RoundKind.RETURN_TO:
            r = self.room.rounds[r].of
        return r

    def _hold_staying(self, r: int, base: int, groups: dict[int, list[list[str]]]) -> None:
        """Pin those who keep their group number, in this round and in the one they keep it from."""
        held: Groups = self.settled.get(base) or tuple(tuple(group) for group in groups[base])
        free = {pin.person for pin in self.pins if pin.round == r}
        staying = [pin for pin in held_with(self.room, r, held) if pin.person not in free]
        self.pins |= frozenset(staying)
        if base in groups:
            self.pins |= frozenset(Pin(pin.person, base, pin.group) for pin in staying)
        check_pins(self.room, self.pins)

    def _mixed_plans(self) -> Iterator[Plan]:
        if not self.room.mixed:
            yield self._assemble({})
            return
        starts = self._starts()
        best: Key | None = None
        for key, seats in _Search(self.room, self.pins, self.budget, self.rng, starts).improvements():
            if key[0] == 0 and (best is None or key < best):
                best = key
                yield self._assemble(groups_of(self.room, seats))

    def _assemble(self, mixed: dict[int, Groups]) -> Plan:
        """The whole plan: returns follow their rounds."""
        rounds: list[Groups] = []
        for r, spec in enumerate(self.room.rounds):
            if spec.kind is RoundKind.RETURN_TO:
                base = rounds[spec.of]
                rounds.append(return_groups(self.room, r, base, self.room.present[spec.of]))
            else:
                rounds.append(mixed[r] if r in mixed else self.settled[r])
        return Plan(tuple(rounds))


def groups_of(room: Room, seats: Places) -> dict[int, Groups]:
    """Seats (mixed round, person -> group) as groups of ids."""
    found: dict[int, Groups] = {}
    for row, r in zip(seats.tolist(), room.mixed, strict=True):
        groups: list[list[str]] = [[] for _ in range(room.rounds[r].groups)]
        for person, group in zip(room.people, row, strict=True):
            if group < len(groups) and r not in person.absent_rounds:
                groups[group].append(person.id)
        found[r] = tuple(tuple(group) for group in groups)
    return found


def seats_of(room: Room, groups: dict[int, list[list[str]]], absent: int) -> Places:
    """Groups of ids as seats; the absent sit in group number ``absent``."""
    index = {p.id: k for k, p in enumerate(room.people)}
    seats = np.full((len(room.mixed), len(room.people)), absent, dtype=np.intp)
    for row, r in enumerate(room.mixed):
        for g, group in enumerate(groups[r]):
            seats[row, [index[i] for i in group]] = g
    return seats


class _Search:
    """The walks over all mixed rounds, and which of them goes on next."""

    def __init__(
        self,
        room: Room,
        pins: frozenset[Pin],
        budget: Budget,
        rng: Random,
        starts: dict[int, list[list[str]]],
    ) -> None:
        self.room = room
        self.pins = pins
        self.budget = budget
        self.rng = rng
        self.starts = starts
        self.costs = mixed_costs(room, Weights.for_room(room), pins)
        self.scorer = Scorer(room, self.costs)

    def improvements(self) -> Iterator[tuple[Key, Places]]:
        """Seatings with their keys, each better than those before."""
        best: Key | None = None
        for seats in self._seatings():
            key = self.scorer.key(seats)
            if best is None or key < best:
                best = key
                yield key, seats
            if key <= self.scorer.goal or self._is_over(best):
                return

    def _is_over(self, best: Key) -> bool:
        return self.budget.is_over() and (best[0] == 0 or self.budget.used > GRACE)

    def _seatings(self) -> Iterator[Places]:
        first = seats_of(self.room, self.starts, self.costs.groups)
        yield first
        walks = [self._walk(first)]
        design = design_start(self.room, self.pins, self.costs, self._lot(), self.budget.spend)
        if design is not None:
            yield design
            walks.append(self._walk(design))
        turn = 0
        while True:
            walk = walks[turn % len(walks)]
            if turn >= len(walks):
                walk.shake()
            yield walk.climb(self.budget, PATIENCE)
            turn += 1

    def _lot(self) -> np.random.Generator:
        return np.random.default_rng(self.rng.getrandbits(32))

    def _walk(self, seats: Places) -> Walk:
        index = {p.id: k for k, p in enumerate(self.room.people)}
        knots: list[list[list[int]]] = [
            [[index[i] for i in knot] for knot in self.room.knots_in(r)] for r in self.room.mixed
        ]
        kinds: Sequence[str] = [p.sector for p in self.room.people]
        return Walk(Table(self.costs, seats, self._lot()), knots, list(kinds), self.rng)
