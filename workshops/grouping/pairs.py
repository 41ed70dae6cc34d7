"""What a seating costs: a price for every pair in every round, and a price for whole groups.

Spread, repeats and history are prices of pairs.  A shared language and a coach are properties of a
group; they are priced exactly from how many of each kind sit in it.  All prices are whole numbers
far below 2**24, so that float32 holds every sum exactly.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from workshops.grouping.model import Field, Pin, Room

Numbers: TypeAlias = npt.NDArray[np.float32]
Places: TypeAlias = npt.NDArray[np.intp]
Flags: TypeAlias = npt.NDArray[np.bool_]

LARGE = 100  # people from which on many swaps are made at once
HARD = 60_000.0  # breaking a hard rule once; above all that a swap can gain in wishes (ten places) and spread


@dataclass(frozen=True, slots=True)
class Weights:
    """Prices of the soft goals.  Their order follows the order of importance."""

    sector: int = 300
    rare: int = 150  # each pair of people from sectors with fewer people than groups
    organisation: int = 200
    repeat: int = 120
    coach: int = 80
    language: int = 40
    stranger: int = 2  # each pair without a shared language: a slope towards whole groups that share one
    history: int = 3

    @classmethod
    def for_room(cls, room: Room) -> Weights:
        """The prices at the room's balance between spread (0) and new faces (1)."""
        spread = (1 - room.new_faces) ** 2
        plain = cls()
        return replace(
            plain,
            sector=max(2, round(plain.sector * spread)),
            rare=max(1, round(plain.rare * spread)),
            organisation=max(2, round(plain.organisation * spread)),
            history=plain.history + round(60 * room.new_faces),
        )

    def steeper(self) -> Weights:
        """With repeats far above what comes after them."""
        return replace(
            self, repeat=3 * self.repeat, coach=self.coach // 2, language=self.language // 2, history=1
        )

    def firmer(self) -> Weights:
        """With coaches and languages far above known faces, and a steeper slope towards languages."""
        return replace(
            self,
            coach=5 * self.coach // 2,
            language=15 * self.language // 4,
            stranger=4 * self.stranger,
        )

    def dearest(self) -> Weights:
        """With repeats, coaches and languages alike, and nothing that known faces can buy."""
        return replace(
            self,
            repeat=5 * self.repeat // 2,
            coach=15 * self.coach // 4,
            language=15 * self.language // 2,
            stranger=4 * self.stranger,
        )

    @classmethod
    def only_pairs(cls) -> Weights:
        """No price for whole groups."""
        return cls(coach=0, language=0)


@dataclass(frozen=True)
class Costs:
    """Prices for ``rounds`` x ``people``; persons are numbered as in ``ids``."""

    ids: tuple[str, ...]
    rounds: tuple[int, ...]  # numbers of these rounds in the room
    groups: int  # the largest number of groups; group number ``groups`` holds the absent
    pair: Numbers  # round, person, person: price of sitting together, repeats apart
    repeat: Numbers  # person, person: price of each earlier meeting in these rounds
    seat: Numbers | None  # round, group, person: price of that chair (wishes)
    kind: Places  # person -> kind
    traits: Numbers  # kind, trait: 1 where the kind speaks that language; the last trait is coaching
    speaks: Numbers  # person: 1 where any language is known
    weights: Weights
    fixed: Flags  # round, person: does not move (absent or pinned)


def trait_table(room: Room, ids: tuple[str, ...]) -> tuple[Places, Numbers]:
    """Kinds of people by languages and coaching, and what each kind has."""
    spoken = Counter(tongue for i in ids for tongue in set(room.person[i].languages))
    tongues = sorted(tongue for tongue, n in spoken.items() if n > 1)
    rows = [
        (*(float(t in room.person[i].languages) for t in tongues), float(room.person[i].is_coach))
        for i in ids
    ]
    kinds = sorted(set(rows))
    number = {row: k for k, row in enumerate(kinds)}
    return np.array([number[row] for row in rows], dtype=np.intp), np.array(kinds, dtype=np.float32)


def equal_matrix(values: list[str]) -> Flags:
    """True where two different people have the same value."""
    number = {value: k for k, value in enumerate(dict.fromkeys(values))}
    column = np.array([number[value] for value in values])
    same: Flags = column[:, None] == column[None, :]
    np.fill_diagonal(same, False)
    return same


def pair_flags(ids: tuple[str, ...], pairs: frozenset[frozenset[str]]) -> Flags:
    index = {i: k for k, i in enumerate(ids)}
    flags = np.zeros((len(ids), len(ids)), dtype=np.bool_)
    inside = [(index[a], index[b]) for a, b in pairs if a in index and b in index]
    one, other = np.array(inside, dtype=np.intp).reshape(-1, 2).T
    flags[one, other] = flags[other, one] = True
    return flags


def rare_sectors(room: Room, r: int, groups: int) -> set[str]:
    """Sectors with fewer people than groups: together they are spread like one sector."""
    count = Counter(room.person[i].sector for i in room.present[r])
    return {sector for sector, n in count.items() if n < groups}


def soft_matrix(room: Room, ids: tuple[str, ...], weights: Weights) -> Numbers:
    """The price of a pair that does not depend on the round."""
    people = [room.person[i] for i in ids]
    traits = trait_table(room, ids)
    speaks = traits[1][traits[0], :-1]
    total = weights.sector * equal_matrix([p.sector for p in people]).astype(np.float32)
    total += weights.organisation * equal_matrix([p.value(Field.ORGANISATION) for p in people])
    total += weights.history * pair_flags(ids, room.known)
    total += weights.stranger * (speaks @ speaks.T == 0)
    np.fill_diagonal(total, 0)
    return total


def hard_matrix(room: Room, ids: tuple[str, ...]) -> Numbers:
    """Apart is dear, together is a gain."""
    parted = pair_flags(ids, room.parted).astype(np.float32)
    return HARD * parted - HARD * pair_flags(ids, room.glued).astype(np.float32)


def pair_matrix(room: Room, ids: tuple[str, ...], weights: Weights) -> Numbers:
    """All prices of pairs that do not depend on the round."""
    return soft_matrix(room, ids, weights) + hard_matrix(room, ids)


def one_round_costs(
    room: Room, r: int, pair: Numbers, seat: Numbers, weights: Weights, pins: frozenset[Pin]
) -> Costs:
    """Prices for one round on its own: nobody has met in it."""
    ids = tuple(p.id for p in room.people)
    kind, traits = trait_table(room, ids)
    held = {pin.person for pin in pins if pin.round == r}
    fixed = np.array([[i in held or r in room.person[i].absent_rounds for i in ids]])
    speaks = np.array([float(bool(p.languages)) for p in room.people], dtype=np.float32)
    nothing = np.zeros_like(pair)
    return Costs(
        ids, (r,), seat.shape[1] - 1, pair[None], nothing, seat, kind, traits, speaks, weights, fixed
    )


def mixed_costs(room: Room, weights: Weights, pins: frozenset[Pin], met: Numbers) -> Costs:
    """Prices for all rounds (all mixed) of a room; ``met`` counts earlier meetings of this plan."""
    ids = tuple(p.id for p in room.people)
    index = {i: k for k, i in enumerate(ids)}
    shared = pair_matrix(room, ids, weights)
    repeat = weights.repeat * (1 - pair_flags(ids, room.glued).astype(np.float32))
    np.fill_diagonal(repeat, 0)
    shared += repeat * met
    pair = np.repeat(shared[None], len(room.mixed), axis=0)
    fixed = np.ones((len(room.mixed), len(ids)), dtype=np.bool_)
    for row, r in enumerate(room.mixed):
        scarce = rare_sectors(room, r, room.rounds[r].groups)
        rare = np.array([room.person[i].sector in scarce for i in ids])
        pair[row] += weights.rare * (rare[:, None] & rare[None, :] & ~np.eye(len(ids), dtype=np.bool_))
        fixed[row, [index[i] for i in room.present[r]]] = False
        fixed[row, [index[pin.person] for pin in pins if pin.round == r]] = True
    kind, traits = trait_table(room, ids)
    most = max((room.rounds[r].groups for r in room.mixed), default=0)
    speaks = np.array([float(bool(p.languages)) for p in room.people], dtype=np.float32)
    return Costs(ids, room.mixed, most, pair, repeat, None, kind, traits, speaks, weights, fixed)
