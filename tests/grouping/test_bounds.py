"""Bounds hold for every plan, also bad ones: plans are seated at random here."""

from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.grouping.rooms import plain_room, rooms
from workshops.grouping import Field, Measure, Person, Plan, Room, Round, RoundKind, bounds, measure, solve
from workshops.grouping.dealing import dealt_pairs, dealt_sizes, even_sizes, pairs, return_groups

LOWER = [
    *("sector_pairs", "poor_groups", "organisation_pairs", "repeats", "repeat_sq", "stale", "coachless"),
    *("language_left_out", "history"),
]


def seated_at_random(room: Room, rng: Random) -> Plan:
    """Even groups, all other rules ignored but those who must sit together, who do."""
    rounds: list[tuple[tuple[str, ...], ...]] = []
    for r, spec in enumerate(room.rounds):
        if spec.kind is RoundKind.RETURN_TO:
            rounds.append(return_groups(room, r, rounds[spec.of], room.present[spec.of]))
            continue
        people = list(room.present[r])
        rng.shuffle(people)
        people.sort(key=lambda i: not any(i in knot for knot in room.knots))
        sizes, start, groups = even_sizes(len(people), spec.groups), 0, []
        for size in sizes:
            groups.append(tuple(people[start : start + size]))
            start += size
        rounds.append(tuple(groups))
    return Plan(tuple(rounds))


@settings(max_examples=80, deadline=None)
@given(room=rooms(), seed=st.integers(0, 999))
def test_no_plan_beats_a_bound(room: Room, seed: int) -> None:
    limit = bounds(room)
    for k in range(8):
        quality = measure(room, seated_at_random(room, Random(seed + k)), known_bounds=limit)
        for name in LOWER:
            found = getattr(quality, name)
            assert found.value >= found.bound, name
        assert quality.new_contacts.value <= quality.new_contacts.bound


@settings(max_examples=300, deadline=None)
@given(
    kinds=st.lists(st.sampled_from("abcd"), min_size=6, max_size=13),
    ties=st.lists(st.integers(0, 12), max_size=3),
    seed=st.integers(0, 9999),
)
def test_no_round_of_equals_beats_its_bounds(kinds: list[str], ties: list[int], seed: int) -> None:
    people = tuple(Person(f"p{k}", kind, languages=("nb",)) for k, kind in enumerate(kinds))
    together = tuple((f"p{k}", f"p{k + 1}") for k in ties if k + 1 < len(people))
    room = Room(people, (Round.same(Field.SECTOR, least=2, most=5),), together=together)

    groups = _filled(room, Random(seed))
    assume(all(2 <= len(group) <= 5 for group in groups))
    quality = measure(room, Plan((groups,)))

    for measured in (quality.splits, quality.foreign_pairs):
        assert measured.value >= measured.bound


def _filled(room: Room, rng: Random) -> tuple[tuple[str, ...], ...]:
    """Everybody in a chance group, those who belong together in one."""
    tied = {i for knot in room.knots for i in knot}
    units = [*room.knots, *((i,) for i in room.person if i not in tied)]
    rng.shuffle(units)
    groups: list[tuple[str, ...]] = [()] * rng.randint(-(-len(room.people) // 5), len(room.people) // 2)
    for unit in sorted(units, key=len, reverse=True):
        k = rng.choice(sorted(range(len(groups)), key=lambda k: len(groups[k]))[:2])
        groups[k] += unit
    return tuple(groups)


def test_splits_that_ties_force_are_proven() -> None:
    people = tuple(Person(f"p{k}", "ab"[k > 6], languages=("nb",)) for k in range(11))
    room = Room(people, (Round.same(Field.SECTOR, least=2, most=4),), together=(("p0", "p10"),))

    *_, plan = solve(room, steps=50)

    assert measure(room, plan).splits == Measure(1, 1)


@given(n=st.integers(0, 40), groups=st.integers(1, 9))
def test_dealt_pairs_counts_the_even_deal(n: int, groups: int) -> None:
    assert dealt_pairs(n, groups) == sum(map(pairs, even_sizes(n, groups)))


def test_dealt_sizes_puts_knots_in_different_groups() -> None:
    assert sorted(dealt_sizes(7, 3, [3, 2])) == [2, 2, 3]


def test_bounds_know_the_pigeonhole() -> None:
    room = plain_room(24, Round.mixed(4), Round.mixed(4), Round.mixed(4))

    assert bounds(room).repeat_sq == 24


def test_bounds_know_that_36_officers_cannot_be_arranged() -> None:
    room = plain_room(36, *[Round.mixed(6)] * 4)

    assert bounds(room).repeats == 1


def test_at_a_table_where_nobody_shares_a_language_one_of_them_counts_as_heard() -> None:
    people = tuple(Person(tongue, languages=(tongue,)) for tongue in ("nb", "ar", "uk"))
    room = Room(people, (Round.mixed(1),))

    left = measure(room, Plan.of([[["nb", "ar", "uk"]]])).language_left_out

    assert (left.value, left.bound) == (2, 2)


def test_a_stolen_pair_is_found_out() -> None:
    people = tuple(Person(f"p{k}", "public" if k < 4 else "private", "a" if k < 2 else "") for k in range(8))
    room = Room(people, (Round.mixed(4),))
    plan = Plan.of([[["p0", "p1"], ["p2", "p4"], ["p3", "p5"], ["p6", "p7"]]])

    quality = measure(room, plan)

    assert (quality.sector_pairs.gap, quality.organisation_pairs.gap) == (2, 1)
    assert quality.groups_at_spread_bound == 2
