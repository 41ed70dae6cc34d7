"""The front page and the list of days."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event, EventFormat, EventStatus, Theme
from tests.events.pages import text_of
from tests.factories import make_event, make_published_event, make_region

pytestmark = pytest.mark.django_db

FRONT, LIST = "/en/", "/en/arrangementer/"


def in_days(days: int, **fields: Any) -> Event:
    return make_published_event(day=timezone.localdate() + timedelta(days=days), **fields)


def test_front_shows_the_next_three_days_soonest_first(client: Client) -> None:
    for days in (40, 10, 30, 20, -10):
        in_days(days, title=f"Dag {days}")

    text = text_of(client.get(FRONT))

    shown = [text.find(f"Dag {days} Hva skal til?") for days in (10, 20, 30)]
    assert shown == sorted(shown)
    assert min(shown) > 0
    assert "Dag 40" not in text
    assert "Dag -10" not in text


def test_front_chooses_the_region_and_the_areas_inside_it(client: Client) -> None:
    region = make_region(slug="telemark")
    area = make_region(parent=region)
    in_days(5, title="I området", region=area)
    in_days(6, title="Et annet sted")

    text = text_of(client.get(FRONT, {"region": "telemark"}))

    assert "I området" in text
    assert "Et annet sted" not in text


def test_front_shows_neither_drafts_nor_cancelled_days(client: Client) -> None:
    make_event(title="Kladden")
    in_days(5, title="Den avlyste", status=EventStatus.CANCELLED)

    text = text_of(client.get(FRONT))

    assert "Kladden" not in text
    assert "Den avlyste" not in text
    assert "There is no date yet." in text


def test_front_counts_what_was_held(client: Client) -> None:
    in_days(-10, region=make_region(days_held_before=41))

    assert "42 days held 1 region 0 organisations" in text_of(client.get(FRONT))


def test_list_shows_coming_days_first_and_past_days_below(client: Client) -> None:
    in_days(-10, title="Forrige")
    in_days(10, title="Neste")
    in_days(12, title="Borte", status=EventStatus.CANCELLED)

    text = text_of(client.get(LIST))

    assert text.index("Neste") < text.index("Borte") < text.index("Cancelled") < text.index("Forrige")


def test_list_filters_by_region_theme_and_format(client: Client) -> None:
    region, theme = make_region(slug="oslo"), Theme.objects.create(name="Språk", slug="sprak")
    in_days(5, title="Treffer", region=region, theme=theme, format=EventFormat.HYBRID)
    in_days(6, title="Feil tema", region=region, format=EventFormat.DIGITAL)
    in_days(7, title="Feil form", region=region, theme=theme)
    in_days(8, title="Feil sted", theme=theme, format=EventFormat.DIGITAL)

    text = text_of(client.get(LIST, {"region": "oslo", "theme": "sprak", "format": "digital"}))

    assert "Treffer" in text
    assert not any(other in text for other in ("Feil tema", "Feil form", "Feil sted"))


def test_list_says_so_kindly_when_nothing_fits(client: Client) -> None:
    make_region(slug="oslo")
    in_days(5)

    text = text_of(client.get(LIST, {"region": "oslo"}))

    assert "No day to come fits what you chose. Show all days" in text


@pytest.mark.parametrize("query", ["region=x", "theme=%27", "format=alt", "page=abc", "page=-1", "page=1e99"])
def test_list_takes_a_value_nobody_has_as_no_choice(client: Client, query: str) -> None:
    in_days(5, title="Neste")

    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 200
    assert "Neste" in text_of(response)


def test_list_turns_the_pages_of_past_days_and_keeps_the_choice(client: Client) -> None:
    region = make_region(slug="oslo")
    for number in range(16):
        in_days(-10 - number, title=f"Dag {number}.", region=region)

    first = client.get(LIST, {"region": "oslo"})
    second = client.get(LIST, {"region": "oslo", "page": "2"})

    assert 'href="?region=oslo&amp;page=2#past"' in first.content.decode()
    assert "Dag 15." in text_of(second)
    assert "Dag 14." not in text_of(second)


def test_list_says_how_the_seats_are(client: Client) -> None:
    in_days(5, capacity=10, seats_taken=4)
    in_days(6, capacity=10, seats_taken=10)
    in_days(7, registration_opens_at=timezone.now() + timedelta(days=1))

    text = text_of(client.get(LIST))

    assert text.index("6 seats free") < text.index("Waiting list") < text.index("Registration opens")


@pytest.mark.parametrize("path", [FRONT, LIST])
def test_lists_take_the_same_queries_for_three_days_and_thirty(
    client: Client, django_assert_max_num_queries: Any, path: str
) -> None:
    for days in (-3, 3, 4):
        in_days(days)
    with django_assert_max_num_queries(10) as few:
        client.get(path)
    for number in range(27):
        in_days(number - 14 or 5)

    with django_assert_max_num_queries(10) as many:
        client.get(path)

    assert len(few) == len(many)


@pytest.mark.parametrize("path", [FRONT, LIST])
def test_lists_set_no_cookie_and_only_read(client: Client, path: str) -> None:
    in_days(5)

    assert client.get(path).cookies == {}
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200
