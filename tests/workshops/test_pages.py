"""The pages of the tables: for whom they open, and what they show."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import Registration
from regions.models import RoleKind
from tests.factories import make_role
from tests.workshops.rooms import first_day, groups_of, make_event_with_room, stranger
from workshops import services
from workshops.extras import own_tables
from workshops.models import Seat, WorkshopRound

pytestmark = pytest.mark.django_db
POSTS = ["make", "place", "show", "hide", "round_remove"]


def test_groups_lead_to_the_round_that_is_not_shown_yet(client: Client) -> None:
    event, (one, two), user = make_event_with_room(12, None, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    services.show_round(round_=one, by=user, now=timezone.now())
    client.force_login(user)

    answer = client.get(reverse("workshops:groups", args=[event.pk]))

    assert answer["Location"] == reverse("workshops:board", args=[event.pk, two.pk])


def test_board_shows_every_person_and_the_quality(client: Client) -> None:
    event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    client.force_login(user)

    page = client.get(reverse("workshops:board", args=[event.pk, one.pk])).content.decode()

    for registration in Registration.objects.all():
        assert registration.first_name in page
    assert 'class="quality"' in page


@pytest.mark.parametrize("people", [6, 48])
def test_board_asks_the_same_number_of_queries(
    client: Client, people: int, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    event, (one,), user = make_event_with_room(people, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    client.force_login(user)

    with django_assert_max_num_queries(14):  # type: ignore[operator]  # pytest-django's own fixture
        client.get(reverse("workshops:board", args=[event.pk, one.pk]))


@pytest.mark.parametrize("name", POSTS)
def test_changes_need_a_post(client: Client, name: str) -> None:
    event, (one,), user = make_event_with_room(6, None)
    client.force_login(user)

    assert client.get(reverse(f"workshops:{name}", args=[event.pk, one.pk])).status_code == 405


@pytest.mark.parametrize("name", POSTS)
def test_strangers_find_nothing(client: Client, name: str) -> None:
    event, (one,), _user = make_event_with_room(6, None)
    client.force_login(stranger(event))

    assert client.post(reverse(f"workshops:{name}", args=[event.pk, one.pk])).status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_readers_may_not_change(client: Client, name: str) -> None:
    event, (one,), _user = make_event_with_room(6, None)
    client.force_login(make_role(RoleKind.WORKING_GROUP_MEMBER, event.region).user)

    assert client.post(reverse(f"workshops:{name}", args=[event.pk, one.pk])).status_code == 403


def test_move_by_the_menu_and_a_bad_table_number(client: Client) -> None:
    event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    seat = Seat.objects.filter(group__number=1).order_by("pk")[0]
    client.force_login(user)
    url = reverse("workshops:move", args=[event.pk, seat.pk])

    bad = [client.post(url, {"table": text}).status_code for text in ("", "99", "²", "1" * 40)]
    good = client.post(url, {"table": "2"})

    assert bad == [302] * 4
    assert good["Location"].endswith("#table-1")
    assert seat.registration_id in groups_of(one)[1]


def test_round_form_keeps_what_was_typed_and_says_what_is_wrong(client: Client) -> None:
    event, _rounds, user = make_event_with_room(0)
    client.force_login(user)
    url = reverse("workshops:round_add", args=[event.pk, first_day(event).pk])

    page = client.post(url, {"title": "Hva hindrer oss?", "group_size": "99"})

    assert page.status_code == 200
    assert 'value="Hva hindrer oss?"' in page.content.decode()
    assert WorkshopRound.objects.count() == 0


def test_screen_shows_first_names_only_of_the_round_shown_last(client: Client) -> None:
    event, (one, two), user = make_event_with_room(12, None, None)
    for round_ in (one, two):
        services.make_groups(round_=round_, by=user, now=timezone.now())
        services.show_round(round_=round_, by=user, now=timezone.now())
    client.force_login(user)

    page = client.get(reverse("workshops:screen", args=[first_day(event).pk])).content.decode()

    assert page.count("<li>Kari") == 12
    assert "Nordby" not in page
    assert 'id="s2"' in page


def test_own_page_shows_the_table_once_it_is_on_the_screen() -> None:
    _event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    registration = Registration.objects.all()[0]

    before = own_tables(registration)
    services.show_round(round_=one, by=user, now=timezone.now())
    after = own_tables(registration)

    seat = Seat.objects.get(registration=registration)
    assert before is None
    assert after is not None
    assert [row["table"] for row in after.context["seats"]] == [seat.group.number]
