"""A chair for somebody who comes late: nobody else moves.  Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from workshops.grouping.dealing import best_group
from workshops.grouping.errors import GroupingError
from workshops.grouping.model import Pair, Plan, Room, Round, RoundKind
from workshops.grouping.transport import wish_cost

Rank = tuple[int, ...]


def place(room: Room, plan: Plan, person: str, round: int) -> Plan:  # noqa: A002  # the word callers use
    """``plan`` with ``person`` seated in ``round``; whoever sits there already stays.

    The best table is a smallest one that lacks their sector, then their organisation, then faces
    they know and a language they do not share.  In a topic round wishes decide among the tables
    with a free chair, in a round of equals their like.  Somebody seated already keeps their chair.
    Raises ``GroupingError`` when there is no such person or no free chair.
    """
    if person not in room.person:
        raise GroupingError("unknown_person", people=(person,))
    if not 0 <= round < len(plan.rounds):
        raise GroupingError("unknown_round", people=(person,), round=round)
    if person in plan.place(round):
        return plan
    return plan.with_move(round, person, _choose(room, plan, person, round))


def _choose(room: Room, plan: Plan, person: str, r: int) -> int:
    spec = room.rounds[r]
    if spec.kind is RoundKind.TOPIC:
        return _free_topic(room, plan, person, r)
    if spec.kind is RoundKind.SAME:
        return _among_equals(room, plan, person, r)
    if spec.kind is RoundKind.RETURN_TO and person in plan.place(spec.of):
        return plan.place(spec.of)[person]
    met = _met_elsewhere(room, plan, r)
    return best_group(room, plan.rounds[r], person, met=met)


def _met_elsewhere(room: Room, plan: Plan, r: int) -> set[Pair]:
    """Pairs who sit together in another mixed round."""
    tables = (group for k in room.mixed if k != r for group in plan.rounds[k])
    return {frozenset(pair) for group in tables for pair in combinations(group, 2)}


def clashes(room: Room, person: str, group: Sequence[str]) -> int:
    """Rules broken by sitting there, less those that are met by it."""
    pairs = [frozenset((person, other)) for other in group]
    return sum(pair in room.parted for pair in pairs) - sum(pair in room.glued for pair in pairs)


def _free_topic(room: Room, plan: Plan, person: str, r: int) -> int:
    topics = room.rounds[r].topics
    return _pick_free(
        plan,
        r,
        lambda k: topics[k].most,
        lambda k: (
            clashes(room, person, plan.rounds[r][k]),
            wish_cost(room.person[person], topics[k].id),
            sum(room.person[i].sector == room.person[person].sector for i in plan.rounds[r][k]),
            len(plan.rounds[r][k]),
        ),
    )


def _among_equals(room: Room, plan: Plan, person: str, r: int) -> int:
    spec: Round = room.rounds[r]
    own = room.person[person].value(spec.by)
    return _pick_free(
        plan,
        r,
        lambda k: spec.most,
        lambda k: (
            clashes(room, person, plan.rounds[r][k]),
            -sum(room.person[i].value(spec.by) == own for i in plan.rounds[r][k]),
            len(plan.rounds[r][k]),
        ),
    )


def _pick_free(plan: Plan, r: int, most: Callable[[int], int], rank: Callable[[int], Rank]) -> int:
    free = [k for k, group in enumerate(plan.rounds[r]) if len(group) < most(k)]
    if not free:
        raise GroupingError("no_free_chair", round=r)
    return min(free, key=lambda k: (rank(k), k))
