"""The door and the coordinators' pages in a real browser, with and without a script."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from events.models import Event
from participants.door import COOKIE_NAME
from participants.models import Attendance, Scan
from participants.services.door_access import make_door_link, open_door, revoke_device
from tests.factories import make_item, make_published_event, make_registration, make_role, make_user
from tests.participants.answers import NAMES
from tests.participants.doors import Door, client_of

pytestmark = [pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
SIZES = ((320, 640), (390, 844), (820, 1180), (1180, 820), (1280, 900))


def make_room(number: int) -> Event:
    event = make_published_event(capacity=None)
    for one in range(number):
        first, last = NAMES[one % len(NAMES)]
        make_registration(event, first_name=first, last_name=f"{last} {one:03}", no_photo=one % 9 == 0)
    return event


def stand_at(event: Event, context: Any, url: str) -> Door:
    """Give a browser the cookie of a new device."""
    now, day = timezone.now(), event.days.select_related("event").get()
    opened = open_door(code=make_door_link(day=day, by=make_user(), now=now), name="Nettbrett", now=now)
    context.add_cookies([{"name": COOKIE_NAME, "value": opened.token, "url": url}])
    return Door(opened.device, client_of(opened.token))


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in result["violations"]]


def sideways(page: Page) -> list[int]:
    """The widths at which the page is wider than the screen."""
    wide = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(width)
    return wide


def test_three_letters_and_one_tap_without_leaving_the_page(page: Page, web_server: Any) -> None:
    event = make_room(200)
    door = stand_at(event, page.context, web_server.url)
    page.goto(door.path())
    page.evaluate("window.stayed = true")

    page.keyboard.type("gor")
    expect(page.locator(".guest:visible")).to_have_count(200 // len(NAMES))
    page.locator(".g-btn:visible").first.click()

    expect(page.locator(".door-undo")).to_contain_text("Göran")
    expect(page.locator(".counters li").first).to_contain_text("1")
    assert page.evaluate("[window.stayed, document.activeElement.id, document.activeElement.value]") == [
        True,
        "search",
        "",
    ]
    expect(page.locator(".guest:visible")).to_have_count(200)


@pytest.mark.serial
def test_filter_of_200_people_is_instant(page: Page, web_server: Any) -> None:
    door = stand_at(make_room(200), page.context, web_server.url)
    page.goto(door.path())

    took = page.evaluate(
        """() => {
          const field = document.getElementById("search"), start = performance.now();
          for (const text of ["m", "mo", "moh", "moha", ""]) {
            field.value = text;
            field.dispatchEvent(new Event("input"));
            document.body.offsetHeight;
          }
          return (performance.now() - start) / 5;
        }"""
    )

    assert took < 200  # milliseconds a letter, laid out anew, on a busy machine


def test_double_tap_checks_in_once_and_undoes_nothing(page: Page, web_server: Any) -> None:
    door = stand_at(make_room(1), page.context, web_server.url)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(door.path())

    page.locator(".g-btn").dblclick()
    expect(page.locator(".door-undo")).to_be_visible()
    page.locator(".g-more").click()
    page.wait_for_timeout(300)

    assert list(Scan.objects.values_list("kind", flat=True)) == ["check_in"]


def test_undo_and_check_in_again_from_the_bar(page: Page, web_server: Any) -> None:
    door = stand_at(make_room(2), page.context, web_server.url)
    page.goto(door.path())
    page.locator(".g-btn").first.click()
    expect(page.locator(".guest.in")).to_have_count(1)
    page.wait_for_timeout(900)

    page.locator(".door-undo button").click()
    expect(page.locator(".guest.in")).to_have_count(0)
    page.wait_for_timeout(900)
    page.locator(".door-undo button").click()

    expect(page.locator(".guest.in")).to_have_count(1)
    assert Attendance.objects.count() == 1


def test_tap_without_contact_says_so_and_goes_through_the_next_time(page: Page, web_server: Any) -> None:
    door = stand_at(make_room(1), page.context, web_server.url)
    page.goto(door.path())
    page.context.set_offline(True)
    page.locator(".g-btn").click()
    expect(page.locator(".door-said")).to_have_text(re.compile(r"\w"))
    assert Attendance.objects.count() == 0

    page.context.set_offline(False)
    page.wait_for_timeout(900)
    page.locator(".g-btn").click()

    expect(page.locator(".guest.in")).to_have_count(1)


def test_check_in_at_another_door_is_seen_and_a_revoked_device_leaves(page: Page, web_server: Any) -> None:
    event = make_room(2)
    door = stand_at(event, page.context, web_server.url)
    page.goto(door.path())
    page.locator("#search").fill("åse")
    other = stand_at(event, page.context.browser.new_context(), web_server.url)  # type: ignore[union-attr]  # it has one

    other.client.post(other.path(f"inn/{event.registrations.latest('pk').pk}/"))
    expect(page.locator(".counters li").first).to_contain_text("1", timeout=10_000)
    assert page.locator("#search").input_value() == "åse"
    expect(page.locator(".guest:visible")).to_have_count(1)

    revoke_device(device=door.device, by=None, now=timezone.now())
    page.wait_for_url(re.compile(r"/dor/$"), timeout=10_000)


def test_everything_works_without_a_script(browser: Browser, web_server: Any) -> None:
    event = make_room(3)
    context = browser.new_context(java_script_enabled=False, base_url=web_server.url, locale="nb-NO")
    door = stand_at(event, context, web_server.url)
    page = context.new_page()
    page.goto(door.path())

    page.locator("#search").fill("bjø")
    page.keyboard.press("Enter")
    expect(page.locator(".guest")).to_have_count(1)
    page.locator(".g-btn").click()
    expect(page.locator(".door-undo")).to_contain_text("Bjørg Æ.")
    page.locator(".door-new").click()
    page.locator("[name=first_name]").fill("Sukarti")
    page.locator("[name=sector]").first.check()
    page.locator("form .g-btn").first.click()

    expect(page.locator(".door-undo")).to_contain_text("Sukarti")
    assert Attendance.objects.count() == 2
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_door_has_no_fault_that_axe_finds_and_large_targets(page: Page, web_server: Any, scheme: Any) -> None:
    door = stand_at(make_room(12), page.context, web_server.url)
    page.emulate_media(color_scheme=scheme)
    page.goto(door.path())
    page.locator(".g-btn").first.click()
    expect(page.locator(".door-undo")).to_be_visible()

    heights = page.eval_on_selector_all(".g-btn, .g-more", "all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 64
    for path in ("", "uanmeldt/"):
        page.goto(door.path(path))
        assert (faults(page), sideways(page)) == ([], [])
    page.goto("/dor/slutt/")
    assert (faults(page), sideways(page)) == ([], [])


WORK = ["", "pameldte/", "pameldte/ny/", "dor/", "utskrift/", "pameldte/{}/"]


def test_work_pages_have_no_fault_that_axe_finds(page: Page, web_server: Any) -> None:
    event = make_room(20)
    make_item(event).appearances.create(shown_title="Daglig leder", status="tbc")
    sign_in(page, event, web_server)
    first = event.registrations.earliest("pk").pk

    found = []
    for path in [
        "/arbeid/",
        *(f"/arbeid/arrangementer/{event.pk}/{rest}" for rest in [*WORK, f"pameldte/{first}/"]),
    ]:
        page.goto(path)
        found += [(path, faults(page), sideways(page))]

    assert [one for one in found if one[1:] != ([], [])] == []


def sign_in(page: Page, event: Event, web_server: Any) -> None:
    client = Client()
    client.force_login(make_role(region=event.region).user)
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": web_server.url} for name, one in client.cookies.items()]
    )
