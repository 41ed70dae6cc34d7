"""The page for those who are here: one's own table by the own link, others only from within the room."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from events.models import Event, EventStatus
from participants.models import Registration
from participants.services import own_url
from tests.factories import make_published_event
from tests.workshops.rooms import first_day
from tests.workshops.today import make_day_today, move_day, seat_of
from workshops import services
from workshops.here import find_table
from workshops.links import read_room_code, read_table_token, room_code, room_path, table_token

pytestmark = pytest.mark.django_db


def page_of(event: Event) -> str:
    return reverse("here:page", args=[event.year, event.slug])


def says_table(number: int) -> str:
    return gettext("You sit at table %(number)s") % {"number": number}


def test_own_link_shows_the_own_table(client: Client) -> None:
    event, (one,), _user = make_day_today(12)
    registration = Registration.objects.all()[0]
    client.get(own_url(registration), follow=True)

    page = client.get(page_of(event)).content.decode()

    assert says_table(seat_of(registration, one)) in page
    assert table_token(one.pk, seat_of(registration, one)) in page


def test_without_own_link_there_is_no_name_and_no_table(client: Client) -> None:
    event, _rounds, _user = make_day_today(12)

    page = client.get(page_of(event)).content.decode()

    assert "Kari" not in page
    assert says_table(1) not in page
    assert "<form" not in page


def test_a_link_that_was_replaced_opens_nothing(client: Client) -> None:
    event, _rounds, _user = make_day_today(12)
    registration = Registration.objects.all()[0]
    client.get(own_url(registration), follow=True)
    Registration.objects.filter(pk=registration.pk).update(link_version=2)

    assert "Kari" not in client.get(page_of(event)).content.decode()


def test_the_own_link_of_another_event_shows_nothing_here(client: Client) -> None:
    make_day_today(6)
    registration = Registration.objects.all()[0]
    other, _rounds, _user = make_day_today(6)
    client.get(own_url(registration), follow=True)

    assert "Kari" not in client.get(page_of(other)).content.decode()


def test_in_the_room_one_finds_a_table_by_first_name(client: Client) -> None:
    event, (one,), _user = make_day_today(12)
    registration = Registration.objects.get(first_name="Kari 7")

    page = client.post(room_path(first_day(event)), {"name": "kari 7"}).content.decode()

    table = gettext("Table %(number)s") % {"number": seat_of(registration, one)}
    assert f"<b>Kari 7</b> {table}" in page
    assert "Nordby" not in page


@pytest.mark.parametrize("name", ["", "k", "Kari", "x" * 5000, "\u202eirak", "%", "Ola"])
def test_too_little_or_too_much_finds_nobody(client: Client, name: str) -> None:
    event, _rounds, _user = make_day_today(12)

    answer = client.post(room_path(first_day(event)), {"name": name})

    assert answer.status_code == 200
    assert "here-hits" not in answer.content.decode()


def test_nobody_is_found_before_the_tables_are_shown(client: Client) -> None:
    event, (one,), user = make_day_today(12)
    services.hide_round(round_=one, by=user)

    page = client.post(room_path(first_day(event)), {"name": "Kari 7"}).content.decode()

    assert "Kari" not in page.partition("<main")[2]


@pytest.mark.parametrize("days", [-1, 1])
def test_nobody_is_found_on_another_day(client: Client, days: int) -> None:
    event, _rounds, _user = make_day_today(12)
    path = room_path(first_day(event))
    move_day(event, days)

    answer = client.post(path, {"name": "Kari 7"})

    assert answer.status_code == 200
    assert "Kari" not in answer.content.decode().partition("<main")[2]


def test_a_code_of_another_event_or_none_is_a_404(client: Client) -> None:
    event, _rounds, _user = make_day_today(6)
    other = make_published_event()
    path = reverse("here:room", args=[event.year, event.slug, room_code(first_day(other).pk)])

    paths = [path, page_of(event) + "1.abc/", page_of(event) + "x/"]

    assert [client.get(one).status_code for one in paths] == [404, 404, 404]


@pytest.mark.parametrize("status", [EventStatus.DRAFT, EventStatus.CANCELLED])
def test_only_a_published_day_has_the_page(client: Client, status: str) -> None:
    event, _rounds, _user = make_day_today(6)
    Event.objects.filter(pk=event.pk).update(status=status, cancelled_at=timezone.now(), published_at=None)

    assert client.get(page_of(event)).status_code == 404


def test_links_of_one_kind_open_nothing_of_another() -> None:
    assert read_table_token(table_token(3, 4)) == (3, 4)
    assert read_room_code(room_code(3)) == 3
    assert read_table_token(room_code(3)) is None
    assert read_room_code(table_token(3, 4)) is None
    assert read_room_code("3." + "a" * 200) is None


def test_searches_from_one_address_are_limited(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshops.views.here.SEARCHES_FROM_ONE_ADDRESS", 2)
    event, _rounds, _user = make_day_today(6)
    path = room_path(first_day(event))

    assert [client.post(path, {"name": "Kari 1"}).status_code for _ in range(3)] == [200, 200, 429]


def test_find_table_asks_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    _event, (one,), _user = make_day_today(24)

    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's own fixture
        assert len(find_table(one, "Kari 7")) == 1


def test_big_screen_leads_phones_to_the_room(client: Client) -> None:
    event, _rounds, user = make_day_today(6)
    client.force_login(user)
    screen = reverse("workshops:screen", args=[first_day(event).pk])

    shown = "data:image/svg" in client.get(screen).content.decode()
    Event.objects.filter(pk=event.pk).update(status=EventStatus.DRAFT, published_at=None)

    assert (shown, "data:image/svg" in client.get(screen).content.decode()) == (True, False)
