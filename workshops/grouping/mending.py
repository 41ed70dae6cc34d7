"""An announced plan after no-shows, walk-ins and leavers: the fewest people change table (numpy)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from random import Random

import numpy as np

from workshops.grouping.dealing import even_sizes, return_groups
from workshops.grouping.equals import equals_round
from workshops.grouping.errors import GroupingError
from workshops.grouping.mixing import groups_of, met_matrix, seats_of
from workshops.grouping.model import Groups, Pin, Plan, Room, RoundKind
from workshops.grouping.moving import Mover
from workshops.grouping.pairs import Weights, mixed_costs
from workshops.grouping.places import place
from workshops.grouping.regathering import regathered
from workshops.grouping.rules import check_room
from workshops.grouping.search import Table


def fewest_moves(sizes: Sequence[int], walk_ins: int) -> int:
    """The fewest people who must change table so that sizes differ by at most one again (exact)."""
    each, more = divmod(sum(sizes) + walk_ins, len(sizes))
    over = sum(max(0, n - each - 1) for n in sizes)
    return over + max(0, sum(n > each for n in sizes) - more)


def repaired(
    room: Room, plan: Plan, *, from_round: int, extra_moves: int | None, seed: int, pinned: Iterable[Pin]
) -> Plan:
    """``workshops.grouping.repair``, with numpy."""
    if len(plan.rounds) != len(room.rounds):
        raise GroupingError("number_of_rounds", plan=len(plan.rounds), room=len(room.rounds))
    check_room(room, held=range(from_round))
    rounds = list(plan.rounds[:from_round])
    rounds += [_thinned(room, r, plan.rounds[r]) for r in range(from_round, len(room.rounds))]
    if extra_moves is None:
        return _seated_where_free(room, Plan(tuple(rounds)), from_round)
    held, lot = frozenset(Pin(*pin) for pin in pinned), Random(seed)  # noqa: S311  # a lot, not a secret
    live = tuple(r for r in room.mixed if r >= from_round)
    if live:
        pins = _pins_at(plan, (pin for pin in held if pin.round in live))
        mixed = _mixed(room, Plan(tuple(rounds)), live, extra_moves, pins, lot)
        for r, groups in zip(live, mixed, strict=True):
            rounds[r] = groups
    for r in range(from_round, len(room.rounds)):
        if room.rounds[r].kind is RoundKind.TOPIC:
            rounds[r] = regathered(room, r, rounds[r], extra_moves=extra_moves, pins=held, lot=lot)
        else:
            rounds[r] = _own(room, r, rounds)
    return Plan(tuple(rounds))


def _pins_at(plan: Plan, pinned: Iterable[Pin]) -> frozenset[Pin]:
    """The pins of people who sit where they are pinned: they are not among those who move."""
    return frozenset(pin for pin in pinned if plan.place(pin.round).get(pin.person) == pin.group)


def _thinned(room: Room, r: int, groups: Groups) -> Groups:
    here = set(room.present[r])
    return tuple(tuple(i for i in group if i in here) for group in groups)


def _seated_where_free(room: Room, plan: Plan, from_round: int) -> Plan:
    """Nobody moves: newcomers take the best chairs, one after the other."""
    for r in range(from_round, len(room.rounds)):
        for i in room.present[r]:
            plan = place(room, plan, i, r)
    return plan


def _own(room: Room, r: int, rounds: Sequence[Groups]) -> Groups:
    """Returns follow, equals join their like."""
    spec = room.rounds[r]
    if spec.kind is RoundKind.RETURN_TO:
        return return_groups(room, r, rounds[spec.of], room.present[spec.of])
    if spec.kind is RoundKind.SAME:
        return _equals(room, r, rounds)
    return rounds[r]


def _equals(room: Room, r: int, rounds: Sequence[Groups]) -> Groups:
    """Newcomers join their like; where sizes no longer hold, the round is made anew."""
    spec = room.rounds[r]
    try:
        seated = _seated_where_free(room.only((r,)), Plan((tuple(g for g in rounds[r] if g),)), 0).rounds[0]
    except GroupingError:
        seated = ()
    if seated and all(spec.least <= len(group) <= spec.most for group in seated):
        return seated
    return equals_round(room, r, frozenset(), None, Random(0))  # noqa: S311  # a lot


def _mixed(
    room: Room,
    plan: Plan,
    live: tuple[int, ...],
    extra_moves: int,
    pins: frozenset[Pin],
    rng: Random,
) -> list[Groups]:
    """All mixed rounds from the first live one together, each within its number of moves."""
    small = room.only(live)
    starts = [
        _levelled(room, r, plan.rounds[r], {pin.person for pin in pins if pin.round == r}) for r in live
    ]
    new = {r: k for k, r in enumerate(live)}
    moved = frozenset(pin._replace(round=new[pin.round]) for pin in pins)
    met = met_matrix(room, _met_before(room, plan, live))
    costs = mixed_costs(small, Weights.for_room(room), moved, met)
    home = seats_of(small, [[list(group) for group in plan.rounds[r]] for r in live], -1)
    limits = [
        extra_moves + fewest_moves([len(g) for g in plan.rounds[r]], _newcomers(room, r, plan)) for r in live
    ]
    lot = np.random.default_rng(rng.getrandbits(32))
    table = Table(costs, seats_of(small, starts, costs.groups), lot)
    return groups_of(small, Mover(table, home, np.array(limits)).best())


def _newcomers(room: Room, r: int, plan: Plan) -> int:
    return len(room.present[r]) - sum(map(len, plan.rounds[r]))


def _met_before(room: Room, plan: Plan, live: tuple[int, ...]) -> Mapping[frozenset[str], int]:
    tables = (group for r in room.mixed if r < live[0] for group in plan.rounds[r])
    met = Counter(frozenset(pair) for group in tables for pair in combinations(group, 2))
    return {pair: n for pair, n in met.items() if all(i in room.person for i in pair)}


def _levelled(room: Room, r: int, groups: Groups, pinned: set[str]) -> list[list[str]]:
    """Even groups by the fewest moves: full tables give up whom they miss least, newcomers fill up."""
    levelled = [list(group) for group in groups]
    order = sorted(range(len(groups)), key=lambda k: -len(groups[k]))
    want = dict(zip(order, even_sizes(len(room.present[r]), len(groups)), strict=True))
    seated = {i for group in groups for i in group}
    loose = [i for i in room.present[r] if i not in seated]
    for k, group in enumerate(levelled):
        while len(group) > want[k]:
            loose.append(group.pop(_most_like_others(room, group, pinned)))
    tied = {i for knot in room.knots_in(r) for i in knot}
    loose.sort(key=lambda i: (i not in tied, not room.person[i].is_coach))
    for i in loose:
        options = [k for k in range(len(levelled)) if len(levelled[k]) < want[k]]
        levelled[min(options, key=lambda k: _fit(room, levelled[k], i))].append(i)
    return levelled


def _most_like_others(room: Room, group: list[str], pinned: set[str]) -> int:
    """Whom a full table can spare: of the sector most have there, no coach, nobody tied to another."""
    tied = {i for knot in room.knots for i in knot}

    def loss(i: str) -> tuple[bool, bool, bool, int]:
        alike = sum(room.person[j].sector == room.person[i].sector for j in group)
        return (i in pinned, i in tied, room.person[i].is_coach, -alike)

    return min(range(len(group)), key=lambda k: loss(group[k]))


def _fit(room: Room, group: list[str], person: str) -> tuple[int, ...]:
    who = room.person[person]
    others = [room.person[i] for i in group]
    return (
        sum(frozenset((person, i)) in room.parted for i in group),
        -sum(frozenset((person, i)) in room.glued for i in group),
        sum(o.sector == who.sector for o in others),
        -(who.is_coach and not any(o.is_coach for o in others)),
    )
