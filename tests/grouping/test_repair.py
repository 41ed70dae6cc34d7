from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grouping.rooms import plain_room
from workshops.grouping import (
    GroupingError,
    Person,
    Plan,
    Room,
    Round,
    Topic,
    place,
    repair,
    solve,
    violations,
)
from workshops.grouping.mending import fewest_moves

ROOM = plain_room(24, Round.mixed(5), Round.mixed(5))


def announced() -> Plan:
    *_, plan = solve(ROOM, steps=60)
    return plan


def changed(rng: Random, gone: int, come: int) -> Room:
    stay = [p for p in ROOM.people if p.id not in rng.sample([p.id for p in ROOM.people], gone)]
    new = [Person(f"w{k}", rng.choice(["public", "private"])) for k in range(come)]
    return replace(ROOM, people=(*stay, *new))


def moves(old: Plan, new: Plan, r: int) -> int:
    before, after = old.place(r), new.place(r)
    return sum(after.get(i, k) != k for i, k in before.items())


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 9999), gone=st.integers(0, 8), come=st.integers(0, 8), extra=st.sampled_from([0, 2])
)
def test_repair_moves_the_fewest(seed: int, gone: int, come: int, extra: int) -> None:
    old, room = announced(), changed(Random(seed), gone, come)

    new = repair(room, old, extra_moves=extra)

    assert violations(room, new) == []
    for r, groups in enumerate(old.rounds):
        left = [sum(i in room.person for i in group) for group in groups]
        fewest = fewest_moves(left, len(room.people) - sum(left))
        assert fewest <= moves(old, new, r) <= fewest + extra


def test_repair_can_leave_everybody_where_they_are() -> None:
    old, room = announced(), changed(Random(1), 6, 3)

    new = repair(room, old, extra_moves=None)

    assert moves(old, new, 0) == moves(old, new, 1) == 0
    assert {found.code for found in violations(room, new)} <= {"uneven"}


def test_repair_leaves_rounds_that_are_over() -> None:
    old, room = announced(), changed(Random(2), 5, 5)

    assert repair(room, old, from_round=1).rounds[0] == old.rounds[0]


def test_place_takes_a_smallest_table_that_lacks_the_sector() -> None:
    people = [
        ("a", "public"),
        ("b", "voluntary"),
        ("c", "public"),
        ("d", "private"),
        ("e", "other"),
        ("f", "x"),
    ]
    late = Person("late", "public")
    room = Room((*(Person(i, sector) for i, sector in people), late), (Round.mixed(3),))
    plan = Plan.of([[["a", "b"], ["c", "d"], ["e", "f"]]])

    assert place(room, plan, "late", 0).rounds[0] == (("a", "b"), ("c", "d"), ("e", "f", "late"))


def test_place_prefers_evenness_to_spread() -> None:
    people = (Person("a", "public"), Person("b", "private"), Person("c", "x"), Person("late", "public"))
    room = Room(people, (Round.mixed(2),))

    assert place(room, Plan.of([[["a"], ["b", "c"]]]), "late", 0).rounds[0][0] == ("a", "late")


def test_place_leaves_somebody_seated() -> None:
    plan = announced()

    assert place(ROOM, plan, "p3", 1) == plan


def test_place_follows_wishes_to_a_topic_with_a_free_chair() -> None:
    topics = [Topic("work", 0, 1), Topic("home", 0, 2), Topic("food", 0, 2)]
    people = (Person("a"), Person("b"), Person("late", wishes=("work", "food")))
    room = Room(people, (Round.on_topics(topics),))

    assert place(room, Plan.of([[["a"], ["b"], []]]), "late", 0).rounds[0][2] == ("late",)


def test_place_refuses_a_full_round() -> None:
    room = Room((Person("a"), Person("late")), (Round.on_topics([Topic("work", 0, 1)]),))

    with pytest.raises(GroupingError) as refused:
        place(room, Plan.of([[["a"]]]), "late", 0)

    assert refused.value.code == "no_free_chair"
