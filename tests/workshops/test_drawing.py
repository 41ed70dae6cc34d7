"""Groups are made of those who are here."""

from collections import Counter
from itertools import combinations
from time import thread_time

import pytest
from django.utils import timezone

from inkludering.errors import DomainError
from participants.models import Attendance, Registration
from tests.factories import make_registration
from tests.workshops.rooms import check_in, first_day, groups_of, make_event_with_room
from workshops import services
from workshops.board import read_board
from workshops.models import Seat

pytestmark = pytest.mark.django_db


def test_make_groups_seats_everybody_once_in_sizes_within_one() -> None:
    event, (one,), user = make_event_with_room(44, None)
    make_registration(event, first_name="Ikke her")

    services.make_groups(round_=one, by=user, now=timezone.now())

    groups = groups_of(one)
    here = set(Attendance.objects.values_list("registration_id", flat=True))
    assert sorted(map(len, groups)) == [5, 5, 5, 5, 6, 6, 6, 6]
    assert sorted(pk for group in groups for pk in group) == sorted(here)


def test_make_groups_spreads_sectors_as_evenly_as_possible() -> None:
    _event, (one,), user = make_event_with_room(48, None)

    services.make_groups(round_=one, by=user, now=timezone.now())

    sector_of = dict(Registration.objects.values_list("pk", "sector"))
    for group in groups_of(one):
        assert sorted(Counter(sector_of[pk] for pk in group).values()) == [1, 1, 2, 2]


def test_second_round_seats_nobody_with_the_same_people_again() -> None:
    _event, (one, two), user = make_event_with_room(48, None, None)

    services.make_groups(round_=one, by=user, now=timezone.now())
    services.make_groups(round_=two, by=user, now=timezone.now())

    pairs = [{pair for group in groups_of(r) for pair in combinations(sorted(group), 2)} for r in (one, two)]
    assert pairs[0] & pairs[1] == set()


def test_round_back_to_the_first_has_the_same_groups() -> None:
    _event, (one, two, three), user = make_event_with_room(40, None, None, 1)

    for round_ in (one, two, three):
        services.make_groups(round_=round_, by=user, now=timezone.now())

    assert groups_of(three) == groups_of(one)


def test_return_leaves_out_those_who_left_and_places_those_who_came() -> None:
    event, (one, back), user = make_event_with_room(40, None, 1)
    services.make_groups(round_=one, by=user, now=timezone.now())
    left = Attendance.objects.order_by("pk")[0]
    left.delete()
    (newcomer,) = check_in(event, 1)

    services.make_groups(round_=back, by=user, now=timezone.now())

    before, after = groups_of(one), groups_of(back)
    kept = [group - {newcomer.pk} for group in after]
    assert kept == [group - {left.registration_id} for group in before]
    assert sum(newcomer.pk in group for group in after) == 1


def test_make_groups_again_replaces_the_groups_and_keeps_other_rounds() -> None:
    _event, (one, two), user = make_event_with_room(24, None, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    before = groups_of(one)

    services.make_groups(round_=two, by=user, now=timezone.now())
    services.make_groups(round_=two, by=user, now=timezone.now(), seed=3)

    assert groups_of(one) == before
    assert Seat.objects.filter(round=two).count() == 24


def test_make_groups_refuses_an_empty_room() -> None:
    _event, (one,), user = make_event_with_room(0, None)

    with pytest.raises(DomainError):
        services.make_groups(round_=one, by=user, now=timezone.now())


def test_return_refuses_while_its_round_has_no_groups() -> None:
    _event, (_one, back), user = make_event_with_room(12, None, 1)

    with pytest.raises(DomainError):
        services.make_groups(round_=back, by=user, now=timezone.now())


def test_newcomers_get_a_place_and_nobody_else_moves() -> None:
    event, (one,), user = make_event_with_room(30, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    before = groups_of(one)
    late = {one.pk for one in check_in(event, 2)}

    count = services.place_newcomers(round_=one, by=user)

    after = groups_of(one)
    assert count == 2
    assert [group - late for group in after] == before
    assert sorted(pk for group in after for pk in group & late) == sorted(late)


def test_move_takes_one_person_to_another_table() -> None:
    _event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    seat = Seat.objects.filter(round=one, group__number=1).order_by("pk")[0]

    services.move(seat=seat, to_group=2, by=user)

    assert [seat.registration_id in group for group in groups_of(one)] == [False, True]


def test_move_refuses_a_table_that_is_not_there() -> None:
    _event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())

    with pytest.raises(DomainError):
        services.move(seat=Seat.objects.all()[0], to_group=9, by=user)


@pytest.mark.parametrize("people", [12, 60])
def test_make_groups_asks_the_same_number_of_queries(
    people: int, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    event, (one,), user = make_event_with_room(people, None)
    assert first_day(event)

    with django_assert_max_num_queries(24):  # type: ignore[operator]  # pytest-django's own fixture
        services.make_groups(round_=one, by=user, now=timezone.now())


def test_a_round_back_to_the_first_is_measured_by_its_own_tables() -> None:
    _event, (one, back), user = make_event_with_room(12, None, 1)
    for round_ in (one, back):
        services.make_groups(round_=round_, by=user, now=timezone.now())

    first, third = (read_board(round_).quality for round_ in (one, back))

    assert first is not None
    assert third is not None
    assert third.facts[1:] == first.facts[1:]
    assert first.facts[1].value != "0"


def test_a_hundred_and_twenty_are_mixed_and_shown_within_two_seconds() -> None:
    _event, rounds, user = make_event_with_room(120, None, None, None)
    services.make_groups(round_=rounds[0], by=user, now=timezone.now())  # loads numpy

    for round_ in rounds:
        began = thread_time()
        services.make_groups(round_=round_, by=user, now=timezone.now(), seed=2)
        read_board(round_)
        assert thread_time() - began < 2


def test_the_same_seed_gives_the_same_tables() -> None:
    _event, (one,), user = make_event_with_room(40, None)
    found = []
    for seed in (3, 4, 3):
        services.make_groups(round_=one, by=user, now=timezone.now(), seed=seed)
        found.append(groups_of(one))

    assert found[0] == found[2]
    assert found[0] != found[1]
