"""The door, on a tablet of its own."""

import re

from playwright.sync_api import Page, expect

from participants.models import Attendance
from tests.mainjob.coordinator import MadeEvent
from tests.mainjob.mail import Registered
from tests.mainjob.people import NAMES

TABLET = {"width": 820, "height": 1180}


def check_in_everybody(page: Page, event: MadeEvent, registered: list[Registered], *, walk_ins: int) -> None:
    """The name and a tap for each; then those who had not signed up."""
    tablet = open_tablet(page, event)
    for number, one in enumerate(registered, 1):
        check_in(tablet, one)
        if number <= len(NAMES):  # the others arrive in a stream, and are handed in together
            expect_handed_in(tablet, number)
    expect_handed_in(tablet, len(registered))
    for number in range(walk_ins):
        welcome_walk_in(tablet, event, number)
    assert Attendance.objects.filter(day=event.day_pk).count() == len(registered) + walk_ins
    tablet.context.close()


def open_tablet(page: Page, event: MadeEvent) -> Page:
    """The coordinator's link, opened by a browser that nobody is signed in to."""
    page.goto(f"{event.work}/dor/")
    page.locator("form[action$='/lenke/'] button").click()
    link = page.locator("a[href*='/dor/kode/']").first.get_attribute("href")
    browser = page.context.browser
    assert browser
    tablet = browser.new_context(viewport=TABLET, locale="nb-NO").new_page()
    tablet.goto(str(link))
    tablet.fill("input[name=name]", "Nettbrett 1")
    tablet.locator("main form button.cta").click()
    expect(tablet).to_have_url(re.compile(rf"/dor/{event.day_pk}/"))
    expect(tablet.locator(".guests[data-drawn]")).to_be_attached(timeout=20_000)
    return tablet


def check_in(tablet: Page, one: Registered) -> None:
    """Type the name, tap, and see that the person is in."""
    tablet.fill("#search", f"{one.guest.first_name} {one.guest.last_name}")
    rows = tablet.locator(".guest:not(.in):visible")
    exact = rows.filter(has=tablet.locator("b", has_text=re.compile(f"^{re.escape(one.guest.first_name)}$")))
    exact.first.locator("button.g-btn").click()
    expect(tablet.locator(".door-undo")).to_contain_text(one.guest.first_name)


def expect_handed_in(tablet: Page, count: int) -> None:
    expect(tablet.locator("[data-status][data-unsent='0']")).to_be_visible(timeout=20_000)
    assert Attendance.objects.count() == count


def welcome_walk_in(tablet: Page, event: MadeEvent, number: int) -> None:
    """First name, sector, in."""
    tablet.goto(f"/dor/{event.day_pk}/uanmeldt/".join([tablet.url.split("/dor/")[0], ""]))
    tablet.fill("input[name=first_name]", f"Uanmeldt {number}")
    tablet.locator("input[name=sector][value=private]").check()
    tablet.locator("main form button[type=submit], main form button.cta").first.click()
    expect(tablet.locator(".door-undo")).to_contain_text(f"Uanmeldt {number}")
    expect(tablet.locator("[data-status][data-unsent='0']")).to_be_visible(timeout=20_000)
