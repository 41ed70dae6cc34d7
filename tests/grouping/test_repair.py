from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grouping.rooms import plain_room
from workshops.grouping import (
    GroupingError,
    Person,
    Pin,
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


TOPICS = [Topic("work", 3, 6), Topic("home", 3, 6), Topic("food", 3, 6), Topic("place", 3, 6)]


def gathered(rng: Random) -> tuple[Room, Plan]:
    """Sixteen people around four topics."""
    names = [topic.id for topic in TOPICS]
    people = [Person(f"p{k}", "abc"[k % 3], wishes=tuple(rng.sample(names, 2))) for k in range(16)]
    room = Room(tuple(people), (Round.on_topics(TOPICS),))
    *_, plan = solve(room, steps=20)
    return room, plan


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 9999), gone=st.integers(0, 4), come=st.integers(0, 8), extra=st.sampled_from([0, 2])
)
def test_repair_of_a_topic_round_moves_the_fewest(seed: int, gone: int, come: int, extra: int) -> None:
    rng = Random(seed)
    before, old = gathered(rng)
    new = [Person(f"w{k}", wishes=(rng.choice(TOPICS).id,)) for k in range(come)]
    room = replace(before, people=(*rng.sample(before.people, 16 - gone), *new))
    left = [sum(i in room.person for i in group) for group in old.rounds[0]]
    over = sum(max(0, n - 6) for n in left)
    fewest = max(over, sum(max(0, 3 - n) for n in left) - come)

    plan = repair(room, old, extra_moves=extra)

    assert violations(room, plan) == []
    assert fewest <= moves(old, plan, 0) <= fewest + extra


def test_newcomers_to_a_topic_round_sit_where_they_wish_then_where_their_sector_lacks() -> None:
    topics = [Topic("work", 2, 4), Topic("home", 2, 4)]
    people = [Person(f"p{k}", "a" if k < 2 else "b") for k in range(4)]
    late = (Person("wishes", "a", wishes=("work",)), Person("spreads", "a"))
    room = Room((*people, *late), (Round.on_topics(topics),))

    plan = repair(room, Plan.of([[["p0", "p1"], ["p2", "p3"]]]))

    assert [set(group) for group in plan.rounds[0]] == [{"p0", "p1", "wishes"}, {"p2", "p3", "spreads"}]


def test_repair_of_a_topic_round_keeps_pins_and_those_who_sit_together() -> None:
    topics = [Topic("work", 2, 4), Topic("home", 2, 4)]
    people = tuple(Person(f"p{k}", wishes=("work",)) for k in range(5))
    room = Room(people, (Round.on_topics(topics),), together=(("p3", "p4"),), apart=(("p0", "p4"),))
    old = Plan.of([[["p0", "p1", "p2"], ["p3"]]])

    plan = repair(room, old, pinned=[Pin("p1", 0, 0), Pin("p3", 0, 1)])

    assert [set(group) for group in plan.rounds[0]] == [{"p0", "p1", "p2"}, {"p3", "p4"}]
