"""The pages of the tables: for whom they open, and what they show."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from events.models import ItemKind
from participants.models import Registration
from participants.services import own_url
from regions.models import RoleKind
from tests.factories import make_item, make_role
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

    with django_assert_max_num_queries(27):  # type: ignore[operator]  # pytest-django's own fixture
        client.get(reverse("workshops:board", args=[event.pk, one.pk]))


@pytest.mark.parametrize("name", ["make", "round_remove"])
def test_what_cannot_be_undone_is_asked_first(client: Client, name: str) -> None:
    event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    before = groups_of(one)
    client.force_login(user)

    page = client.get(reverse(f"workshops:{name}", args=[event.pk, one.pk])).content.decode()

    assert 'data-color="danger"' in page
    assert groups_of(one) == before


@pytest.mark.parametrize("name", ["place", "show", "hide"])
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
    assert good["Location"].endswith(f"?moved={seat.pk}&from=1#table-1")
    assert seat.registration_id in groups_of(one)[1]


def test_a_move_is_undone_at_the_table_the_person_left(client: Client) -> None:
    event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    seat, before = Seat.objects.filter(group__number=1).order_by("pk")[0], groups_of(one)
    client.force_login(user)
    url = reverse("workshops:move", args=[event.pk, seat.pk])

    page = client.post(url, {"table": "2"}, follow=True).content.decode()
    client.post(url, {"table": "1"})

    assert page.index('class="undo"') < page.index('id="table-2"')
    assert groups_of(one) == before


@pytest.mark.parametrize(
    "query", ["?moved=1", "?moved=x&from=²", "?moved=&from=1", "?moved=99999999999&from=9"]
)
def test_an_odd_address_of_the_board_says_nothing(client: Client, query: str) -> None:
    event, (one,), user = make_event_with_room(6, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    client.force_login(user)

    page = client.get(reverse("workshops:board", args=[event.pk, one.pk]) + query)

    assert page.status_code == 200
    table = page.content.decode().partition('id="table-1"')[2]
    assert 'class="undo"' not in table


def test_rounds_are_taken_from_the_programme_only_while_it_has_new_ones(client: Client) -> None:
    event, _rounds, user = make_event_with_room(0)
    make_item(event, kind=ItemKind.ROUND)
    client.force_login(user)
    url, take = reverse("workshops:rounds", args=[event.pk]), "/fra-programmet/"

    before = take in client.get(url).content.decode()
    services.rounds_from_programme(day=first_day(event), by=user)

    assert (before, take in client.get(url).content.decode()) == (True, False)


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


def test_own_page_reads_the_number_of_the_table(client: Client) -> None:
    _event, (one,), user = make_event_with_room(1, None)
    registration = Registration.objects.get()
    services.make_groups(round_=one, by=user, now=timezone.now())
    services.show_round(round_=one, by=user, now=timezone.now())

    page = client.get(own_url(registration), follow=True).content.decode()

    with override("nb"):
        assert gettext("Round %(number)s: table %(table)s") % {"number": 1, "table": 1} in page
