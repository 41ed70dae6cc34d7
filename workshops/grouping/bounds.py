"""Proven lower bounds: what no plan for a room can beat.  Standard library only.

Each bound is a counting argument that holds for every plan, so ``value - bound`` is the most that
could still be gained and 0 means proven best.  Sources: Hunter and Worsley's bound on unions
(repeats over several rounds), OEIS A107431 and Tarry (repeat-free rounds of golfers).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from workshops.grouping.crowds import crowd_bound
from workshops.grouping.dealing import dealt_pairs, dealt_sizes, even_sizes, pairs
from workshops.grouping.model import Field, Pair, Room, RoundKind
from workshops.grouping.transport import cheapest_wishes

Meetable: TypeAlias = Mapping[str, set[str]]

# (groups, size) -> most rounds in which nobody meets twice, where that is below plain counting
KNOWN_MOST_ROUNDS = {
    (2, 2): 3, (3, 2): 5, (3, 3): 4, (4, 3): 4, (5, 3): 7, (6, 3): 8, (7, 3): 10,
    (4, 4): 5, (5, 4): 5, (6, 4): 7, (7, 4): 9, (5, 5): 6, (6, 5): 6, (6, 6): 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower bounds over all plans; ``new_contacts`` is an upper bound."""

    sector_pairs: int
    organisation_pairs: int
    repeats: int
    repeat_sq: int
    stale: int
    coachless: int
    language_left_out: int
    wish_cost: int
    foreign_pairs: int
    new_contacts: int
    poor_groups: int = 0
    splits: int = 0
    history: int = 0


def bounds(room: Room, *, crowds: bool = True) -> Bounds:
    """All bounds of a room that ``check_room`` accepts; ``crowds=False`` skips the slow one."""
    meetings, needs = _meetings(room), _needs(room)
    free = _meetable(room, room.parted | room.glued)
    overlap = _overlaps(room)
    repeats = max(_tree(room.mixed, overlap), _counted(meetings, needs, free), _golf(room))
    fresh = _meetable(room, room.parted | room.glued | room.known)
    stale = max(repeats, _counted(meetings, needs, fresh))
    if crowds:
        stale = max(stale, crowd_bound(room, fresh))
    return Bounds(
        sector_pairs=_spread(room, Field.SECTOR),
        organisation_pairs=_spread(room, Field.ORGANISATION),
        repeats=repeats,
        repeat_sq=max(repeats, sum(overlap.values())),
        stale=stale,
        coachless=_coachless(room),
        language_left_out=_left_out(room),
        wish_cost=_wishes(room),
        foreign_pairs=_foreign(room),
        splits=_splits(room),
        new_contacts=meetings - stale,
    )


def _spread(room: Room, by: Field) -> int:
    """Fewest pairs of one kind at one table: each kind dealt out evenly, knots to different tables."""
    total = 0
    for r in room.mixed:
        knots = room.knot_sizes(r, by)
        for value, n in Counter(room.person[i].value(by) for i in room.present[r]).items():
            total += sum(map(pairs, dealt_sizes(n, room.rounds[r].groups, knots.get(value, ()))))
    return total


def _coachless(room: Room) -> int:
    coaches = [sum(room.person[i].is_coach for i in room.present[r]) for r in room.mixed]
    return sum(max(0, room.rounds[r].groups - n) for r, n in zip(room.mixed, coaches, strict=True))


def _left_out(room: Room) -> int:
    """People none of whose languages anybody else in the round speaks.

    A table of nobody but such people has one of them whose language counts as shared.
    """
    total = 0
    for r in room.mixed:
        here = [room.person[i] for i in room.present[r]]
        speakers = Counter(tongue for p in here for tongue in set(p.languages))
        smallest = len(here) // room.rounds[r].groups
        alone = [p for p in here if all(speakers[tongue] < min(2, smallest) for tongue in p.languages)]
        heard = min(sum(bool(p.languages) for p in alone), len(alone) // smallest)
        total += len(alone) - heard
    return total


def _wishes(room: Room) -> int:
    topics = [r for r, spec in enumerate(room.rounds) if spec.kind is RoundKind.TOPIC]
    return sum(cheapest_wishes(room, r) for r in topics)


def _equals(room: Room) -> list[int]:
    return [r for r, spec in enumerate(room.rounds) if spec.kind is RoundKind.SAME]


def _foreign(room: Room) -> int:
    """Whoever is of a kind too small for a group of its own sits with strangers, and so do two unlike people
    who belong together: each other of their table is a stranger to one of them."""
    total = 0
    for r in _equals(room):
        by, least = room.rounds[r].by, room.rounds[r].least
        kind = {i: room.person[i].value(by) for i in room.present[r]}
        count = Counter(kind.values())
        strangers = {i: max(0, least - count[value]) for i, value in kind.items()}
        more = 0
        for one, other in _unlike(room.knots_in(r), kind):
            more += max(0, least - strangers[one] - strangers[other])
        total += -(-(sum(strangers.values()) + more) // 2)
    return total


def _unlike(knots: Iterable[Sequence[str]], kind: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of people of different kinds in the same knot, nobody in two of them."""
    for knot in knots:
        left = list(knot)
        while left:
            one = left.pop()
            other = next((i for i in left if kind[i] != kind[one]), None)
            if other is not None:
                left.remove(other)
                yield one, other


def _splits(room: Room) -> int:
    """Kinds tied by knots share tables, and yet all their people need theirs.

    Draw an edge from each kind to each table where some of it sit. The kinds that knots tie, and their
    tables, hang together; so there are at least as many edges as kinds and tables, less one.
    """
    total = 0
    for r in _equals(room):
        by, most = room.rounds[r].by, room.rounds[r].most
        kind = {i: room.person[i].value(by) for i in room.present[r]}
        count = Counter(kind.values())
        for tied in _joined({kind[i] for i in knot} for knot in room.knots_in(r)):
            tables = -(-sum(count[value] for value in tied) // most)
            total += max(0, tables + len(tied) - 1 - sum(-(-count[value] // most) for value in tied))
    return total


def _joined(sets: Iterable[set[str]]) -> list[set[str]]:
    """The sets, those with something in common as one."""
    found: list[set[str]] = []
    for one in sets:
        touched = [other for other in found if other & one]
        found = [other for other in found if other not in touched]
        found.append(one.union(*touched))
    return found


def _meetings(room: Room) -> int:
    """Meetings of two people in mixed rounds, without those who sit together anyway."""
    total = 0
    for r in room.mixed:
        total += sum(map(pairs, even_sizes(len(room.present[r]), room.rounds[r].groups)))
        total -= sum(pairs(len(knot)) for knot in room.knots_in(r))
    return total


def _needs(room: Room) -> dict[str, int]:
    """The fewest people each person meets in mixed rounds, their own knot not counted."""
    ties = Counter(i for pair in room.glued for i in pair)
    needs = dict.fromkeys(room.person, 0)
    for r in room.mixed:
        least = len(room.present[r]) // room.rounds[r].groups - 1
        for i in room.present[r]:
            needs[i] += least - ties[i]
    return needs


def _meetable(room: Room, barred: frozenset[Pair]) -> dict[str, set[str]]:
    """With whom each person shares a mixed round and may sit."""
    able: dict[str, set[str]] = {p.id: set() for p in room.people}
    for here in {frozenset(room.present[r]) for r in room.mixed}:
        for i in here:
            able[i] |= here
    for i in able:
        able[i].discard(i)
    for pair in barred:
        a, b = pair
        able[a].discard(b)
        able[b].discard(a)
    return able


def _counted(meetings: int, needs: Mapping[str, int], able: Meetable) -> int:
    """Meetings beyond the pairs there are, for the whole room and person by person."""
    there_are = sum(map(len, able.values())) // 2
    beyond = sum(max(0, needs[i] - len(able[i])) for i in able)
    return max(0, meetings - there_are, -(-beyond // 2))


def _overlaps(room: Room) -> dict[tuple[int, int], int]:
    """Pigeonhole: the people of one table, dealt over another round's tables, meet again."""
    found: dict[tuple[int, int], int] = {}
    for a, b in combinations(room.mixed, 2):
        both = frozenset(room.present[a]) & frozenset(room.present[b])
        squeezed = max(_squeeze(room, a, b, len(both)), _squeeze(room, b, a, len(both)))
        found[a, b] = max(0, squeezed - sum(pair <= both for pair in room.glued))
    return found


def _squeeze(room: Room, a: int, b: int, both: int) -> int:
    """Fewest pairs of round ``a`` that meet again in ``b``; who is only in ``a`` leaves where it helps."""
    groups = room.rounds[b].groups
    sizes = even_sizes(len(room.present[a]), room.rounds[a].groups)
    for _ in range(len(room.present[a]) - both):
        gains = [dealt_pairs(n, groups) - dealt_pairs(n - 1, groups) if n else 0 for n in sizes]
        k = max(range(len(sizes)), key=gains.__getitem__)
        sizes[k] -= 1 if sizes[k] else 0
    return sum(dealt_pairs(n, groups) for n in sizes)


def _tree(mixed: tuple[int, ...], overlap: Mapping[tuple[int, int], int]) -> int:
    """The heaviest spanning tree of the overlaps: each pair's meetings minus one, over all rounds."""
    total, joined, left = 0, set(mixed[:1]), set(mixed[1:])
    while left:
        weight, r = max((overlap[min(a, b), max(a, b)], b) for a in joined for b in left)
        total += weight
        joined.add(r)
        left.remove(r)
    return total


def _golf(room: Room) -> int:
    """Rounds beyond the most that are known to exist without a repeat."""
    everybody = len(room.people)
    groups = {room.rounds[r].groups for r in room.mixed}
    if len(groups) != 1 or room.glued or any(len(room.present[r]) < everybody for r in room.mixed):
        return 0
    (g,) = groups
    size, rest = divmod(everybody, g)
    return max(0, len(room.mixed) - KNOWN_MOST_ROUNDS.get((g, size), len(room.mixed))) if not rest else 0
