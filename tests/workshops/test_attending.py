"""Who is counted for a round: those who come on that day, and those who are still in the room."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import EventDay
from participants.models import Attendance, DayChoice, Registration, RegistrationStatus
from participants.services.cancelling import cancel
from tests.factories import make_published_event, make_registration
from tests.workshops.rooms import first_day, groups_of, make_event_with_room, make_facilitator, make_rounds
from tests.workshops.today import make_day_today
from workshops import services
from workshops.attending import people_to_choose, signed_up
from workshops.board import read_board
from workshops.models import WorkshopRound
from workshops.services import Draw

pytestmark = pytest.mark.django_db


def make_second_day() -> tuple[EventDay, list[Registration], Registration]:
    """Twelve people: four come on the first day only, four on the second only, four have chosen no day."""
    event = make_published_event(capacity=None)
    first = first_day(event)
    second = EventDay.objects.create(event=event, date=first.date + timedelta(days=1))
    people = [make_registration(event, first_name=f"Kari {k}") for k in range(12)]
    DayChoice.objects.bulk_create(DayChoice(registration=one, day=first) for one in people[:4])
    DayChoice.objects.bulk_create(DayChoice(registration=one, day=second) for one in people[4:8])
    return second, people, people[0]


def test_a_draft_takes_only_those_who_come_on_that_day() -> None:
    second, people, _one = make_second_day()
    round_ = WorkshopRound.objects.create(day=second, number=1)
    user = make_facilitator(second.event)

    services.make_groups(round_=round_, by=user, now=timezone.now(), draw=Draw(draft=True))

    assert set().union(*groups_of(round_)) == {one.pk for one in people[4:]}
    assert read_board(round_).expected == 8


def test_who_came_on_a_day_they_had_not_chosen_can_be_chosen_there() -> None:
    second, _people, one = make_second_day()

    Attendance.objects.create(day=second, registration=one, arrived_at=timezone.now())

    assert one not in signed_up(second)
    assert one in people_to_choose(second)


def test_who_cancels_after_coming_is_gone_from_the_room() -> None:
    _event, (round_,), _user = make_day_today(12)
    leaver = Registration.objects.all()[3]

    cancel(registration=leaver, now=timezone.now() + timedelta(minutes=1))
    board = read_board(round_)

    assert (board.here, [at.registration for at in board.gone]) == (11, [leaver])


def test_who_comes_although_they_cancelled_is_here() -> None:
    event, _rounds, user = make_event_with_room(7)
    (round_,) = make_rounds(event, None)
    one = Registration.objects.all()[0]
    earlier = timezone.now() - timedelta(days=1)
    Registration.objects.filter(pk=one.pk).update(
        status=RegistrationStatus.CANCELLED, cancelled_at=earlier, position=None
    )

    services.make_groups(round_=round_, by=user, now=timezone.now())

    assert one.pk in set().union(*groups_of(round_))
