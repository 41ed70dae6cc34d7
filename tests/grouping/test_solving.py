import pytest
from hypothesis import given, settings

from tests.grouping.rooms import plain_room, rooms
from workshops.grouping import GroupingError, Pin, Room, Round, measure, solve


def test_solve_is_deterministic_by_seed_and_steps() -> None:
    room = plain_room(24, Round.mixed(4), Round.mixed(4), Round.mixed(4))

    assert list(solve(room, steps=300, seed=5)) == list(solve(room, steps=300, seed=5))
    assert list(solve(room, steps=300, seed=5)) != list(solve(room, steps=300, seed=6))


def test_solve_yields_ever_better_plans() -> None:
    room = plain_room(26, Round.mixed(5), Round.mixed(5), Round.mixed(5))

    keys = [measure(room, plan).key for plan in solve(room, steps=500)]

    assert keys == sorted(set(keys), reverse=True)


@settings(max_examples=15, deadline=None)
@given(room=rooms())
def test_solve_never_makes_a_start_worse(room: Room) -> None:
    *_, start = solve(room, steps=20, seed=1)

    plans = list(solve(room, steps=40, seed=2, start=start))

    assert plans[0] == start
    assert measure(room, plans[-1]).key <= measure(room, start).key


def test_solve_keeps_pinned_people() -> None:
    room = plain_room(20, Round.mixed(4), Round.mixed(5))
    pins = [Pin("p3", 0, 2), Pin("p8", 0, 2), Pin("p3", 1, 4)]

    for plan in solve(room, steps=200, pinned=pins):
        assert [plan.place(pin.round)[pin.person] for pin in pins] == [2, 2, 4]


def test_solve_refuses_more_groups_than_people() -> None:
    with pytest.raises(GroupingError) as refused:
        solve(plain_room(3, Round.mixed(4)))

    assert refused.value.code == "more_groups_than_people"
    assert refused.value.params == {"round": 0, "groups": 4, "people": 3}


@pytest.mark.parametrize("of", [1, 2, -1])
def test_solve_refuses_a_return_to_itself_or_forward(of: int) -> None:
    with pytest.raises(GroupingError) as refused:
        solve(plain_room(8, Round.mixed(2), Round.return_to(of), Round.mixed(2)))

    assert refused.value.code == "return_not_to_earlier_round"


def test_solve_refuses_an_empty_room() -> None:
    with pytest.raises(GroupingError) as refused:
        solve(plain_room(0, Round.mixed(1)))

    assert refused.value.code == "empty_room"
