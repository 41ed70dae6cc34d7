"""What holds in every room: shortly each time, in thousands of random rooms with ``make soak``."""

from collections.abc import Callable
from itertools import chain, product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouping.rooms import plain_room, rooms
from tests.grouping.test_bounds import LOWER, seated_at_random
from workshops.grouping import Plan, Room, Round, RoundKind, bounds, measure, place, repair, solve, violations
from workshops.grouping.mending import fewest_moves

SHORT = settings(max_examples=20, deadline=None)
LONG = settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))


def solved(room: Room, steps: int = 30) -> Plan:
    *_, plan = solve(room, steps=steps)
    return plan


def everybody_sits_once(room: Room, _seed: int) -> None:
    for present, groups in zip(room.present, solved(room).rounds, strict=True):
        assert sorted(chain.from_iterable(groups)) == sorted(present)


def sizes_differ_by_one(room: Room, _seed: int) -> None:
    plan = solved(room)
    for r in room.mixed:
        sizes = [len(group) for group in plan.rounds[r]]
        assert len(sizes) == room.rounds[r].groups
        assert max(sizes) - min(sizes) <= 1


def a_return_is_the_same_groups(room: Room, _seed: int) -> None:
    plan = solved(room)
    for r, spec in enumerate(room.rounds):
        if spec.kind is not RoundKind.RETURN_TO:
            continue
        both = set(room.present[r]) & set(room.present[spec.of])
        old, new = plan.rounds[spec.of], plan.rounds[r]
        assert [both & set(group) for group in old] == [both & set(group) for group in new]


def no_plan_beats_a_bound(room: Room, seed: int) -> None:
    limit = bounds(room)
    for plan in (solved(room), *(seated_at_random(room, Random(seed + k)) for k in range(3))):
        quality = measure(room, plan, known_bounds=limit)
        for name in LOWER:
            found = getattr(quality, name)
            assert found.value >= found.bound, name
        assert quality.new_contacts.value <= quality.new_contacts.bound


def hard_rules_hold(room: Room, _seed: int) -> None:
    for plan in solve(room, steps=40):
        assert violations(room, plan) == []


PROPERTIES = [
    everybody_sits_once,
    sizes_differ_by_one,
    a_return_is_the_same_groups,
    no_plan_beats_a_bound,
    hard_rules_hold,
]


@pytest.mark.parametrize("holds", PROPERTIES)
@SHORT
@given(room=rooms(), seed=st.integers(0, 999))
def test_property(holds: Callable[[Room, int], None], room: Room, seed: int) -> None:
    holds(room, seed)


@pytest.mark.soak
@pytest.mark.parametrize("holds", PROPERTIES)
@LONG
@given(room=rooms(), seed=st.integers(0, 999))
def test_property_in_thousands_of_rooms(holds: Callable[[Room, int], None], room: Room, seed: int) -> None:
    holds(room, seed)


def fewest_by_trying(sizes: list[int], walk_ins: int) -> int:
    """Every way to seat everybody, by how many of each table's people sit at each table."""
    groups, total = len(sizes), sum(sizes) + walk_ins
    best = total
    for wanted in product(range(total + 1), repeat=groups):
        if sum(wanted) == total and max(wanted) - min(wanted) <= 1:
            best = min(best, sum(max(0, a - w) for a, w in zip(sizes, wanted, strict=True)))
    return best


@settings(max_examples=60, deadline=None)
@given(sizes=st.lists(st.integers(0, 4), min_size=1, max_size=3), walk_ins=st.integers(0, 4))
def test_the_fewest_moves_are_those_found_by_trying_all(sizes: list[int], walk_ins: int) -> None:
    assert fewest_moves(sizes, walk_ins) == fewest_by_trying(sizes, walk_ins)


def a_repair_moves_the_fewest(people: int, groups: int, gone: int, come: int, seed: int) -> None:
    room = plain_room(people, Round.mixed(groups), Round.mixed(groups))
    old, rng = solved(room, 20), Random(seed)
    left = rng.sample(room.people, people - min(gone, people - groups))
    new = plain_room(people + come, *room.rounds).people[people:]
    after = Room((*left, *new), room.rounds)

    plan = repair(after, old)

    assert violations(after, plan) == []
    for r, tables in enumerate(old.rounds):
        sizes = [sum(i in after.person for i in table) for table in tables]
        before, now = old.place(r), plan.place(r)
        moved = sum(before[i] != now[i] for i in before.keys() & now.keys())
        assert moved == fewest_moves(sizes, come)


REPAIRS = {"people": st.integers(6, 30), "groups": st.integers(1, 5)} | dict.fromkeys(
    ("gone", "come"), st.integers(0, 9)
)


@SHORT
@given(**REPAIRS, seed=st.integers(0, 999))
def test_a_repair_moves_the_fewest(people: int, groups: int, gone: int, come: int, seed: int) -> None:
    a_repair_moves_the_fewest(people, groups, gone, come, seed)


@pytest.mark.soak
@LONG
@given(**REPAIRS, seed=st.integers(0, 999))
def test_thousands_of_repairs(people: int, groups: int, gone: int, come: int, seed: int) -> None:
    a_repair_moves_the_fewest(people, groups, gone, come, seed)


@SHORT
@given(room=rooms(), seed=st.integers(0, 999))
def test_placing_somebody_moves_nobody_else(room: Room, seed: int) -> None:
    plan, who = solved(room, 10), Random(seed).choice(room.present[0])
    without = plan.with_round(0, [[i for i in group if i != who] for group in plan.rounds[0]])

    placed = place(room, without, who, 0)

    assert {i: k for i, k in placed.place(0).items() if i != who} == without.place(0)
    assert who in placed.place(0)
