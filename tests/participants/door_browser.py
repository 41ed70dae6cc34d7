"""Tablets for browser tests: a browser context of their own, at the door of an event."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from events.models import Event, EventDay
from participants.door import COOKIE_NAME
from participants.models import DoorDevice
from participants.services.door_access import make_door_link, open_door
from tests.factories import make_published_event, make_registration, make_user
from tests.participants.answers import NAMES

SIZES = ((320, 640), (390, 844), (820, 1180), (1180, 820), (1280, 900))


def make_room(number: int) -> Event:
    event = make_published_event(capacity=None)
    for one in range(number):
        first, last = NAMES[one % len(NAMES)]
        make_registration(event, first_name=first, last_name=f"{last} {one:03}", no_photo=one % 9 == 0)
    return event


def device_at(event: Event, name: str = "Nettbrett", now: datetime | None = None) -> tuple[DoorDevice, str]:
    now, day = now or timezone.now(), event.days.select_related("event").get()
    opened = open_door(code=make_door_link(day=day, by=make_user(), now=now), name=name, now=now)
    return opened.device, opened.token


@dataclass
class Tablet:
    """``page`` shows the door's list; ``device`` is what the server knows it as; ``base`` where that is."""

    page: Page
    device: DoorDevice
    base: str = ""

    @property
    def day(self) -> EventDay:
        return self.device.day

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def path(self, rest: str = "") -> str:
        return f"/dor/{self.device.day_id}/{rest}"

    def goto(self, rest: str = "") -> None:
        """Open a page of the door; wait until its script has begun and has drawn the list, if any."""
        self.page.goto(self.base + self.path(rest))
        self.begun()

    def begun(self) -> None:
        expect(self.page.locator("html[data-door-ready]")).to_be_attached(timeout=20_000)
        expect(self.page.locator(".guests:not([data-drawn])")).to_have_count(0, timeout=20_000)

    def ready(self) -> "Tablet":
        """Open the list and wait until the tablet works alone."""
        self.goto()
        expect(self.page.locator("[data-status]")).to_contain_text("Virker uten nett", timeout=20_000)
        return self

    def offline(self, yes: bool = True) -> None:
        self.context.set_offline(yes)

    def check_in(self, words: str) -> None:
        """Three letters, one tap."""
        self.page.fill("#search", words)
        self.page.locator(".guest:not(.in) .g-btn").first.click()
        expect(self.page.locator("#search")).to_have_value("")

    def unsent(self) -> int:
        return int(self.page.evaluate("Dor.log.unsent().length"))

    def sent(self, timeout: float = 20_000) -> None:
        """Wait until nothing is left here."""
        expect(self.page.locator("[data-status][data-unsent='0']")).to_be_visible(timeout=timeout)

    def status(self, words: str, timeout: float = 12_000) -> None:
        expect(self.page.locator("[data-status]")).to_contain_text(re.compile(words), timeout=timeout)


def stand(context: BrowserContext, event: Event, url: str, name: str = "Nettbrett") -> Tablet:
    """Give a browser context the cookie of a new device."""
    device, token = device_at(event, name)
    context.add_cookies([{"name": COOKIE_NAME, "value": token, "url": url}])
    return Tablet(context.new_page(), device)


def new_tablet(browser: Browser, event: Event, url: str, name: str = "Nettbrett", **options: Any) -> Tablet:
    """A tablet with a browser profile of its own."""
    context = browser.new_context(base_url=url, locale="nb-NO", timezone_id="Europe/Oslo", **options)
    return stand(context, event, url, name)


def sideways(page: Page) -> list[int]:
    """The widths at which the page is wider than the screen."""
    wide = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(width)
    return wide
