"""Seatings from fields and from the table: nobody meets twice, and they are found at once."""

from itertools import combinations

import numpy as np
import pytest

from workshops.grouping import Person, Room, Round, measure, solve
from workshops.grouping.bounds import KNOWN_MOST_ROUNDS
from workshops.grouping.designs import repeat_free, repeat_free_full
from workshops.grouping.pairs import Places
from workshops.grouping.stored import BASES

CLASSIC = [(3, 3, 4), (5, 3, 7), (6, 3, 8), (7, 3, 10), (9, 3, 13), (4, 4, 5), (6, 4, 7), (7, 4, 9),
           (8, 4, 9), (6, 5, 6), (8, 8, 9)]  # fmt: skip


def meetings(seats: Places) -> list[int]:
    """How often each two people sit together."""
    people = range(seats.shape[1])
    return [int((seats[:, a] == seats[:, b]).sum()) for a, b in combinations(people, 2)]


@pytest.mark.parametrize(("groups", "size", "rounds"), CLASSIC)
def test_in_the_classic_seatings_nobody_meets_twice(groups: int, size: int, rounds: int) -> None:
    seats = repeat_free_full(groups, rounds, size)

    assert seats is not None
    assert all(np.bincount(row).tolist() == [size] * groups for row in seats)
    assert max(meetings(seats)) == 1


@pytest.mark.parametrize(("groups", "size"), BASES)
def test_the_table_has_as_many_rounds_as_there_can_be(groups: int, size: int) -> None:
    most = min((groups * size - 1) // (size - 1), KNOWN_MOST_ROUNDS[groups, size])

    assert repeat_free_full(groups, most, size) is not None
    assert repeat_free_full(groups, most + 1, size) is None


def test_where_no_design_is_known_there_is_none() -> None:
    assert repeat_free_full(6, 4, 6) is None  # two squares of six at right angles: there are none
    assert repeat_free(6, 3, 4) is None


@pytest.mark.parametrize(("groups", "size", "rounds"), CLASSIC)
def test_a_classic_room_is_mixed_without_repeats_at_once(groups: int, size: int, rounds: int) -> None:
    people = tuple(Person(f"p{k}", organisation=f"org{k}", languages=("nb",)) for k in range(groups * size))
    room = Room(people, (Round.mixed(groups),) * rounds)

    *_, plan = solve(room, steps=700)

    assert measure(room, plan).repeats.value == 0
