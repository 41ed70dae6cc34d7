"""Rounds of equals: people of one municipality, organisation or sector together, small ones joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random

import numpy as np

from workshops.grouping.dealing import even_sizes
from workshops.grouping.model import Groups, Pin, Room
from workshops.grouping.pairs import Costs, Weights, equal_matrix, hard_matrix, one_round_costs
from workshops.grouping.starts import seat_bound
from workshops.grouping.topics import spread

TRIES = 8
FOREIGN = 10

Blocks = list[list[int]]  # groups of block numbers


def equals_round(room: Room, r: int, pins: frozenset[Pin], given: Groups | None, rng: Random) -> Groups:
    """Groups of round ``r``, each of one kind as far as sizes allow: few split, then few strangers."""
    if given is not None:
        return given
    blocks = _blocks(room, r)
    packing = _pack(room, r, blocks, rng)
    groups = [[i for b in group for i in blocks[b]] for group in packing]
    groups = _into_limits(room, r, groups)
    held = {pin.person: pin.group for pin in pins if pin.round == r and pin.group < len(groups)}
    bound = seat_bound(room, r, groups, held)
    if bound == groups and not _breaks_apart(room, groups):
        return tuple(tuple(group) for group in groups)
    return spread(_costs(room, r, pins, len(groups)), bound, room, rng)


def _blocks(room: Room, r: int) -> list[list[str]]:
    """People of one kind, in as few and as even parts as a group can hold; knots are kept in one part."""
    spec = room.rounds[r]
    knot_of = {i: k for k, knot in enumerate(room.knots_in(r)) for i in knot}
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for i, kind in _joined_kinds(room, r).items():
        kinds[kind].append(i)
    blocks: list[list[str]] = []
    for members in kinds.values():
        members.sort(key=lambda i: knot_of.get(i, len(knot_of)))
        start = 0
        for size in even_sizes(len(members), -(-len(members) // spec.most)):
            blocks.append(members[start : start + size])
            start += size
    return blocks


def _joined_kinds(room: Room, r: int) -> dict[str, str]:
    """Everybody's kind; a knot of several kinds goes where that takes fewest groups, then fewest people."""
    kind = {i: room.person[i].value(room.rounds[r].by) for i in room.present[r]}
    count = Counter(kind.values())
    for knot in room.knots_in(r):
        options = sorted({kind[i] for i in knot})
        if len(options) < 2:
            continue
        count.subtract(kind[i] for i in knot)
        most = room.rounds[r].most
        best = min(options, key=lambda v: (-(-(count[v] + len(knot)) // most) + count[v] // -most, count[v]))
        count[best] += len(knot)
        kind.update(dict.fromkeys(knot, best))
    return kind


def _pack(room: Room, r: int, blocks: list[list[str]], rng: Random) -> Blocks:
    """Blocks joined into groups within the limits, with few pairs of strangers: the best of some tries."""
    sizes = [len(block) for block in blocks]
    spec = room.rounds[r]
    tries = [_try_packing(sizes, spec.least, spec.most, rng) for _ in range(TRIES)]
    return min(tries, key=lambda packing: _badness(sizes, packing, spec.least, spec.most))


def _badness(sizes: list[int], packing: Blocks, least: int, most: int) -> tuple[int, int]:
    """People missing or too many, then pairs of strangers."""
    totals = [sum(sizes[b] for b in group) for group in packing]
    off = sum(max(0, least - n, n - most) for n in totals)
    return off, sum(n * n - sum(sizes[b] ** 2 for b in g) for n, g in zip(totals, packing, strict=True)) // 2


def _try_packing(sizes: list[int], least: int, most: int, rng: Random) -> Blocks:
    """Small blocks, in chance order, join what makes fewest strangers; then blocks move while that helps."""
    packing: Blocks = [[b] for b, n in enumerate(sizes) if n >= least]
    small = [b for b, n in enumerate(sizes) if n < least]
    rng.shuffle(small)
    while small:
        group = [small.pop()]
        while sum(sizes[b] for b in group) < least and small:
            fit = [b for b in small if sum(sizes[c] for c in group) + sizes[b] <= most]
            if not fit:
                break
            want = least - sum(sizes[b] for b in group)
            nearest = min(fit, key=lambda b: (abs(sizes[b] - want), rng.random()))
            small.remove(nearest)
            group.append(nearest)
        packing.append(group)
    return _improve(sizes, packing, least, most)


def _improve(sizes: list[int], packing: Blocks, least: int, most: int) -> Blocks:
    """Move single blocks to other groups as long as it gets better."""
    best = _badness(sizes, packing, least, most)
    moved = True
    while moved:
        moved = False
        for source in range(len(packing)):
            for block in list(packing[source]):
                for target in range(len(packing)):
                    if target == source or block not in packing[source]:
                        continue
                    tried = [
                        [b for b in group if b != block] + ([block] if k == target else [])
                        for k, group in enumerate(packing)
                    ]
                    tried = [group for k, group in enumerate(tried) if group or k != source]
                    if len(tried) == len(packing) and (now := _badness(sizes, tried, least, most)) < best:
                        packing, best, moved = tried, now, True
    return packing


def _into_limits(room: Room, r: int, groups: list[list[str]]) -> list[list[str]]:
    """Split or fill groups person by person where whole kinds did not fit."""
    spec = room.rounds[r]
    n = len(room.present[r])
    groups = [list(group) for group in groups]
    while len(groups) * spec.least > n:
        smallest = groups.pop(min(range(len(groups)), key=lambda k: len(groups[k])))
        for i in smallest:
            min(groups, key=len).append(i)
    while len(groups) * spec.most < n:
        groups.append([])
    while (big := max(groups, key=len)) and (low := min(groups, key=len)) is not big:
        if len(big) <= spec.most and len(low) >= spec.least:
            break
        low.append(_stranger(room, r, big))
    return groups


def _stranger(room: Room, r: int, group: list[str]) -> str:
    """Take out somebody of the kind that is rarest in the group."""
    by = room.rounds[r].by
    kinds = Counter(room.person[i].value(by) for i in group)
    who = min(group, key=lambda i: (kinds[room.person[i].value(by)], i))
    group.remove(who)
    return who


def _breaks_apart(room: Room, groups: list[list[str]]) -> bool:
    place = {i: k for k, group in enumerate(groups) for i in group}
    return any(a in place and place.get(a) == place.get(b) for a, b in room.apart)


def _costs(room: Room, r: int, pins: frozenset[Pin], groups: int) -> Costs:
    ids = tuple(p.id for p in room.people)
    same = equal_matrix([room.person[i].value(room.rounds[r].by) for i in ids])
    foreign = FOREIGN * (1 - same.astype(np.float32))
    np.fill_diagonal(foreign, 0)
    seat = np.zeros((1, groups + 1, len(ids)), dtype=np.float32)
    weights = Weights.only_pairs()
    return one_round_costs(room, r, foreign + hard_matrix(room, ids), seat, weights, pins)
