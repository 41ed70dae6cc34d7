"""Where everybody sits before the search begins: dealt out, pins and knots seated.  Standard library only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from workshops.grouping.dealing import deal, even_sizes
from workshops.grouping.model import Groups, Pin, Room


def even_sizes_around(n: int, groups: int, pinned: Mapping[int, int]) -> list[int]:
    """Even sizes, the larger groups where most people are pinned."""
    sizes = even_sizes(n, groups)
    order = sorted(range(groups), key=lambda k: (-pinned.get(k, 0), k))
    placed = [0] * groups
    for size, k in zip(sizes, order, strict=True):
        placed[k] = size
    return placed


def start_groups(room: Room, r: int, pins: Iterable[Pin], rng: Random) -> list[list[str]]:
    """Mixed round ``r`` dealt out, then pins and knots moved to their places by swaps."""
    held = {pin.person: pin.group for pin in pins if pin.round == r}
    sizes = even_sizes_around(len(room.present[r]), room.rounds[r].groups, Counter(held.values()))
    return seat_bound(room, r, deal(room, r, sizes, rng), held)


def seat_bound(
    room: Room, r: int, groups: Iterable[Iterable[str]], held: Mapping[str, int]
) -> list[list[str]]:
    """The groups after as few swaps as seat everybody held and every knot together."""
    seating = _Seating(room, groups, held)
    for person, k in sorted(held.items()):
        seating.bring(person, k)
    for knot in sorted(room.knots_in(r), key=len, reverse=True):
        seating.unite(knot)
    return seating.groups


class _Seating:
    """Groups in which people change places one for one; nobody ``settled`` is displaced."""

    def __init__(self, room: Room, groups: Iterable[Iterable[str]], held: Mapping[str, int]) -> None:
        self.room = room
        self.groups = [list(group) for group in groups]
        self.where = {i: k for k, group in enumerate(self.groups) for i in group}
        self.held = held
        self.settled: set[str] = set()
        self.apart: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in map(tuple, room.parted):
            self.apart[one].add(other)
            self.apart[other].add(one)

    def bring(self, person: str, k: int) -> None:
        """Seat ``person`` in group ``k`` in exchange for somebody as like them as can be."""
        home = self.where[person]
        if home != k:
            free = [i for i in self.groups[k] if i not in self.settled and i not in self._owed(k)]
            if not free:
                return
            other = max(free, key=lambda i: (self._likeness(i, person), i))
            self.groups[k][self.groups[k].index(other)] = person
            self.groups[home][self.groups[home].index(person)] = other
            self.where[person], self.where[other] = k, home
        self.settled.add(person)

    def unite(self, knot: Sequence[str]) -> None:
        """Seat a knot together: where somebody of it is held, else where most fit."""
        held = [self.held[i] for i in knot if i in self.held]
        options = held[:1] or sorted(range(len(self.groups)), key=lambda k: (-self._fit(knot, k), k))
        for i in knot:
            self.bring(i, options[0])

    def _owed(self, k: int) -> set[str]:
        return {i for i in self.groups[k] if self.held.get(i) == k}

    def _fit(self, knot: Sequence[str], k: int) -> int:
        """Members already there; negative when the group lacks free chairs."""
        inside = sum(i in knot for i in self.groups[k])
        blocked = sum(i in self.settled and i not in knot for i in self.groups[k])
        room_for = len(self.groups[k]) - blocked >= len(knot)
        parted = sum(len(self.apart[i].intersection(self.groups[k])) for i in knot)
        return 2 * inside - parted - 2 * blocked if room_for else -len(self.where)

    def _likeness(self, one: str, other: str) -> int:
        a, b = self.room.person[one], self.room.person[other]
        tied = any(one in pair for pair in self.room.glued)
        return 2 * (a.sector == b.sector) + (a.organisation == b.organisation) - 4 * tied


def held_with(room: Room, r: int, base: Groups) -> list[Pin]:
    """Pins for those who keep the group number they have in ``base`` (owners, coaches)."""
    spec = room.rounds[r]
    here = set(room.present[r])
    return [
        Pin(i, r, k)
        for k, group in enumerate(base[: spec.groups])
        for i in group
        if i in here and room.person[i].role in spec.staying
    ]
