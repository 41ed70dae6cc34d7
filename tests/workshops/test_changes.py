"""Every change at the tables is noted, can be undone, and stands beside what others do."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from inkludering.accounts.models import User
from inkludering.errors import DomainError
from tests.workshops.rooms import check_in, groups_of, make_event_with_room, make_facilitator
from workshops import services
from workshops.log import last_change, lines_of
from workshops.mending import Choice
from workshops.models import Change, ChangeKind, Seat, Step, WorkshopRound

pytestmark = pytest.mark.django_db


def make_room(people: int = 12) -> tuple[WorkshopRound, User]:
    _event, (one,), user = make_event_with_room(people, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    one.refresh_from_db()
    return one, user


def seat_at(round_: WorkshopRound, table: int) -> Seat:
    return Seat.objects.filter(round=round_, group__number=table).order_by("pk")[0]


def test_a_change_notes_who_moved_whom_from_where() -> None:
    one, user = make_room()
    seat = seat_at(one, 1)

    services.move(seat=seat, to_group=2, by=user)

    change = Change.objects.get(kind=ChangeKind.MOVED)
    assert change.by == user
    steps = list(change.steps.values_list("registration_id", "from_table", "to_table"))
    assert steps == [(seat.registration_id, 1, 2)]


def test_undo_goes_back_step_by_step_to_the_empty_round() -> None:
    one, user = make_room()
    seen = [groups_of(one)]
    for _time in range(3):
        services.move(seat=seat_at(one, 1), to_group=2, by=user)
        seen.append(groups_of(one))

    for expected in reversed(seen):
        assert groups_of(one) == expected
        last = last_change(one)
        assert last is not None
        services.undo(change=last.change, by=user)

    assert Seat.objects.filter(round=one).count() == 0
    assert last_change(one) is None
    assert WorkshopRound.objects.get().made_at is None


def test_undo_of_a_new_mix_brings_the_old_tables_back() -> None:
    one, user = make_room(30)
    before = groups_of(one)

    services.make_groups(round_=one, by=user, now=timezone.now(), seed=9)
    assert groups_of(one) != before
    services.undo(change=Change.objects.latest("version"), by=user)

    assert groups_of(one) == before


def test_a_change_is_undone_once() -> None:
    one, user = make_room()
    services.move(seat=seat_at(one, 1), to_group=2, by=user)
    change = Change.objects.latest("version")
    services.undo(change=change, by=user)

    with pytest.raises(DomainError):
        services.undo(change=change, by=user)


def test_undo_refuses_when_the_person_has_been_moved_since() -> None:
    one, user = make_room(18)
    seat = seat_at(one, 1)
    services.move(seat=seat, to_group=2, by=user)
    first = Change.objects.latest("version")
    services.move(seat=Seat.objects.get(pk=seat.pk), to_group=3, by=user)

    with pytest.raises(DomainError):
        services.undo(change=first, by=user)


def test_two_moves_of_different_people_both_stand() -> None:
    one, user = make_room()
    other = make_facilitator(one.event)
    first, second = Seat.objects.filter(round=one, group__number=1).order_by("pk")[:2]

    services.move(seat=first, to_group=2, by=user, seen=one.version)
    services.move(seat=second, to_group=2, by=other, seen=one.version)

    assert {first.registration_id, second.registration_id} <= groups_of(one)[1]


def test_a_stale_move_of_the_same_person_is_refused_with_who_was_first() -> None:
    one, user = make_room(18)
    seat = seat_at(one, 1)
    user.name = "Leyla Berg"
    user.save()
    services.move(seat=seat, to_group=2, by=user, seen=one.version)
    before = groups_of(one)

    with pytest.raises(DomainError, match="Leyla"):
        services.move(seat=seat, to_group=3, by=make_facilitator(one.event), seen=one.version)

    assert groups_of(one) == before


@pytest.mark.parametrize("verb", ["mix", "repair"])
def test_what_touches_everybody_is_refused_after_any_change(verb: str) -> None:
    one, user = make_room()
    services.move(seat=seat_at(one, 1), to_group=2, by=user)
    before, now, seen = groups_of(one), timezone.now(), one.version
    refused: dict[str, Callable[[], object]] = {
        "mix": lambda: services.make_groups(round_=one, by=user, now=now, draw=services.Draw(seen=seen)),
        "repair": lambda: services.repair_round(
            round_=one, choice=Choice.FEWEST, by=user, now=now, seen=seen
        ),
    }

    with pytest.raises(DomainError):
        refused[verb]()

    assert groups_of(one) == before


def test_the_log_says_each_change_and_which_was_undone() -> None:
    one, user = make_room()
    services.move(seat=seat_at(one, 1), to_group=2, by=user)
    check_in(one.event, 1)
    services.place_newcomers(round_=one, by=user)
    services.undo(change=Change.objects.latest("version"), by=user)

    lines = lines_of(one)

    kinds = [ChangeKind.UNDONE, ChangeKind.PLACED, ChangeKind.MOVED, ChangeKind.MADE]
    assert [line.change.kind for line in lines] == kinds
    assert [line.is_undone for line in lines] == [False, True, False, False]
    assert all(line.words for line in lines)


def test_the_last_change_says_whom_to_tell_only_once_tables_are_announced() -> None:
    one, user = make_room(18)
    services.move(seat=seat_at(one, 1), to_group=2, by=user)
    before = last_change(one)
    services.show_round(round_=one, by=user, now=timezone.now())
    services.move(seat=seat_at(one, 1), to_group=3, by=user)

    after = last_change(WorkshopRound.objects.get())

    assert before is not None
    assert after is not None
    assert (len(before.told), len(after.told)) == (0, 1)


def test_tables_put_together_and_parted_again() -> None:
    one, user = make_room(18)
    before = groups_of(one)

    services.merge_tables(round_=one, table=3, into=1, by=user)
    together = groups_of(one)
    services.undo(change=Change.objects.latest("version"), by=user)

    assert together == [before[0] | before[2], before[1], set()]
    assert groups_of(one) == before


@pytest.mark.parametrize(("table", "into"), [(1, 1), (1, 9)])
def test_merge_refuses_a_table_that_is_not_there(table: int, into: int) -> None:
    one, user = make_room()
    before = groups_of(one)

    with pytest.raises(DomainError):
        services.merge_tables(round_=one, table=table, into=into, by=user)

    assert groups_of(one) == before


@pytest.mark.parametrize(
    "fields", [{"kind": "dans"}, {"kind": ChangeKind.UNDONE}, {"version": 1}], ids=["kind", "undoes", "twice"]
)
def test_database_refuses_a_change_that_cannot_be(fields: dict[str, object]) -> None:
    one, _user = make_room()
    plain = {"round": one, "version": 99, "kind": ChangeKind.MOVED, "at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(**plain | fields)


def test_database_refuses_a_step_to_where_one_sits() -> None:
    one, _user = make_room()
    change = Change.objects.create(round=one, version=99, kind=ChangeKind.MOVED, at=timezone.now())
    seat = seat_at(one, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(change=change, registration_id=seat.registration_id, from_table=1, to_table=1)
