"""No-shows, walk-ins and leavers: the tables fit those who are here again, and few people move."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from inkludering.errors import DomainError
from participants.models import Attendance, Registration
from tests.factories import make_registration
from tests.workshops.rooms import SECTORS, check_in, groups_of, make_event_with_room
from workshops import services
from workshops.board import read_board
from workshops.mending import Choice
from workshops.models import WorkshopRound
from workshops.repairs import offers_of
from workshops.services import Draw

pytestmark = pytest.mark.django_db


def leave(round_: WorkshopRound, count: int) -> set[int]:
    """The first ``count`` people of each of the first tables go home."""
    gone = [who for group in groups_of(round_)[:3] for who in sorted(group)[:count]]
    Attendance.objects.filter(registration__in=gone).delete()
    return set(gone)


def place_of(round_: WorkshopRound) -> dict[int, int]:
    return {who: number for number, group in enumerate(groups_of(round_)) for who in group}


def moved(before: dict[int, int], after: dict[int, int]) -> int:
    return sum(before[who] != after[who] for who in before.keys() & after.keys())


@pytest.mark.parametrize("choice", list(Choice))
def test_repair_seats_exactly_those_who_are_here(choice: Choice) -> None:
    event, (one,), user = make_event_with_room(48, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    leave(one, 3)
    check_in(event, 5)

    services.repair_round(round_=one, choice=choice, by=user, now=timezone.now())

    here = set(Attendance.objects.values_list("registration_id", flat=True))
    assert sorted(who for group in groups_of(one) for who in group) == sorted(here)


def test_the_three_choices_move_nobody_the_fewest_and_two_more() -> None:
    event, (one,), user = make_event_with_room(48, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    leave(one, 4)
    check_in(event, 2)
    one.refresh_from_db()

    offers = {offer.repair.choice: offer.repair for offer in offers_of(one)}

    fewest = len(offers[Choice.FEWEST].moves)
    assert len(offers[Choice.NOBODY].moves) == 0
    assert 0 < fewest <= len(offers[Choice.TWO_MORE].moves) <= fewest + 2
    for choice in (Choice.FEWEST, Choice.TWO_MORE):
        least, most = offers[choice].sizes
        assert most - least <= 1


@pytest.mark.parametrize("choice", list(Choice))
def test_a_repair_does_what_its_preview_said(choice: Choice) -> None:
    event, (one,), user = make_event_with_room(40, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    leave(one, 3)
    check_in(event, 3)
    one.refresh_from_db()
    before = place_of(one)
    (offer,) = [offer.repair for offer in offers_of(one) if offer.repair.choice == choice]

    services.repair_round(round_=one, choice=choice, by=user, now=timezone.now())

    after = place_of(one)
    shown = {shift.registration.pk: shift.table for shift in (*offer.moves, *offer.placed)}
    assert {who: after[who] + 1 for who in shown} == shown
    assert moved(before, after) == len(offer.moves)


def test_a_draft_of_those_who_signed_up_becomes_real_with_few_moves() -> None:
    event, (one,), user = make_event_with_room(0, None)
    people = [make_registration(event, sector=SECTORS[k % 6]) for k in range(30)]
    services.make_groups(round_=one, by=user, now=timezone.now(), draw=Draw(draft=True))
    one.refresh_from_db()
    drafted, before = one.is_draft, place_of(one)
    here = people[:27]
    now = timezone.now()
    rows = [Attendance(day=one.day, registration=row, arrived_at=now) for row in here]
    Attendance.objects.bulk_create(rows)

    services.repair_round(round_=one, choice=Choice.FEWEST, by=user, now=now)

    one.refresh_from_db()
    after = place_of(one)
    assert (drafted, one.is_draft) == (True, False)
    assert sorted(after) == sorted(row.pk for row in here)
    assert moved(before, after) <= 3


def test_a_late_comer_is_shown_the_table_that_lacks_their_sector() -> None:
    event, (one,), user = make_event_with_room(0, None)
    check_in(event, 12)
    services.make_groups(round_=one, by=user, now=timezone.now())
    Registration.objects.filter(sector="academia").update(sector="public")
    with_them = sorted(groups_of(one)[0])[0]
    Registration.objects.filter(pk=with_them).update(sector="academia")
    (late,) = check_in(event, 1)
    Registration.objects.filter(pk=late.pk).update(sector="academia", organisation_name="Alene")
    one.refresh_from_db()

    (newcomer,) = read_board(one).newcomers
    services.place_newcomers(round_=one, by=user, only=late.pk)

    assert newcomer.table == 2
    assert late.pk in groups_of(one)[1]


def test_tables_below_four_are_offered_a_table_to_join() -> None:
    event, (one,), user = make_event_with_room(24, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    assert event
    gone = sorted(groups_of(one)[3])[:3]
    Attendance.objects.filter(registration__in=gone).delete()
    services.repair_round(round_=one, choice=Choice.NOBODY, by=user, now=timezone.now())
    one.refresh_from_db()

    (merge,) = read_board(one).merges

    assert (merge.table, merge.people, merge.together) == (4, 3, 9)


@pytest.mark.parametrize("choice", list(Choice))
def test_a_round_back_to_the_first_keeps_its_tables_whatever_is_chosen(choice: Choice) -> None:
    event, (one, back), user = make_event_with_room(30, None, 1)
    for round_ in (one, back):
        services.make_groups(round_=round_, by=user, now=timezone.now())
    gone = leave(one, 2)
    (late,) = check_in(event, 1)

    services.repair_round(round_=back, choice=choice, by=user, now=timezone.now())

    after = groups_of(back)
    assert [group - {late.pk} for group in after] == [group - gone for group in groups_of(one)]


def refusals() -> dict[str, Callable[[WorkshopRound], object]]:
    return {
        "not made": lambda one: one.groups.count(),
        "nobody here": lambda one: services.make_groups(
            round_=one, by=None, now=timezone.now(), draw=Draw(draft=True)
        ),
    }


@pytest.mark.parametrize("name", ["not made", "nobody here"])
def test_repair_refuses_where_there_is_nothing_to_repair(name: str) -> None:
    event, (one,), user = make_event_with_room(0, None)
    make_registration(event)
    refusals()[name](one)

    with pytest.raises(DomainError):
        services.repair_round(round_=one, choice=Choice.FEWEST, by=user, now=timezone.now())
