"""The stored instances, read as the command reads them."""

import pytest

from tests.grouping.rooms import read_json
from workshops.grouping import Plan, Room, measure, solve, violations
from workshops.grouping.formats import read_room


def best_of(name: str, steps: int) -> tuple[Room, Plan]:
    room = read_room(read_json(name))
    *_, plan = solve(room, steps=steps)
    return room, plan


@pytest.mark.parametrize("name", ["tiny20", "pigeon24", "small30", "flag48", "uneven50", "eights64"])
def test_sectors_and_organisations_are_spread_as_evenly_as_can_be(name: str) -> None:
    room, plan = best_of(name, 700)

    quality = measure(room, plan)

    assert violations(room, plan) == []
    assert (quality.sector_pairs.gap, quality.organisation_pairs.gap, quality.poor_groups.gap) == (0, 0, 0)
    assert quality.groups_at_spread_bound == quality.groups_total


@pytest.mark.parametrize(("name", "meetings"), [("pigeon24", 24), ("tiny20", 12)])
def test_unavoidable_repeats_are_reached_and_proven(name: str, meetings: int) -> None:
    room, plan = best_of(name, 1500)

    quality = measure(room, plan)

    assert (quality.repeat_sq.value, quality.repeat_sq.bound) == (meetings, meetings)
    assert quality.most_often == 2


def test_a_design_keeps_32_people_from_ever_meeting_twice_in_eight_rounds() -> None:
    room, plan = best_of("golf-8-4-8", 200)

    assert measure(room, plan).repeats.value == 0


def test_flag48_repeats_nobody() -> None:
    room, plan = best_of("flag48", 1500)

    assert measure(room, plan).repeats.value == 0


def test_big200_meets_next_to_nobody_from_earlier_days() -> None:
    room, plan = best_of("big200", 3_000)

    quality = measure(room, plan)

    assert (quality.repeats.value, quality.coachless.gap, quality.language_left_out.value) == (0, 0, 0)
    assert quality.history.value <= 10
