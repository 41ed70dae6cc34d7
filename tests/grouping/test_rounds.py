"""Rounds that are not simply mixed: returns, topics, equals, people who stay, rounds that are over."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grouping.rooms import plain_room
from workshops.grouping import Field, Person, Pin, Plan, Room, Round, Topic, measure, solve, violations
from workshops.grouping.transport import assign

TOPICS = [Topic("work", 3, 7), Topic("home", 3, 7), Topic("food", 3, 7)]


def best(room: Room, *, steps: int = 150, pins: list[Pin] | None = None) -> Plan:
    *_, plan = solve(room, steps=steps, pinned=pins or [])
    return plan


def test_a_return_is_the_same_groups_without_the_absent_and_with_newcomers() -> None:
    room = plain_room(13, Round.mixed(3), Round.mixed(3), Round.return_to(0))
    absent = {"p4": frozenset({2}), "p7": frozenset({0})}
    people = tuple(replace(p, absent_rounds=absent.get(p.id, frozenset())) for p in room.people)
    room = replace(room, people=people)

    first, _, last = best(room).rounds

    for old, new in zip(first, last, strict=True):
        assert set(old) - {"p4"} == set(new) - {"p7"}


def test_topic_rounds_fulfil_as_many_wishes_as_can_be() -> None:
    rng = Random(4)
    names = [topic.id for topic in TOPICS]
    people = tuple(
        Person(f"p{k}", "ab"[k % 2], wishes=tuple(rng.sample(names, 2)), languages=("nb",)) for k in range(16)
    )
    room = Room(people, (Round.on_topics(TOPICS),), apart=(("p0", "p1"),), together=(("p2", "p3"),))

    plan = best(room)

    assert violations(room, plan) == []
    assert measure(room, plan).wish_cost.is_proven_best


def test_those_who_belong_together_stay_so_whatever_they_wish_and_whoever_sits_there() -> None:
    wishes = [("work",), ("home",), ("work",), ("home",), (), (), (), ()]
    colleagues = ["b", "a", "a", "b", "c", "d", "e", "f"]
    people = tuple(
        Person(f"p{k}", org, org, wishes=wish, languages=("nb",))
        for k, (wish, org) in enumerate(zip(wishes, colleagues, strict=True))
    )
    topics = [Topic("work", 4, 4), Topic("home", 4, 4)]
    room = Room(people, (Round.on_topics(topics),), together=(("p0", "p1"),))

    plan = best(room)

    assert violations(room, plan) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 5)] * 3), min_size=2, max_size=6))
def test_assign_finds_the_cheapest_seats(rows: list[tuple[int, ...]]) -> None:
    def cheapest(row: int, load: tuple[int, ...]) -> float:
        if row == len(rows):
            return 0
        free = [k for k in range(3) if load[k] < 2]
        after = [tuple(n + (k == at) for at, n in enumerate(load)) for k in free]
        return min(
            (rows[row][k] + cheapest(row + 1, new) for k, new in zip(free, after, strict=True)),
            default=float("inf"),
        )

    seats = assign(rows, [0, 0, 0], [2, 2, 2])

    assert sum(row[k] for row, k in zip(rows, seats, strict=True)) == cheapest(0, (0, 0, 0))


def test_equals_sit_together() -> None:
    places = ["a"] * 9 + ["b"] * 4 + ["c"] + ["d"] * 2
    people = tuple(Person(f"p{k}", municipality=place) for k, place in enumerate(places))
    room = Room(people, (Round.same(Field.MUNICIPALITY, least=3, most=5),))

    quality = measure(room, best(room))

    assert quality.violations == ()
    assert (quality.splits.value, quality.foreign_pairs.value) == (0, 2)


def test_coaches_stay_at_their_topic_while_the_others_move() -> None:
    people = tuple(Person(f"p{k}", "ab"[k % 2], role="coach" if k < 3 else "") for k in range(15))
    mixed = Round.mixed(3, stay_with=0, staying=["coach"])
    room = Room(people, (Round.on_topics(TOPICS), mixed, Round.return_to(0)))
    pins = [Pin("p0", 0, 0), Pin("p1", 0, 1), Pin("p2", 0, 2)]

    plan = best(room, pins=pins)

    assert [plan.place(1)[coach] for coach in ("p0", "p1", "p2")] == [0, 1, 2]
    assert plan.rounds[2] == plan.rounds[0]


def test_a_round_that_is_over_stays_as_it_was_seated() -> None:
    room = plain_room(12, Round.mixed(3), Round.mixed(3))
    over = [["p0", "p1"], [f"p{k}" for k in range(2, 8)], ["p8", "p9", "p10", "p11"]]
    pins = [Pin(i, 0, k) for k, group in enumerate(over) for i in group]

    plan = best(room, pins=pins)

    assert [set(group) for group in plan.rounds[0]] == [set(group) for group in over]
    assert measure(room, plan).repeats.value == 4  # six, and four, dealt over three tables


def test_one_group_and_one_round_end_at_once() -> None:
    room = plain_room(5, Round.mixed(1))

    assert len(list(solve(room, seconds=5))) == 1


def test_without_wishes_the_topics_get_as_many_people_each() -> None:
    people = tuple(Person(f"p{k}", "abc"[k % 3]) for k in range(16))

    groups = best(Room(people, (Round.on_topics(TOPICS),))).rounds[0]

    assert sorted(map(len, groups)) == [5, 5, 6]
