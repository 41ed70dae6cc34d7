"""Why a round has no seating: the rules that contradict, none too many.  Standard library only.

Whether a round can be seated is decided exactly, by trying tables one person after the other, within
a bounded number of looks; then rules are left out one at a time as long as there is still no seating.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from workshops.grouping.errors import GroupingError
from workshops.grouping.model import Pin, Room, RoundKind, held_rounds, reachable

LOOKS = 100_000  # tables looked at before the question is left open


class Rule(NamedTuple):
    """``people`` are two who sit apart or together, or one who sits in ``group``."""

    kind: str
    people: tuple[str, ...]
    group: int = -1


class _UndecidedError(Exception):
    """The looks are used up before the answer is known."""


def refusal(room: Room, pins: Collection[Pin]) -> GroupingError | None:
    """What contradicts in the first round that has no seating; None where that cannot be proven."""
    looks = iter(range(LOOKS))
    held = held_rounds(room, pins)
    kinds = (RoundKind.MIXED, RoundKind.TOPIC)
    try:
        for r, spec in enumerate(room.rounds):
            rules = _rules(room, r, pins)
            if r not in held and spec.kind in kinds and not _can_be_seated(room, r, rules, looks):
                return _error(r, _fewest(room, r, rules, looks))
    except _UndecidedError:
        return None
    return None


def _rules(room: Room, r: int, pins: Iterable[Pin]) -> list[Rule]:
    here = set(room.present[r])
    pairs = [Rule("pinned", (pin.person,), pin.group) for pin in sorted(pins) if pin.round == r]
    pairs += [Rule("apart", pair) for pair in room.apart if here.issuperset(pair)]
    # people may be tied through somebody who is away
    pairs += [Rule("together", two) for knot in room.knots_in(r) for two in pairwise(knot)]
    return pairs


def _fewest(room: Room, r: int, rules: list[Rule], looks: Iterator[int]) -> list[Rule]:
    """Rules without a seating, of which each is needed for that."""
    for rule in list(rules):
        fewer = [other for other in rules if other != rule]
        if not _can_be_seated(room, r, fewer, looks):
            rules = fewer
    return rules


def _error(r: int, rules: Sequence[Rule]) -> GroupingError:
    named = {
        kind: tuple(i for rule in rules if rule.kind == kind for i in rule.people)
        for kind in ("apart", "together", "pinned")
    }
    tables = tuple(str(rule.group) for rule in rules if rule.kind == "pinned")
    return GroupingError("rules_contradict", round=r, tables=tables, **named)


def _can_be_seated(room: Room, r: int, rules: Sequence[Rule], looks: Iterator[int]) -> bool:
    return _Tables(room, r, rules, looks).can_be_filled()


class _Tables:
    """The tables of a round, filled with blocks of people who sit together; whoever is free fills up."""

    def __init__(self, room: Room, r: int, rules: Sequence[Rule], looks: Iterator[int]) -> None:
        spec, self.looks = room.rounds[r], looks
        near: dict[str, set[str]] = {i: set() for i in room.present[r]}
        for one, other in (rule.people for rule in rules if rule.kind == "together"):
            near[one].add(other)
            near[other].add(one)
        block = {i: min(reachable(i, near)) for i in near}
        self.size = Counter(block.values())
        self.seats: dict[str, set[int]] = {}
        for rule in rules:
            if rule.kind == "pinned":
                self.seats.setdefault(block[rule.people[0]], set()).add(rule.group)
        apart = [[block[i] for i in rule.people] for rule in rules if rule.kind == "apart"]
        self.foes: dict[str, set[str]] = {b: set() for b in self.size}
        for one, other in apart:
            self.foes[one].add(other)
            self.foes[other].add(one)
        self.people = len(near)
        self.least, self.most = _limits(spec.groups, self.people, spec.topics)
        self.larger = self.people % spec.groups if spec.kind is RoundKind.MIXED else len(spec.topics)
        self.is_even = spec.kind is RoundKind.MIXED
        self.load = [0] * len(self.most)
        self.at: dict[str, int] = {}

    def can_be_filled(self) -> bool:
        bound = [b for b in self.size if self.size[b] > 1 or self.foes[b] or b in self.seats]
        if any(len(self.seats.get(b, ())) > 1 for b in bound):
            return False
        return self._seat(set(bound))

    def _seat(self, left: set[str]) -> bool:
        """Seat the block that has the fewest tables left to it, and then all others."""
        if not left:
            return self._can_be_topped_up()
        options = {b: self._options(b) for b in left}
        block = min(left, key=lambda b: (len(options[b]), -self.size[b], -len(self.foes[b]), b))
        for k in options[block]:
            if next(self.looks, None) is None:
                raise _UndecidedError
            self.at[block] = k
            self.load[k] += self.size[block]
            found = self._seat(left - {block})
            self.load[k] -= self.size[block]
            del self.at[block]
            if found:
                return True
        return False

    def _options(self, block: str) -> list[int]:
        """Tables the block may take; of empty mixed tables with nobody locked to them, one is enough."""
        foes = {self.at[b] for b in self.foes[block] if b in self.at}
        wanted = {k for seats in self.seats.values() for k in seats}
        found: list[int] = []
        is_fresh_found = False
        for k in self.seats.get(block, range(len(self.load))):
            is_fresh = self.is_even and not self.load[k] and k not in wanted
            if k in foes or (is_fresh and is_fresh_found) or not self._has_room(k, self.size[block]):
                continue
            is_fresh_found = is_fresh_found or is_fresh
            found.append(k)
        return found

    def _has_room(self, k: int, more: int) -> bool:
        load = self.load[k] + more
        if not self.is_even or load <= self.least[k]:
            return load <= self.most[k]
        others = sum(n > low for j, (n, low) in enumerate(zip(self.load, self.least, strict=True)) if j != k)
        return load == self.least[k] + 1 and others < self.larger

    def _can_be_topped_up(self) -> bool:
        lacking = sum(max(0, low - n) for n, low in zip(self.load, self.least, strict=True))
        return lacking <= self.people - sum(self.load)


def _limits(groups: int, people: int, topics: Sequence[tuple[str, int, int]]) -> tuple[list[int], list[int]]:
    """The fewest and the most people of every table."""
    if topics:
        return [least for _, least, _ in topics], [most for _, _, most in topics]
    return [people // groups] * groups, [-(-people // groups)] * groups
