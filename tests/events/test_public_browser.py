"""The public pages in a real browser: nothing is blocked, nothing runs, nothing scrolls sideways."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.axe import faults, faults_by_day_and_night
from tests.events.pages import address
from tests.events.programmes import conference, morning, nordic

pytestmark = [pytest.mark.django_db(transaction=True)]

LISTEN = """
window.blocked = [];
document.addEventListener("securitypolicyviolation", (event) => window.blocked.push(event.blockedURI));
window.alert = () => window.blocked.push("alert");
"""
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
LONG = "Samfunnsentreprenørskap og medvirkning i nabolaget"
PUBLIC_PAGES = [
    "",
    "arrangementer/",
    "regioner/",
    "om/",
    "start/",
    "personvern/",
    "tilgjengelighet/",
    "informasjonskapsler/",
]


def test_data_block_is_not_blocked_and_hostile_text_does_not_run(page: Page, web_server: Any) -> None:
    event = morning(title=HOSTILE, introduction=HOSTILE)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(LISTEN)

    page.goto(address(event))

    assert page.evaluate("window.blocked") == []
    assert said == []
    assert page.locator("h1").inner_text().replace("\u00ad", "") == HOSTILE


@pytest.mark.parametrize("make", [morning, conference, nordic])
def test_event_page_has_no_fault_that_axe_finds(page: Page, web_server: Any, make: Any) -> None:
    event = make()
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(address(event))

    assert faults_by_day_and_night(page) == []


def test_all_public_pages_have_no_fault_that_axe_finds(page: Page, web_server: Any) -> None:
    event = morning()
    paths = [f"/en/{path}" for path in [*PUBLIC_PAGES, "regioner/telemark/"]]
    found = {}

    for path in [
        *paths,
        address(event, "program/"),
        address(event, "personvern/"),
        address(event, "program.pdf"),
    ]:
        page.goto(path)
        found[path] = faults(page)

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_pages_never_scroll_sideways(page: Page, web_server: Any) -> None:
    event = morning(title=LONG)
    found = {}

    for path in [f"/en/{path}" for path in PUBLIC_PAGES] + [address(event), address(event, "personvern/")]:
        page.goto(path)
        for width in (320, 390, 820, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            found[path, width] = page.evaluate("document.documentElement.scrollWidth")

    assert {place: wide for place, wide in found.items() if wide > place[1]} == {}


def test_sign_up_button_is_visible_on_a_phone_without_scrolling(page: Page, web_server: Any) -> None:
    event = morning(title=LONG)
    page.set_viewport_size({"width": 390, "height": 720})

    page.goto(address(event))

    box = page.get_by_role("link", name="Sign up").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720
