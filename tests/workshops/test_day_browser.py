"""The day on phones and screens in a real browser: the clock, one's own table, pages without faults."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from participants.models import Registration
from participants.services import own_url
from tests.axe import faults
from tests.workshops.rooms import first_day
from tests.workshops.test_room_browser import OUTSIDE, sign_in
from tests.workshops.today import make_day_today, seat_of
from workshops.links import table_token
from workshops.models import TableNotes
from workshops.services import projects, timing
from workshops.services.projects import ProjectSettings

pytestmark = [pytest.mark.django_db(transaction=True)]

WRONG_CLOCK = "Date.now = () => 0; window.Date = class extends Date { constructor() { super(0); } };"
CODES = """[...document.querySelectorAll(".cards-cut .qr")].map((code) => {
  const own = code.getBoundingClientRect(), card = code.closest("li").getBoundingClientRect();
  const inside = own.left >= card.left && own.right <= card.right;
  return { inside, square: Math.abs(own.width - own.height) < 1 };
})"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


def left_on(page: Page) -> int:
    """Seconds the clock on the page says are left."""
    expect(page.locator(".timer-left")).to_have_text(re.compile(r"\d+:\d\d"))
    minutes, seconds = page.locator(".timer-left").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def test_clock_counts_by_the_server_on_a_phone_with_a_wrong_clock(page: Page, web_server: Any) -> None:
    event, (one,), user = make_day_today(6)
    timing.start_timer(round_=one, minutes=9, by=user, now=timezone.now())
    page.add_init_script(WRONG_CLOCK)

    page.goto(reverse("here:page", args=[event.year, event.slug]))

    left = timing.RoundTimer.objects.get().left(timezone.now()).total_seconds()
    assert abs(left_on(page) - left) < 5
    expect(page.locator(".timer-signal")).to_have_text("")


def test_clock_says_when_two_minutes_are_left_and_when_time_is_up(page: Page, web_server: Any) -> None:
    event, (one,), user = make_day_today(6)
    timing.start_timer(round_=one, minutes=2, by=user, now=timezone.now())
    url = reverse("here:page", args=[event.year, event.slug])

    page.goto(url)
    expect(page.locator(".timer-signal")).to_have_text("2 minutter igjen")
    timing.add_minutes(round_=one, minutes=-1, by=user, now=timezone.now())
    timing.RoundTimer.objects.update(ends_at=timezone.now())
    page.goto(url)

    expect(page.locator(".timer-signal")).to_have_text("Tiden er ute")


def test_without_script_the_clock_says_when_it_ends(browser: Browser, web_server: Any) -> None:
    event, (one,), user = make_day_today(6)
    timing.start_timer(round_=one, minutes=9, by=user, now=timezone.now())
    page = browser.new_context(java_script_enabled=False).new_page()

    page.goto(web_server.url + reverse("here:page", args=[event.year, event.slug]))

    expect(page.locator(".timer-words")).to_have_text(re.compile(r"Slutter kl\. \d\d\.\d\d"))


def test_screen_keeps_clock_and_code_within_its_frame(page: Page, web_server: Any) -> None:
    event, (one,), user = make_day_today(48)
    timing.start_timer(round_=one, minutes=9, by=user, now=timezone.now())
    page.goto(web_server.url)
    sign_in(page, user)

    for width, height in ((1920, 1080), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(reverse("workshops:screen", args=[first_day(event).pk]))
        page.evaluate("document.fonts.ready")

        assert left_on(page) > 500
        assert page.evaluate(OUTSIDE) == []
    assert faults(page) == []


def test_from_the_own_link_to_the_table_and_its_notes(page: Page, web_server: Any) -> None:
    _event, (one,), _user = make_day_today(12)
    registration = Registration.objects.all()[0]
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(urlsplit(own_url(registration)).path)

    page.get_by_role("link", name="Det som skjer nå, og bordet ditt").click()
    expect(
        page.get_by_role("heading", name=f"Du sitter ved bord {seat_of(registration, one)}")
    ).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Skriv ned det bordet kommer fram til").click()
    page.get_by_label("Første punkt").fill("Kaffe virker")
    page.get_by_role("button", name="Lagre").click()

    expect(page.get_by_role("status").first).to_contain_text("Lagret")
    assert TableNotes.objects.get().points == ["Kaffe virker"]
    assert faults(page) == []


def test_cards_for_the_tables_keep_their_codes_square_and_inside(page: Page, web_server: Any) -> None:
    event, (one,), user = make_day_today(18)
    page.goto(web_server.url)
    sign_in(page, user)

    for width in (390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(reverse("workshops:table_cards", args=[event.pk, one.pk]))

        codes = page.evaluate(CODES)
        assert [code for code in codes if code["inside"] and code["square"]] == codes, width
        assert len(codes) == 3


def test_pages_of_the_day_have_no_faults_and_fit_a_narrow_phone(page: Page, web_server: Any) -> None:
    event, (one,), user = make_day_today(12)
    day = first_day(event)
    settings = ProjectSettings("Kaffekveld", owner=Registration.objects.all()[0])
    projects.add_project(day=day, settings=settings, by=user)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(web_server.url)
    sign_in(page, user)
    of_day = [
        reverse(f"workshops:{name}", args=[event.pk, day.pk])
        for name in ("projects", "project_add", "dots", "notes")
    ]
    of_round = [reverse(f"workshops:{name}", args=[event.pk, one.pk]) for name in ("breakout", "table_cards")]
    contacts = reverse("workshops:contacts", args=[event.pk])
    table = reverse("workshops:table_notes", args=[table_token(one.pk, 1)])

    for url in (*of_day, *of_round, contacts, table):
        page.goto(url)
        assert faults(page) == [], url
        assert not page.evaluate(SIDEWAYS), url
