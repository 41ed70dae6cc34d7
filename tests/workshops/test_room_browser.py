"""The tables and the big screen in a real browser: nothing is cut off, and the keyboard does it all."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from inkludering.accounts.models import User
from participants.models import Registration
from tests.axe import faults
from tests.workshops.rooms import first_day, make_event_with_room
from workshops import services
from workshops.services import timing

pytestmark = [pytest.mark.django_db(transaction=True)]

OUTSIDE = """() => {
  const floor = innerHeight - parseFloat(getComputedStyle(document.querySelector("main")).borderBottomWidth);
  const boxes = [...document.querySelectorAll(".seats section, .seats li, .aside section")];
  return boxes.filter((box) => {
    const { bottom, right } = box.getBoundingClientRect();
    return bottom > floor + 1 || right > innerWidth + 1 || box.scrollWidth > box.clientWidth + 1;
  }).map((box) => box.innerText);
}"""


def sign_in(page: Page, user: User) -> None:
    client = Client()
    client.force_login(user)
    for name, cookie in client.cookies.items():
        page.context.add_cookies([{"name": name, "value": cookie.value, "url": page.url}])


@pytest.mark.parametrize("people", [48, 120])
def test_screen_shows_every_name_at_once(page: Page, web_server: Any, people: int) -> None:
    event, (one,), user = make_event_with_room(people, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    services.show_round(round_=one, by=user, now=timezone.now())
    page.goto(web_server.url)
    sign_in(page, user)

    for width, height in ((1920, 1080), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(web_server.url + reverse("workshops:screen", args=[first_day(event).pk]))
        page.evaluate("document.fonts.ready")

        assert page.locator(".seats li").count() == people
        assert page.evaluate(OUTSIDE) == []
        assert not page.evaluate("document.documentElement.scrollHeight > innerHeight")
    assert faults(page) == []


def test_the_board_fits_a_narrow_phone(page: Page, web_server: Any) -> None:
    event, (one,), user = make_event_with_room(48, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    timing.start_timer(round_=one, minutes=9, by=user, now=timezone.now())
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(web_server.url)
    sign_in(page, user)

    for view in ("", "?view=list&q=kari"):
        page.goto(web_server.url + reverse("workshops:board", args=[event.pk, one.pk]) + view)

        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert faults(page) == []


def test_one_endless_name_leaves_the_others_readable(page: Page, web_server: Any) -> None:
    event, (one,), user = make_event_with_room(48, None)
    Registration.objects.filter(pk=Registration.objects.all()[0].pk).update(first_name="W" * 120)
    services.make_groups(round_=one, by=user, now=timezone.now())
    services.show_round(round_=one, by=user, now=timezone.now())
    page.goto(web_server.url)
    sign_in(page, user)

    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(web_server.url + reverse("workshops:screen", args=[first_day(event).pk]))
    page.evaluate("document.fonts.ready")

    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.seats li')).fontSize)") > 20


def test_a_person_is_moved_and_moved_back_by_keyboard(page: Page, web_server: Any) -> None:
    event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    page.goto(web_server.url)
    sign_in(page, user)
    page.goto(web_server.url + reverse("workshops:board", args=[event.pk, one.pk]))
    menu = page.locator("#table-1 details.move").first

    menu.locator("summary").press("Enter")
    page.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()
    expect(menu.locator(".move-box")).to_be_hidden()

    menu.locator("summary").press("Enter")
    expect(menu.locator("[data-cost-list]")).to_be_visible()
    menu.locator("button[name='table'][value='2']").press("Enter")
    expect(page.locator("#table-2 .who")).to_have_count(7)
    page.locator(".undo button").press("Enter")
    expect(page.locator("#table-2 .who")).to_have_count(6)
    assert faults(page) == []
