"""The clock of a round: the server counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from events.models import ItemKind
from inkludering.errors import DomainError
from regions.models import RoleKind
from tests.factories import make_item, make_role
from tests.workshops.rooms import NOW, make_event_with_room, stranger
from workshops.models import RoundTimer, WorkshopRound
from workshops.services import make_groups, timing
from workshops.timing import face_of, planned_minutes

pytestmark = pytest.mark.django_db
NAMES = ["timer_start", "timer_pause", "timer_resume", "timer_add", "timer_stop"]


def started(minutes: int = 30) -> tuple[WorkshopRound, Any]:
    _event, (one,), user = make_event_with_room(0, None)
    timing.start_timer(round_=one, minutes=minutes, by=user, now=NOW)
    return one, user


def minutes_at(round_: WorkshopRound, minutes: float) -> int:
    face = face_of(round_, NOW + timedelta(minutes=minutes))
    assert face is not None
    return face.minutes


def test_clock_counts_down_and_stays_at_nothing() -> None:
    one, _user = started(30)

    assert [minutes_at(one, minutes) for minutes in (0, 0.5, 29, 30, 90)] == [30, 30, 1, 0, 0]


def test_paused_clock_keeps_what_is_left() -> None:
    one, user = started(30)

    timing.pause_timer(round_=one, by=user, now=NOW + timedelta(minutes=10))
    paused = minutes_at(one, 60)
    timing.resume_timer(round_=one, by=user, now=NOW + timedelta(minutes=60))

    assert (paused, minutes_at(one, 60), minutes_at(one, 75)) == (20, 20, 5)


def test_pausing_twice_and_resuming_twice_change_nothing() -> None:
    one, user = started(30)

    for minute in (10, 12):
        timing.pause_timer(round_=one, by=user, now=NOW + timedelta(minutes=minute))
    for minute in (20, 25):
        timing.resume_timer(round_=one, by=user, now=NOW + timedelta(minutes=minute))

    assert minutes_at(one, 25) == 15


@pytest.mark.parametrize("paused", [True, False])
def test_minutes_are_added_running_or_paused(paused: bool) -> None:
    one, user = started(30)
    if paused:
        timing.pause_timer(round_=one, by=user, now=NOW)

    timing.add_minutes(round_=one, minutes=5, by=user, now=NOW)

    assert minutes_at(one, 0) == 35


def test_minutes_after_the_end_count_from_now() -> None:
    one, user = started(30)

    timing.add_minutes(round_=one, minutes=5, by=user, now=NOW + timedelta(minutes=40))

    assert minutes_at(one, 40) == 5


@pytest.mark.parametrize("minutes", [0, 241])
def test_a_length_nobody_means_is_refused(minutes: int) -> None:
    _event, (one,), user = make_event_with_room(0, None)

    with pytest.raises(DomainError):
        timing.start_timer(round_=one, minutes=minutes, by=user, now=NOW)


def test_a_clock_that_was_not_started_cannot_be_paused() -> None:
    _event, (one,), user = make_event_with_room(0, None)

    with pytest.raises(DomainError):
        timing.pause_timer(round_=one, by=user, now=NOW)


def test_clock_runs_or_is_paused() -> None:
    one, _user = started(30)

    with pytest.raises(IntegrityError), transaction.atomic():
        RoundTimer.objects.filter(round=one).update(seconds_left=5)


def test_length_comes_from_the_programme() -> None:
    event, (one, two), _user = make_event_with_room(0, None, None)
    one.item = make_item(event, at="09.00", kind=ItemKind.ROUND)
    make_item(event, at="10.10", kind=ItemKind.BREAK)

    assert (planned_minutes(one), planned_minutes(two)) == (70, 45)


def test_facilitator_starts_and_stops_the_clock(client: Client) -> None:
    event, (one,), user = make_event_with_room(6, None)
    make_groups(round_=one, by=user, now=NOW)
    client.force_login(user)

    client.post(reverse("workshops:timer_start", args=[event.pk, one.pk]), {"minutes": "20"})
    page = client.get(reverse("workshops:board", args=[event.pk, one.pk])).content.decode()
    client.post(reverse("workshops:timer_stop", args=[event.pk, one.pk]))

    assert 'data-ends="' in page
    assert not RoundTimer.objects.exists()


@pytest.mark.parametrize("text", ["", "²", "-5", "1.5", "9" * 30])
def test_odd_minutes_start_nothing(client: Client, text: str) -> None:
    event, (one,), user = make_event_with_room(0, None)
    client.force_login(user)

    answer = client.post(reverse("workshops:timer_start", args=[event.pk, one.pk]), {"minutes": text})

    assert answer.status_code == 302
    assert not RoundTimer.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_only_those_who_make_groups_touch_the_clock(client: Client, name: str) -> None:
    event, (one,), _user = make_event_with_room(0, None)
    url = reverse(f"workshops:{name}", args=[event.pk, one.pk])

    client.force_login(stranger(event))
    foreign = client.post(url).status_code
    client.force_login(make_role(RoleKind.WORKING_GROUP_MEMBER, event.region).user)

    assert (foreign, client.post(url).status_code, client.get(url).status_code) == (404, 403, 405)
