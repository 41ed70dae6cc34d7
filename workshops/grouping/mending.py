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
from workshops.grouping.pairs import Places, Weights, mixed_costs
from workshops.grouping.places import place
from workshops.grouping.rules import check_room
from workshops.grouping.search import NEVER, Table
from workshops.grouping.transport import assign, wish_cost

PATIENCE = 40
MOVE = 1_000  # price of moving in a topic round: above any wish


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
    live = tuple(r for r in room.mixed if r >= from_round)
    if live:
        lot = Random(seed)  # noqa: S311  # a lot, not a secret
        pins = _pins_at(plan, (pin for pin in pinned if pin.round in live))
        mixed = _mixed(room, Plan(tuple(rounds)), live, extra_moves, pins, lot)
        for r, groups in zip(live, mixed, strict=True):
            rounds[r] = groups
    for r in range(from_round, len(room.rounds)):
        rounds[r] = _own(room, r, rounds)
    return Plan(tuple(rounds))


def _pins_at(plan: Plan, pinned: Iterable[Pin]) -> frozenset[Pin]:
    """The pins of people who sit where they are pinned: they are not among those who move."""
    return frozenset(Pin(*pin) for pin in pinned if plan.place(pin.round).get(pin.person) == pin.group)


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
    """Rounds that are not mixed: returns follow, topics move as few as their limits allow."""
    spec = room.rounds[r]
    if spec.kind is RoundKind.RETURN_TO:
        return return_groups(room, r, rounds[spec.of], room.present[spec.of])
    if spec.kind is RoundKind.TOPIC:
        return _topic(room, r, rounds[r])
    if spec.kind is RoundKind.SAME:
        return _equals(room, r, rounds)
    return rounds[r]


def _topic(room: Room, r: int, groups: Groups) -> Groups:
    topics = room.rounds[r].topics
    home = {i: k for k, group in enumerate(groups) for i in group}
    rows = [
        [wish_cost(room.person[i], topic.id) + MOVE * (home.get(i, k) != k) for k, topic in enumerate(topics)]
        for i in room.present[r]
    ]
    seats = assign(rows, [t.least for t in topics], [t.most for t in topics])
    return tuple(
        tuple(i for i, at in zip(room.present[r], seats, strict=True) if at == k) for k in range(len(topics))
    )


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
    return groups_of(small, _Mover(table, home, np.array(limits)).best())


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


class _Mover:
    """Tabu over swaps that keep every round within its number of moves.

    ``home`` is the announced group of every person, -1 for newcomers: they are no move.
    """

    def __init__(self, table: Table, home: Places, limits: Places) -> None:
        self.table = table
        self.home = home
        self.limits = limits
        self.known = home >= 0

    def best(self) -> Places:
        """The cheapest seating met until nothing was gained for a while."""
        table, price = self.table, self.table.total
        best, best_price, idle = table.seats.copy(), price, 0
        tabu: list[tuple[int, int, int]] = []
        while idle < PATIENCE:
            r, i, j, change = self._next(tabu)
            if change >= NEVER / 4:
                break
            table.refresh(table.swap(r, i, j))
            price += change
            tabu = [*tabu[-6:], (r, i, j)]
            idle += 1
            if price < best_price:
                best, best_price, idle = table.seats.copy(), price, 0
        return best

    def _next(self, tabu: list[tuple[int, int, int]]) -> tuple[int, int, int, int]:
        seats, home = self.table.seats, self.home
        away = (seats != home) & self.known
        wrong = (home[:, :, None] != seats[:, None, :]) & self.known[:, :, None]
        more = wrong + wrong.transpose(0, 2, 1).astype(np.int32) - away[:, :, None] - away[:, None, :]
        spare = (self.limits - away.sum(axis=1))[:, None, None]
        change = np.where(more > spare, NEVER, self.table.change)
        for r, i, j in tabu:
            change[r, [i, j]] = NEVER
            change[r, :, [i, j]] = NEVER
        at = int(change.argmin())
        r, rest = divmod(at, change.shape[1] ** 2)
        i, j = divmod(rest, change.shape[1])
        return r, i, j, int(np.floor(change[r, i, j]))
