"""The engine: from a room to ever better plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from random import Random

from workshops.grouping.contradictions import refusal
from workshops.grouping.dealing import return_groups
from workshops.grouping.equals import equals_round
from workshops.grouping.errors import GroupingError
from workshops.grouping.mixing import MixedSearch, groups_of
from workshops.grouping.model import Groups, Pair, Pin, Plan, Room, RoundKind, held_rounds
from workshops.grouping.rules import check_pins, check_room, violations, violations_of_company
from workshops.grouping.starts import held_with, seat_bound, start_groups
from workshops.grouping.topics import topic_round
from workshops.grouping.walk import Budget

STEPS = 4_000  # when neither steps nor seconds are given


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
    pins = frozenset(Pin(*pin) for pin in pinned)
    check_room(room, held=held_rounds(room, pins))
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
        self.held = held_rounds(room, pins)
        self.settled = {r: self._held_groups(r) for r in self.held}  # rounds the search does not touch
        self.live = tuple(r for r in room.mixed if r not in self.held)

    def plans(self) -> Iterator[Plan]:
        before = self.start if self.start is not None and self._is_usable(self.start) else None
        if before is not None:
            yield before
        found = False
        self._settle_own_rounds()
        for plan in self._mixed_plans():
            found = True
            if plan != before:
                yield plan
        if not found and before is None:
            raise self._refusal()

    def _refusal(self) -> GroupingError:
        """What contradicts, where that can be proven."""
        proven = refusal(self.room, self.pins)
        return proven or GroupingError("no_valid_plan_found", steps=self.budget.used)

    def _held_groups(self, r: int) -> Groups:
        seats = sorted(pin for pin in self.pins if pin.round == r)
        groups: list[list[str]] = [[] for _ in range(self._size_of_held(r, seats))]
        for pin in seats:
            groups[pin.group].append(pin.person)
        return tuple(tuple(group) for group in groups)

    def _size_of_held(self, r: int, seats: list[Pin]) -> int:
        spec = self.room.rounds[r]
        return max(spec.groups, len(spec.topics), 1 + max((pin.group for pin in seats), default=0))

    def _is_usable(self, plan: Plan) -> bool:
        if any(broken.round not in self.held for broken in violations(self.room, plan)):
            return False
        return all(plan.place(pin.round).get(pin.person) == pin.group for pin in self.pins)

    def _settle_own_rounds(self) -> None:
        """Seat topic rounds and rounds of equals: the mixed rounds do not change what is best there."""
        for r, spec in enumerate(self.room.rounds):
            if r in self.held or spec.kind not in (RoundKind.TOPIC, RoundKind.SAME):
                continue
            given = self.start.rounds[r] if self.start is not None and self._is_usable(self.start) else None
            settle = topic_round if spec.kind is RoundKind.TOPIC else equals_round
            self.settled[r] = settle(self.room, r, self.pins, given, self.rng)
            if spec.kind is RoundKind.TOPIC and any(violations_of_company(self.room, r, self.settled[r])):
                raise self._refusal()

    def _starts(self) -> list[list[list[str]]]:
        """Groups of every live round to start from; pins for those who stay with an earlier round."""
        groups: dict[int, list[list[str]]] = {}
        for r in self.live:
            base = self.room.rounds[r].stay_with
            if base is not None:
                self._hold_staying(r, self._root(base), groups)
            groups[r] = self._start_of(r)
        return [groups[r] for r in self.live]

    def _start_of(self, r: int) -> list[list[str]]:
        given = self.start.rounds[r] if self.start and r < len(self.start.rounds) else ()
        seated = sorted(i for group in given for i in group)
        fits = len(given) == self.room.rounds[r].groups and seated == sorted(self.room.present[r])
        if fits and max(map(len, given)) - min(map(len, given)) <= 1:
            held = {pin.person: pin.group for pin in self.pins if pin.round == r}
            return seat_bound(self.room, r, given, held)
        return start_groups(self.room, r, self.pins, self.rng)

    def _root(self, r: int) -> int:
        while self.room.rounds[r].kind is RoundKind.RETURN_TO and r not in self.held:
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
        if not self.live:
            yield self._assemble({})
            return
        starts = self._starts()
        number = {r: k for k, r in enumerate(self.live)}
        pins = frozenset(pin._replace(round=number[pin.round]) for pin in self.pins if pin.round in number)
        room = self.room.only(self.live)
        search = MixedSearch(room, pins, self.budget, self.rng, starts, met=self._met())
        for seats in search.improvements():
            yield self._assemble(dict(zip(self.live, groups_of(room, seats), strict=True)))

    def _met(self) -> Counter[Pair]:
        """Meetings in the mixed rounds that are over."""
        tables = (group for r in self.room.mixed if r in self.held for group in self.settled[r])
        return Counter(frozenset(pair) for group in tables for pair in combinations(group, 2))

    def _assemble(self, mixed: dict[int, Groups]) -> Plan:
        """The whole plan: returns follow their rounds."""
        rounds: list[Groups] = []
        for r, spec in enumerate(self.room.rounds):
            if spec.kind is RoundKind.RETURN_TO and r not in self.held:
                base = rounds[spec.of]
                rounds.append(return_groups(self.room, r, base, self.room.present[spec.of]))
            else:
                rounds.append(mixed[r] if r in mixed else self.settled[r])
        return Plan(tuple(rounds))
