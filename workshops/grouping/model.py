"""A room to be mixed, and a plan for it.  Plain data: no numpy, no Django.

Persons are named by an id of the caller's choice.  Rounds and groups are numbered from 0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import NamedTuple, TypeAlias

Groups: TypeAlias = tuple[tuple[str, ...], ...]
Pair: TypeAlias = frozenset[str]

COACH = "coach"


class RoundKind(StrEnum):
    MIXED = "mixed"
    RETURN_TO = "return"
    TOPIC = "topic"
    SAME = "same"


class Field(StrEnum):
    """What a round of equals may be gathered by."""

    SECTOR = "sector"
    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"


class Topic(NamedTuple):
    """A topic or project: one group, with room for ``least`` to ``most`` people."""

    id: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Person:
    """One participant.  An empty ``organisation`` is shared with nobody."""

    id: str
    sector: str = ""
    organisation: str = ""
    municipality: str = ""
    languages: tuple[str, ...] = ()
    role: str = ""
    wishes: tuple[str, ...] = ()  # topic ids, best first
    absent_rounds: frozenset[int] = frozenset()

    @property
    def is_coach(self) -> bool:
        return self.role == COACH

    def value(self, by: Field) -> str:
        """The sector, organisation or municipality; unknown ones are equal to nobody's."""
        known = {
            Field.SECTOR: self.sector,
            Field.ORGANISATION: self.organisation,
            Field.MUNICIPALITY: self.municipality,
        }[by]
        return known if known or by is Field.SECTOR else f"\0{self.id}"


@dataclass(frozen=True, slots=True)
class Round:
    """One round; build it with the constructors below.

    ``stay_with`` (mixed rounds): people with a role in ``staying`` keep the group number they have
    in that earlier round, as project owners and coaches do while everybody else moves.
    """

    kind: RoundKind
    groups: int = 0
    of: int = -1
    topics: tuple[Topic, ...] = ()
    by: Field = Field.SECTOR
    least: int = 0
    most: int = 0
    stay_with: int | None = None
    staying: frozenset[str] = frozenset()

    @classmethod
    def mixed(cls, groups: int, *, stay_with: int | None = None, staying: Iterable[str] = ()) -> Round:
        """Everybody mixed into ``groups`` groups whose sizes differ by at most one."""
        return cls(RoundKind.MIXED, groups=groups, stay_with=stay_with, staying=frozenset(staying))

    @classmethod
    def return_to(cls, of: int) -> Round:
        """The groups of the earlier round ``of`` again, in the same order."""
        return cls(RoundKind.RETURN_TO, of=of)

    @classmethod
    def on_topics(cls, topics: Iterable[Topic]) -> Round:
        """Group i works on topic i; wishes decide first."""
        return cls(RoundKind.TOPIC, topics=tuple(topics))

    @classmethod
    def same(cls, by: Field, *, least: int, most: int) -> Round:
        """People of one kind together, in groups of ``least`` to ``most``."""
        return cls(RoundKind.SAME, by=by, least=least, most=most)


class Pin(NamedTuple):
    """``person`` sits in ``group`` in ``round``; the engine moves everybody else."""

    person: str
    round: int
    group: int


@dataclass(frozen=True)
class Room:
    """Everybody who takes part, the rounds to plan, and what must and should hold.

    ``apart`` and ``together`` are hard in every round where both are present.  ``history`` lists
    pairs who met at earlier events.  ``new_faces`` (0 to 1) says how much meeting new people
    matters against the spread of sectors and organisations; at 0 the spread always comes first.
    """

    people: tuple[Person, ...]
    rounds: tuple[Round, ...]
    apart: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[str, str], ...] = ()
    history: frozenset[Pair] = frozenset()
    new_faces: float = 0.0
    name: str = ""

    @cached_property
    def person(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def present(self) -> tuple[tuple[str, ...], ...]:
        """Ids of those present, for each round."""
        return tuple(
            tuple(p.id for p in self.people if r not in p.absent_rounds) for r in range(len(self.rounds))
        )

    @cached_property
    def mixed(self) -> tuple[int, ...]:
        """Numbers of the mixed rounds."""
        return tuple(r for r, spec in enumerate(self.rounds) if spec.kind is RoundKind.MIXED)

    @cached_property
    def knots(self) -> tuple[tuple[str, ...], ...]:
        """Sets of two or more people who must stay together, directly or through others."""
        near: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in self.together:
            near[a].add(b)
            near[b].add(a)
        found: list[tuple[str, ...]] = []
        seen: set[str] = set()
        for person in self.people:
            if person.id in near and person.id not in seen:
                knot = reachable(person.id, near)
                seen |= knot
                found.append(tuple(p.id for p in self.people if p.id in knot))
        return tuple(knot for knot in found if len(knot) > 1)

    @cached_property
    def glued(self) -> frozenset[Pair]:
        return frozenset(frozenset(pair) for knot in self.knots for pair in combinations(knot, 2))

    @cached_property
    def parted(self) -> frozenset[Pair]:
        return frozenset(frozenset(pair) for pair in self.apart)

    @cached_property
    def known(self) -> frozenset[Pair]:
        """Pairs who met before and need not sit together anyway."""
        return self.history - self.glued

    def only(self, rounds: Sequence[int]) -> Room:
        """The room with only these rounds, numbered anew."""
        new = {r: k for k, r in enumerate(rounds)}
        people = tuple(
            replace(p, absent_rounds=frozenset(new[r] for r in p.absent_rounds if r in new))
            for p in self.people
        )
        return replace(self, people=people, rounds=tuple(self.rounds[r] for r in rounds))

    def knots_in(self, r: int) -> list[tuple[str, ...]]:
        """The knots as far as they are present in round ``r``."""
        here = set(self.present[r])
        shrunk = (tuple(i for i in knot if i in here) for knot in self.knots)
        return [knot for knot in shrunk if len(knot) > 1]

    def knot_sizes(self, r: int, by: Field) -> dict[str, list[int]]:
        """For every value of ``by``: how many of one knot share it in round ``r``."""
        here = set(self.present[r])
        sizes: defaultdict[str, list[int]] = defaultdict(list)
        for knot in self.knots:
            for value, n in Counter(self.person[i].value(by) for i in knot if i in here).items():
                sizes[value].append(n)
        return sizes


def reachable(start: str, near: Mapping[str, set[str]]) -> set[str]:
    """Everybody linked to ``start``, ``start`` included."""
    seen, todo = {start}, [start]
    while todo:
        for other in near.get(todo.pop(), ()):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def held_rounds(room: Room, pins: Iterable[Pin]) -> frozenset[int]:
    """Rounds in which everybody is pinned: they are taken as they are, even or not."""
    pinned = Counter(r for _, r in {(pin.person, pin.round) for pin in pins})
    return frozenset(r for r, n in pinned.items() if 0 <= r < len(room.rounds) and n == len(room.present[r]))


@dataclass(frozen=True, slots=True)
class Plan:
    """Who sits where: rounds, then groups, then person ids.  Plans are equal when they seat people alike."""

    rounds: tuple[Groups, ...]

    @classmethod
    def of(cls, rounds: Iterable[Iterable[Iterable[str]]]) -> Plan:
        return cls(tuple(tuple(tuple(group) for group in groups) for groups in rounds))

    def place(self, r: int) -> dict[str, int]:
        """Group number of every person in round ``r``."""
        return {i: k for k, group in enumerate(self.rounds[r]) for i in group}

    def with_round(self, r: int, groups: Iterable[Iterable[str]]) -> Plan:
        new = tuple(tuple(group) for group in groups)
        return replace(self, rounds=(*self.rounds[:r], new, *self.rounds[r + 1 :]))

    def with_move(self, r: int, person: str, group: int) -> Plan:
        """The plan with ``person`` taken from wherever they sit in round ``r`` and put last in ``group``."""
        groups = [tuple(i for i in members if i != person) for members in self.rounds[r]]
        groups[group] += (person,)
        return self.with_round(r, groups)

    def with_swap(self, r: int, one: str, other: str) -> Plan:
        """The plan with two people of round ``r`` in each other's chair."""
        chair = {one: other, other: one}
        return self.with_round(r, [[chair.get(i, i) for i in group] for group in self.rounds[r]])
