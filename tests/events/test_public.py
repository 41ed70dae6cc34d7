"""The page of an event: what it shows in each of its lives, to whom, and at what cost."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from events.addresses import absolute
from events.goals import GOALS
from events.models import (
    Appearance,
    AppearanceRole,
    Event,
    EventStatus,
    ItemKind,
    ProgrammeItem,
    Theme,
)
from events.presentation.people import person_for
from events.services.renaming import follow_rename
from regions.models import Organisation
from tests.events.pages import address, get, text_of
from tests.events.programmes import MORNING, add_item, conference, morning, nordic
from tests.factories import make_event, make_published_event, make_region, make_role

pytestmark = pytest.mark.django_db

XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


def test_detail_shows_theme_question_and_one_way_to_sign_up(client: Client) -> None:
    event = morning()

    response = get(client, event)

    html = response.content.decode()
    assert response.status_code == 200
    assert '<h1 id="theme" lang="nb">Arbeids\u00adinkludering</h1>' in html
    assert '<p class="question" lang="nb">Hva skal til for at flere får prøve seg i jobb?</p>' in html
    assert html.count(f'href="{address(event, "pamelding/")}"') == 2
    assert "Open to all, 50 seats free" in text_of(response)


def test_detail_shows_the_programme_with_people_as_far_as_they_are_known(client: Client) -> None:
    text = text_of(get(client, morning()))

    assert all(title in text for _at, _kind, title in MORNING)
    assert "Kari Nordby, Daglig leder, Butikkjeden Torget AS not confirmed Business" in text
    assert "Nabolagsforeningen Lindetunet name to come Voluntary" in text
    assert "Ola Hemmelig" not in text
    assert "Doors open 08:10" in text
    assert "30 minutes at the tables." in text


def test_detail_names_organisations_alphabetically_and_funders_apart(client: Client) -> None:
    text = text_of(get(client, morning()))

    hosts = "Hosts Fjordby kommune Kompetanse og inkludering Grenlia fylkeskommune Folkehelse og deltakelse"
    partners = "Together with Arbeids- og velferdskontoret Elvestad Møteplassen Elvestad Åsgrenda vel"
    assert f"{hosts} {partners} With support from Fjordfondet" in text


def test_programme_page_shows_hours_place_and_items_of_both_days(client: Client) -> None:
    text = text_of(get(client, nordic(day=date(2027, 1, 29)), "program/"))

    assert "Friday 29 January 2027, at 12:00 Saturday 30 January 2027, at 09:00–15:30" in text
    assert "Kulturhuset Lanterna, Bryggegata 4, Fjordby" in text
    assert text.index("Kunnskapsdag") < text.index("Middag") < text.index("Verksted") < text.index("Sluttord")


def test_detail_marks_each_item_with_its_own_language(client: Client) -> None:
    html = get(client, nordic()).content.decode()

    assert '<h3 class="item-name" lang="sv">Välkommen</h3>' in html
    assert '<h3 class="item-name" lang="da">Lokale fællesskaber tager imod nye naboer</h3>' in html
    assert "Norwegian, Swedish and Danish" in html
    assert '<span lang="nb">Kunnskapsdag</span>' in html


def test_detail_of_a_conference_shows_untimed_sub_items_and_no_invented_end(client: Client) -> None:
    text = text_of(get(client, conference()))

    assert "Spørsmål fra møteleder Chair: Eli Øy" in text
    assert "More people will be announced." in text
    assert "at 09:00" in text
    assert "23:59" not in text


def test_detail_reads_the_steps_from_the_programme(client: Client) -> None:
    with_rounds, without = text_of(get(client, morning())), text_of(get(client, conference()))

    assert "Two rounds at the table, with new people in each round. Then we eat together." in with_rounds
    assert "at the table" not in without


@pytest.mark.parametrize(
    ("day", "status"), [(None, EventStatus.CANCELLED), (date(2025, 3, 7), EventStatus.PUBLISHED)]
)
def test_detail_of_a_day_that_is_over_or_cancelled_promises_nothing(
    client: Client, day: date | None, status: str
) -> None:
    event = morning(day)
    Event.objects.update(status=status)
    ProgrammeItem.objects.update(more_to_come=True)

    text = text_of(get(client, event))

    assert "Kari Nordby, Daglig leder, Butikkjeden Torget AS Business" in text
    promises = (
        "not confirmed",
        "name to come",
        "More people will be announced",
        "This is what you take part",
    )
    assert [promise for promise in promises if promise in text] == []


def full(event: Event) -> None:
    event.seats_taken = 50


def not_yet(event: Event) -> None:
    event.registration_opens_at = timezone.now() + timedelta(days=2)


def closed(event: Event) -> None:
    event.registration_closes_at = timezone.now() - timedelta(hours=1)


def over(event: Event) -> None:
    event.starts_at = timezone.now() - timedelta(days=9)
    event.ends_at = timezone.now() - timedelta(days=8)


def cancelled(event: Event) -> None:
    event.status, event.cancelled_reason = EventStatus.CANCELLED, "Flom i lokalet."


STATES = [
    (full, "On the waiting list you get a seat as soon as one is free. Join the waiting list", True),
    (not_yet, "Registration opens", False),
    (
        closed,
        "Registration is closed. Would you still like to come? Write to us. Write to the organiser",
        False,
    ),
    (over, "This day is over. Thank you to all who came.", False),
    (cancelled, "This day is cancelled. Flom i lokalet.", False),
]


@pytest.mark.parametrize(("change", "words", "may_sign_up"), STATES)
def test_detail_has_a_friendly_page_for_each_state(
    client: Client, change: Callable[[Event], None], words: str, may_sign_up: bool
) -> None:
    event = make_published_event(capacity=50)
    change(event)
    event.save()

    response = get(client, event)

    assert response.status_code == 200
    assert words in text_of(response)
    assert (f'href="{address(event, "pamelding/")}"' in response.content.decode()) is may_sign_up


def test_detail_without_a_limit_is_open_to_all(client: Client) -> None:
    text = text_of(get(client, make_published_event(capacity=None)))

    assert "Open to all" in text
    assert "seats" not in text


@pytest.mark.parametrize("rest", ["", "program/", "program.pdf", "kalender.ics", "personvern/"])
def test_draft_is_the_same_404_as_nothing_also_for_those_who_work_with_it(client: Client, rest: str) -> None:
    draft = make_event()
    client.force_login(make_role(region=draft.region).user)

    found = get(client, draft, rest)
    missing = client.get(f"/en/arrangementer/2031/finnes-ikke/{rest}")

    assert (found.status_code, missing.status_code) == (404, 404)
    assert text_of(found) == text_of(missing)
    assert "We cannot find that page" in text_of(found)


@pytest.mark.parametrize("rest", ["", "program/", "program.pdf", "kalender.ics", "personvern/"])
def test_public_pages_of_an_event_only_read(client: Client, rest: str) -> None:
    event = make_published_event()

    assert client.post(address(event, rest)).status_code == 405
    head = client.head(address(event, rest))
    assert (head.status_code, head.content) == (client.get(address(event, rest)).status_code, b"")


@pytest.mark.parametrize("year", ["99999999999999999999", "0", "32768"])
def test_detail_of_an_impossible_year_is_not_found(client: Client, year: str) -> None:
    assert client.get(f"/arrangementer/{year}/dag/").status_code == 404


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da", "en"])
def test_detail_speaks_the_language_of_its_address(client: Client, language: str) -> None:
    event = morning()

    response = client.get(address(event, language=language))

    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in html
    assert html.count('rel="alternate" hreflang=') == 6
    assert f'<link rel="canonical" href="{absolute(address(event, language=language))}">' in html


def test_warm_page_takes_at_most_two_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    event = morning()
    first = get(client, event)

    with django_assert_max_num_queries(2):
        warm = get(client, event)

    assert warm.content == first.content


def test_cold_page_takes_the_same_queries_for_three_items_and_thirty(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    few, many = make_published_event(), make_published_event()
    for number in range(30):
        add_item(many.days.get(), f"08.{number:02}", ItemKind.TALK, f"Innlegg {number}")
        if number < 3:
            add_item(few.days.get(), f"08.{number:02}", ItemKind.TALK, f"Innlegg {number}")
    with django_assert_max_num_queries(12) as for_few:
        get(client, few)

    with django_assert_max_num_queries(12) as for_many:
        get(client, many)

    assert len(for_few) == len(for_many)


def test_page_is_never_older_than_the_event(client: Client) -> None:
    event = morning()
    get(client, event)
    ProgrammeItem.objects.filter(title="Ordet fritt").update(title="Mikrofonen er åpen")
    Event.objects.filter(pk=event.pk).update(version=2)

    assert "Mikrofonen er åpen" in text_of(get(client, event))


def test_page_follows_the_seats_without_a_new_version(client: Client) -> None:
    event = make_published_event(capacity=10)
    get(client, event)
    Event.objects.filter(pk=event.pk).update(seats_taken=9)

    assert "Open to all, 1 seat free" in text_of(get(client, event))


def test_page_follows_the_names_of_region_and_theme(client: Client) -> None:
    theme = Theme.objects.create(name="Arbeid", slug="arbeid", question="Hva nå?")
    event = make_published_event(theme=theme, guiding_question="", region=make_region(name="Gammelt navn"))
    get(client, event)
    Theme.objects.update(question="Hva gjør vi?")
    event.region.name = "Nytt navn"
    event.region.save()

    text = text_of(get(client, event))

    assert "Nytt navn" in text
    assert "Hva gjør vi?" in text


def test_page_and_sheet_follow_the_new_name_of_an_organisation(client: Client) -> None:
    event, other = morning(), make_published_event()
    get(client, event)
    shop = Organisation.objects.get(name="Butikkjeden Torget AS")
    shop.set_name("Torget Samvirke")
    shop.save()

    follow_rename(shop)

    assert "Torget Samvirke" in text_of(get(client, event))
    assert list(Event.objects.order_by("pk").values_list("pk", "version")) == [(event.pk, 2), (other.pk, 1)]


def test_page_is_not_sent_again_while_it_is_the_same(client: Client) -> None:
    event = make_published_event()
    etag = get(client, event)["ETag"]

    same = get(client, event, headers={"if-none-match": etag})
    Event.objects.filter(pk=event.pk).update(version=2)
    changed = get(client, event, headers={"if-none-match": etag})

    assert (same.status_code, changed.status_code) == (304, 200)
    assert same["Cache-Control"] == "private, no-cache"


def test_page_never_repeats_one_visitors_query_to_the_next(client: Client) -> None:
    event = make_published_event()

    first = get(client, event, data={"fbclid": "hemmelig"}).content.decode()
    second = get(client, event).content.decode()

    assert "hemmelig" not in first + second


def test_page_does_not_trust_the_host_of_a_request(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    html = get(client, make_published_event(), headers={"host": "evil.example"}).content.decode()

    assert "evil.example" not in html


@pytest.mark.parametrize("rest", ["", "program/", "program.pdf", "kalender.ics", "personvern/"])
def test_reading_sets_no_cookie(client: Client, rest: str) -> None:
    response = get(client, make_published_event(), rest)

    assert response.cookies == {}
    assert "Set-Cookie" not in response


HOSTILE = [
    *("title", "subtitle", "guiding_question", "introduction", "audience", "hashtags", "meal_note"),
    *("venue_name", "venue_address", "access_info", "travel_info"),
]


def test_page_shows_hostile_text_as_text(client: Client) -> None:
    fields: dict[str, Any] = dict.fromkeys(HOSTILE, XSS)
    event = morning(contact_phone="<b onclick=x>1</b>", **fields)
    event.days.update(title=XSS, introduction=XSS)
    ProgrammeItem.objects.update(title=XSS, abstract=XSS)
    Organisation.objects.update(name=XSS)

    pages = [get(client, event, rest).content.decode() for rest in ("", "program/", "personvern/")]

    assert not any(tag in html for html in pages for tag in ("<script>alert", "<img src=x", "<b on"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[0]


def test_cancelled_reason_and_region_are_text_too(client: Client) -> None:
    event = make_published_event(
        status=EventStatus.CANCELLED, cancelled_reason=XSS, region=make_region(name=XSS[:80])
    )

    html = get(client, event).content.decode()

    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_goals_have_their_colour_in_the_style_sheet() -> None:
    css = Path(str(finders.find("css/event-page.css"))).read_text()

    missing = [
        goal.number
        for goal in GOALS.values()
        if f'.sdg [data-goal="{goal.number}"] {{ border-left-color: {goal.colour}; }}' not in css
    ]

    assert missing == []


def test_privacy_notice_names_the_controller_and_the_periods(client: Client) -> None:
    text = text_of(get(client, morning(), "personvern/"))

    assert "Who is responsible Fjordby kommune – Kompetanse og inkludering" in text
    assert "telemark@example.org" in text
    assert "12 months after the last day you signed up for" in text
    assert "a task in the public interest (GDPR article 6(1)(e))" in text


@pytest.mark.parametrize(("title", "role"), [("Møteleder", ""), ("redaktør", "Møteleder")])
def test_role_is_not_said_twice(title: str, role: str) -> None:
    someone = Appearance(shown_title=title, role=AppearanceRole.MODERATOR)

    with translation.override("nb"):
        assert person_for(someone).role == role
