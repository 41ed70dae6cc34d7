"""What holds in rooms with topics, equals and pins: shortly each time, in thousands with ``make soak``."""

import pytest
from hypothesis import given

from tests.grouping.rooms import rooms_of_all_kinds
from tests.grouping.test_bounds import LOWER
from tests.grouping.test_properties import LONG, SHORT
from workshops.grouping import Pin, Room, bounds, measure, solve, violations

MEASURES = (*LOWER, "wish_cost", "splits", "foreign_pairs")


def rules_and_bounds_hold(room: Room, pins: list[Pin]) -> None:
    limit = bounds(room)
    for plan in solve(room, steps=40, pinned=pins):
        assert violations(room, plan) == []
        assert all(plan.place(pin.round)[pin.person] == pin.group for pin in pins)
        quality = measure(room, plan, known_bounds=limit)
        for name in MEASURES:
            found = getattr(quality, name)
            assert found.value >= found.bound, name
        assert quality.new_contacts.value <= quality.new_contacts.bound


@SHORT
@given(drawn=rooms_of_all_kinds())
def test_rules_and_bounds_hold(drawn: tuple[Room, list[Pin]]) -> None:
    rules_and_bounds_hold(*drawn)


@pytest.mark.soak
@LONG
@given(drawn=rooms_of_all_kinds())
def test_rules_and_bounds_hold_in_thousands_of_rooms(drawn: tuple[Room, list[Pin]]) -> None:
    rules_and_bounds_hold(*drawn)
