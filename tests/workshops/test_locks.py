"""What is locked stays when the tables are mixed, repaired and filled up."""

import pytest
from django.utils import timezone

from inkludering.accounts.models import User
from inkludering.errors import DomainError
from participants.models import Attendance
from tests.workshops.rooms import check_in, groups_of, make_event_with_room
from workshops import services
from workshops.mending import Choice
from workshops.models import Seat, WorkshopRound

pytestmark = pytest.mark.django_db


def make_room(people: int, *returns: int | None) -> tuple[list[WorkshopRound], User]:
    _event, rounds, user = make_event_with_room(people, *(returns or (None,)))
    services.make_groups(round_=rounds[0], by=user, now=timezone.now())
    return rounds, user


def mix(round_: WorkshopRound, user: User, seed: int = 5) -> None:
    services.make_groups(round_=round_, by=user, now=timezone.now(), seed=seed)


def test_locked_people_keep_their_tables_in_every_mix() -> None:
    (one,), user = make_room(30)
    seats = [Seat.objects.filter(round=one, group__number=n).order_by("pk")[0] for n in (1, 3, 5)]
    for seat in seats:
        services.lock_person(seat=seat, locked=True, by=user)

    for seed in range(5):
        mix(one, user, seed)

        groups = groups_of(one)
        assert [seats[k].registration_id in groups[n] for k, n in enumerate((0, 2, 4))] == [True] * 3


def test_a_locked_table_stays_as_it_is_and_the_others_are_even() -> None:
    (one,), user = make_room(30)
    services.move(seat=Seat.objects.filter(round=one, group__number=2)[0], to_group=1, by=user)
    services.lock_table(round_=one, table=2, locked=True, by=user)
    before = groups_of(one)

    mix(one, user)

    after = groups_of(one)
    assert after[1] == before[1]
    others = [len(group) for number, group in enumerate(after) if number != 1 and group]
    assert max(others) - min(others) <= 1


def test_a_locked_table_takes_no_late_comer_and_lets_nobody_go() -> None:
    (one,), user = make_room(12)
    services.lock_table(round_=one, table=1, locked=True, by=user)
    before = groups_of(one)
    check_in(one.event, 3)

    services.place_newcomers(round_=one, by=user)
    with pytest.raises(DomainError):
        services.move(seat=Seat.objects.filter(group__number=1)[0], to_group=2, by=user)
    with pytest.raises(DomainError):
        services.move(seat=Seat.objects.filter(group__number=2)[0], to_group=1, by=user)

    assert groups_of(one)[0] == before[0]


def test_repair_leaves_locked_people_and_tables_alone() -> None:
    (one,), user = make_room(30)
    services.lock_table(round_=one, table=1, locked=True, by=user)
    kept = Seat.objects.filter(round=one, group__number=2).order_by("pk")[0]
    services.lock_person(seat=kept, locked=True, by=user)
    before = groups_of(one)
    gone = list(before[2])[:4]
    Attendance.objects.filter(registration__in=gone).delete()

    services.repair_round(round_=one, choice=Choice.FEWEST, by=user, now=timezone.now())

    after = groups_of(one)
    assert after[0] == before[0]
    assert kept.registration_id in after[1]
    assert not any(group & set(gone) for group in after)


def test_a_locked_round_is_never_changed_and_is_gone_back_to_as_it_is() -> None:
    (one, back), user = make_room(20, None, 1)
    services.lock_tables(round_=one, locked=True, by=user)
    before, now = groups_of(one), timezone.now()

    for refused in (
        lambda: mix(one, user),
        lambda: services.repair_round(round_=one, choice=Choice.FEWEST, by=user, now=now),
        lambda: services.place_newcomers(round_=one, by=user),
        lambda: services.move(seat=Seat.objects.filter(round=one)[0], to_group=3, by=user),
    ):
        with pytest.raises(DomainError):
            refused()
    mix(back, user)

    assert groups_of(one) == before
    assert groups_of(back) == before


def test_too_many_locked_to_one_table_are_refused_by_name() -> None:
    (one,), user = make_room(12)
    everybody = list(Seat.objects.filter(round=one).select_related("registration"))
    for seat in everybody[:8]:
        services.move(seat=Seat.objects.get(pk=seat.pk), to_group=1, by=user)
        services.lock_person(seat=seat, locked=True, by=user)

    with pytest.raises(DomainError) as refused:
        mix(one, user)

    assert everybody[0].registration.name in str(refused.value)
