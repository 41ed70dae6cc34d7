"""What the board says before it is done, and what cannot be done twice by mistake."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import Registration
from regions.models import Sector
from tests.workshops.rooms import check_in, groups_of, make_event_with_room
from tests.workshops.test_projects import make_topic_day
from workshops import services
from workshops.board import read_board
from workshops.models import Project, RoundKind, Seat

pytestmark = pytest.mark.django_db


def test_a_newcomer_is_shown_the_table_and_the_reason() -> None:
    event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    one.refresh_from_db()
    (late,) = check_in(event, 1)
    Registration.objects.filter(pk=late.pk).update(
        sector=Sector.SOCIAL_ENTREPRENEUR, organisation_name="Helt alene"
    )

    (at,) = read_board(one).newcomers

    assert at.table in (1, 2)
    assert at.why.startswith(f"den første fra Sosialt entreprenørskap ved bord {at.table}")


def test_tables_that_should_be_one_say_what_that_comes_to() -> None:
    _event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    left = Seat.objects.filter(round=one, group__number=1).values_list("pk", flat=True)[3:]
    Seat.objects.filter(pk__in=list(left)).delete()
    Registration.objects.update(organisation_name="Fjordby kommune")
    one.refresh_from_db()

    (merge,) = read_board(one).merges

    assert (merge.table, merge.into, merge.together) == (1, 2, 9)
    assert merge.lines == ["0 par møtes igjen", "4,0 sektorer ved hvert bord", "36 par kolleger sammen"]


def test_the_same_press_twice_draws_once(client: Client) -> None:
    event, (one,), user = make_event_with_room(12, None)
    client.force_login(user)
    url = reverse("workshops:make", args=[event.pk, one.pk])

    client.post(url, {"seen": "0"})
    first = groups_of(one)
    client.post(url, {"seen": "0"})

    assert groups_of(one) == first
    one.refresh_from_db()
    assert one.version == 1


def test_a_project_let_wait_twice_waits(client: Client) -> None:
    day, _round, (project, *_others), user = make_topic_day()
    client.force_login(user)
    url = reverse("workshops:project_park", args=[day.event_id, project.pk])

    for _press in range(2):
        client.post(url, {"parked": "1"})

    assert Project.objects.get(pk=project.pk).is_parked


def test_a_round_gathers_around_the_projects_in_one_press(client: Client) -> None:
    day, round_, _projects, user = make_topic_day()
    round_.kind = RoundKind.MIXED
    round_.save()
    client.force_login(user)
    page = reverse("workshops:projects", args=[day.event_id, day.pk])
    offered = client.get(page).context["to_gather"]

    client.post(reverse("workshops:projects_gather", args=[day.event_id, round_.pk]))

    round_.refresh_from_db()
    assert (offered, round_.kind) == ([round_], RoundKind.TOPIC)
    assert client.get(page).context["to_gather"] == []


@pytest.mark.parametrize(("search", "found"), [("KÅRE", 1), ("fjord kom", 1), ("nobody", 0), ("", 7)])
def test_a_person_is_found_by_name_or_organisation(client: Client, search: str, found: int) -> None:
    event, (one,), user = make_event_with_room(7, None)
    Registration.objects.filter(pk=Registration.objects.all()[2].pk).update(
        first_name="Kåre", organisation_name="Fjordby kommune"
    )
    services.make_groups(round_=one, by=user, now=timezone.now())
    client.force_login(user)

    page = client.get(reverse("workshops:board", args=[event.pk, one.pk]), {"view": "list", "q": search})

    assert len(page.context["rows"]) == found


def test_two_small_tables_that_suit_each_other_are_one_hint() -> None:
    _event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    for number in (1, 2):
        left = Seat.objects.filter(round=one, group__number=number).values_list("pk", flat=True)[3:]
        Seat.objects.filter(pk__in=list(left)).delete()
    one.refresh_from_db()

    assert [(merge.table, merge.into) for merge in read_board(one).merges] == [(1, 2)]
