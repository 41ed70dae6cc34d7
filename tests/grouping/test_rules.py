"""Planted faults: each broken rule is named, each contradiction refused with its smallest set."""

from dataclasses import replace

import pytest

from tests.grouping.rooms import plain_room
from workshops.grouping import (
    Field,
    GroupingError,
    Pin,
    Plan,
    Room,
    Round,
    Topic,
    check_room,
    solve,
    violations,
)
from workshops.grouping.model import RoundKind

ROOM = plain_room(6, Round.mixed(2), Round.return_to(0))
GOOD = [[["p0", "p1", "p2"], ["p3", "p4", "p5"]], [["p0", "p1", "p2"], ["p3", "p4", "p5"]]]


def codes(room: Room, rounds: list[list[list[str]]]) -> set[str]:
    return {found.code for found in violations(room, Plan.of(rounds))}


def refusal(room: Room) -> tuple[str, dict[str, object]]:
    with pytest.raises(GroupingError) as refused:
        check_room(room)
    return refused.value.code, dict(refused.value.params)


def test_violations_accepts_a_good_plan() -> None:
    assert codes(ROOM, GOOD) == set()


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ([["p0", "p1", "p2"], ["p3", "p4"]], "not_seated"),
        ([["p0", "p1", "p2"], ["p2", "p3", "p4", "p5"]], "seated_twice"),
        ([["p0", "p1", "p2"], ["p3", "p4", "p5", "x"]], "not_present"),
        ([["p0", "p1"], ["p2", "p3", "p4", "p5"]], "uneven"),
        ([["p0", "p1", "p2", "p3", "p4", "p5"]], "uneven"),
    ],
)
def test_violations_finds_a_planted_fault(first: list[list[str]], code: str) -> None:
    assert code in codes(ROOM, [first, GOOD[1]])


def test_violations_finds_a_return_that_is_none() -> None:
    assert "not_returned" in codes(ROOM, [GOOD[0], [["p0", "p1", "p3"], ["p2", "p4", "p5"]]])


def test_violations_finds_people_who_must_be_apart_or_together() -> None:
    assert codes(replace(ROOM, apart=(("p0", "p1"),)), GOOD) == {"apart"}
    assert codes(replace(ROOM, together=(("p0", "p5"),)), GOOD) == {"together"}


def test_check_room_names_the_chain_that_contradicts() -> None:
    room = replace(ROOM, together=(("p0", "p1"), ("p1", "p2"), ("p3", "p4")), apart=(("p0", "p2"),))

    assert refusal(room) == ("together_and_apart", {"people": ("p0", "p2"), "chain": ("p0", "p1", "p2")})


def test_check_room_names_people_who_cannot_all_be_apart() -> None:
    room = replace(ROOM, apart=(("p0", "p1"), ("p1", "p2"), ("p0", "p2"), ("p4", "p5")))

    code, params = refusal(room)

    assert (code, sorted(params["people"])) == ("apart_too_many", ["p0", "p1", "p2"])  # type: ignore[call-overload]  # a tuple of ids


@pytest.mark.parametrize(
    ("room", "code"),
    [
        (replace(ROOM, together=(("p0", "p1"), ("p1", "p2"), ("p2", "p3"))), "together_too_many"),
        (replace(ROOM, apart=(("p0", "nobody"),)), "unknown_person"),
        (replace(ROOM, people=ROOM.people + ROOM.people[:1]), "duplicate_person"),
        (replace(ROOM, rounds=()), "no_rounds"),
        (replace(ROOM, rounds=(Round.mixed(0),)), "no_groups"),
        (replace(ROOM, rounds=(Round.on_topics([Topic("a", 0, 5)]),)), "topics_do_not_fit"),
        (replace(ROOM, rounds=(Round.same(Field.SECTOR, least=4, most=5),)), "sizes_do_not_fit"),
        (
            replace(ROOM, rounds=(Round(RoundKind.MIXED, groups=2, stay_with=0),)),
            "stay_not_with_earlier_round",
        ),
    ],
)
def test_check_room_refuses(room: Room, code: str) -> None:
    assert refusal(room)[0] == code


@pytest.mark.parametrize(
    ("pins", "code"),
    [
        ([Pin("p0", 0, 0), Pin("p0", 0, 1)], "pinned_twice"),
        ([Pin("p0", 0, 2)], "unknown_group"),
        ([Pin("p0", 1, 0)], "pinned_in_return"),
        ([Pin(f"p{k}", 0, 0) for k in range(4)], "pinned_too_many"),
        ([Pin("p0", 0, 0), Pin("p1", 0, 0)], "pinned_apart"),
    ],
)
def test_solve_refuses_pins_that_contradict(pins: list[Pin], code: str) -> None:
    with pytest.raises(GroupingError) as refused:
        solve(replace(ROOM, apart=(("p0", "p1"),)), pinned=pins)

    assert refused.value.code == code
