"""Rooms without a plan that the quick checks let pass: the rules that contradict, none too many."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from tests.grouping.rooms import plain_room
from workshops.grouping import GroupingError, Person, Pin, Room, Round, Topic, solve


def refused(room: Room, pins: list[Pin] | None = None) -> dict[str, object]:
    with pytest.raises(GroupingError) as error:
        list(solve(room, steps=20, pinned=pins or []))
    assert error.value.code == "rules_contradict"
    return dict(error.value.params)


def pairs_in(params: dict[str, object], kind: str) -> set[frozenset[str]]:
    flat = params[kind]
    assert isinstance(flat, tuple)
    return {frozenset(pair) for pair in zip(flat[::2], flat[1::2], strict=True)}


def test_five_in_a_ring_who_sit_apart_need_three_tables() -> None:
    ring = tuple((f"p{k}", f"p{(k + 1) % 5}") for k in range(5))
    room = replace(plain_room(12, Round.mixed(2)), apart=(*ring, ("p6", "p7"), ("p0", "p8")))

    params = refused(room)

    assert pairs_in(params, "apart") == {frozenset(pair) for pair in ring}
    assert (params["together"], params["pinned"], params["round"]) == ((), (), 0)


def test_knots_that_fit_one_by_one_but_not_all() -> None:
    threes = [(f"p{k}", f"p{k + 1}", f"p{k + 2}") for k in (0, 3, 6)]  # and two tables of five
    knots = tuple(two for three in threes for two in pairwise(three))
    room = replace(plain_room(10, Round.mixed(2)), together=knots, apart=(("p0", "p9"),))

    params = refused(room)

    assert pairs_in(params, "together") == {frozenset(two) for two in knots}
    assert params["apart"] == ()


def test_a_locked_table_and_a_knot() -> None:
    room = replace(plain_room(6, Round.mixed(2)), together=(("p0", "p1"),))
    pins = [Pin("p0", 0, 0), Pin("p2", 0, 0), Pin("p3", 0, 0), Pin("p4", 0, 1)]

    params = refused(room, pins)

    assert set(params["pinned"]) == {"p0", "p2", "p3"}  # type: ignore[call-overload]  # a tuple of ids
    assert params["tables"] == ("0", "0", "0")
    assert pairs_in(params, "together") == {frozenset(("p0", "p1"))}


def test_a_topic_round_in_which_too_many_sit_apart() -> None:
    topics = [Topic("work", 1, 4), Topic("home", 1, 4)]
    ring = tuple((f"p{k}", f"p{(k + 1) % 5}") for k in range(5))
    room = Room(tuple(Person(f"p{k}") for k in range(7)), (Round.on_topics(topics),), apart=ring)

    assert pairs_in(refused(room), "apart") == {frozenset(pair) for pair in ring}


def test_what_cannot_be_proven_in_time_is_said_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshops.grouping.contradictions.LOOKS", 3)
    ring = tuple((f"p{k}", f"p{(k + 1) % 5}") for k in range(5))

    with pytest.raises(GroupingError) as error:
        list(solve(replace(plain_room(12, Round.mixed(2)), apart=ring), steps=20))

    assert error.value.code == "no_valid_plan_found"


def test_a_crowd_that_can_be_seated_is() -> None:
    apart = tuple(combinations([f"p{k}" for k in range(4)], 2))
    room = replace(plain_room(12, Round.mixed(4)), apart=apart)

    *_, plan = solve(room, steps=20)

    assert {plan.place(0)[f"p{k}"] for k in range(4)} == {0, 1, 2, 3}
