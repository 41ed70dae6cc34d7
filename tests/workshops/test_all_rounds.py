"""Several rounds at a time: made with one press, and every one of them counts in what a move costs."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inkludering.errors import DomainError
from participants.models import Attendance, Registration
from tests.workshops.rooms import check_in, first_day, groups_of, make_event_with_room, stranger
from tests.workshops.test_costs import PLAIN, cost, seat
from workshops import services
from workshops.board import read_board
from workshops.models import RoundKind, WorkshopRound
from workshops.room import read_tables

pytestmark = pytest.mark.django_db


def make_all(client: Client, round_: WorkshopRound) -> int:
    return client.post(reverse("workshops:make_all", args=[round_.event.pk, round_.day_id])).status_code


def test_one_press_makes_every_round_and_a_return_is_the_same_tables(client: Client) -> None:
    event, rounds, user = make_event_with_room(36, None, None, 1)
    client.force_login(user)
    board = reverse("workshops:board", args=[event.pk, rounds[0].pk])
    offered = b"/fordel/" in client.get(board).content

    make_all(client, rounds[0])

    assert (offered, b"/fordel/" in client.get(board).content) == (True, False)
    assert [len(groups_of(one)) for one in rounds] == [6, 6, 6]
    assert groups_of(rounds[2]) == groups_of(rounds[0]) != groups_of(rounds[1])
    assert read_board(WorkshopRound.objects.get(pk=rounds[1].pk)).quality.facts[0].value == "0"  # type: ignore[union-attr]


def test_before_the_day_they_are_drafts_which_are_made_anew_of_those_who_come(client: Client) -> None:
    event, rounds, user = make_event_with_room(24, None, None)
    Attendance.objects.all().delete()
    services.make_all_groups(day=first_day(event), by=user, now=timezone.now())
    drafts = list(WorkshopRound.objects.values_list("is_draft", flat=True))
    check_in(event, 12)
    client.force_login(user)
    offered = client.get(reverse("workshops:rounds", args=[event.pk])).content

    again = services.make_all_groups(day=first_day(event), by=user, now=timezone.now())

    assert (drafts, b"/fordel/" in offered, again) == ([True, True], True, 2)
    assert [sum(map(len, groups_of(one))) for one in rounds] == [12, 12]
    assert not WorkshopRound.objects.filter(is_draft=True).exists()


def test_a_round_that_cannot_be_made_is_named_and_none_is_made() -> None:
    event, rounds, user = make_event_with_room(12, None, None)
    WorkshopRound.objects.filter(pk=rounds[1].pk).update(kind=RoundKind.TOPIC)

    with pytest.raises(DomainError, match="Runde 2: "):
        services.make_all_groups(day=first_day(event), by=user, now=timezone.now())

    assert not WorkshopRound.objects.filter(made_at__isnull=False).exists()


def test_made_and_locked_rounds_stay(client: Client) -> None:
    _event, rounds, user = make_event_with_room(18, None, None)
    services.make_groups(round_=rounds[0], by=user, now=timezone.now())
    before = groups_of(rounds[0])
    WorkshopRound.objects.filter(pk=rounds[1].pk).update(is_locked=True)
    client.force_login(user)

    make_all(client, rounds[0])

    assert (groups_of(rounds[0]), groups_of(rounds[1])) == (before, [])


def test_a_later_round_counts_in_what_a_move_costs() -> None:
    event, (one, two), _user = make_event_with_room(0, None, None)
    people = check_in(event, 10)
    Registration.objects.update(**PLAIN)
    seat(one, people[:5], people[5:])
    seat(two, [people[0], *people[5:9]], [*people[1:5], people[9]])

    found = cost(one, people[0], 2)

    assert "4 pairs meet again" in found.losses


def test_a_later_draft_counts_beside_a_draft_alone() -> None:
    event, (one, two), user = make_event_with_room(12, None, None)
    Attendance.objects.all().delete()
    services.make_all_groups(day=first_day(event), by=user, now=timezone.now())
    one.refresh_from_db()

    beside = read_tables(one).rounds
    real = read_tables(one, draft=False).rounds

    assert (beside, real) == ([two, one], [one])


def test_strangers_and_readers_make_nothing(client: Client) -> None:
    _event, rounds, _user = make_event_with_room(6, None)
    client.force_login(stranger(rounds[0].event))

    assert make_all(client, rounds[0]) == 404
