"""The door and the coordinators' pages in a real browser, with and without a script."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from events.models import Event
from participants.models import Attendance, Scan
from participants.services.door_access import revoke_device
from tests.axe import faults, faults_by_day_and_night
from tests.factories import make_item, make_role
from tests.participants.door_browser import (
    make_room,
    new_tablet,
    sideways,
    stand,
)

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_three_letters_and_one_tap_without_leaving_the_page(page: Page, web_server: Any) -> None:
    tablet = stand(page.context, make_room(40), web_server.url)
    tablet.goto()
    tablet.page.evaluate("window.stayed = true")

    tablet.page.keyboard.type("gor")
    expect(tablet.page.locator(".guest", has_text="Göran").first).to_be_visible()
    tablet.page.locator(".g-btn").first.click()

    expect(tablet.page.locator(".door-undo")).to_contain_text("Göran")
    expect(tablet.page.locator(".counters li").first).to_contain_text("1")
    field = "[window.stayed, document.activeElement.id, document.activeElement.value]"
    assert tablet.page.evaluate(field) == [True, "search", ""]
    tablet.sent()
    assert Attendance.objects.count() == 1


FIND = """() => {
  const people = Array.from({ length: 2000 }, (_, id) => ({
    id: id + 1, first: `Åse${id % 40}`, last: `Øvregård ${id}`, org: `Fjordby kommune ${id % 7}`,
    status: "seat", expected: true, at: "", code: `c${id}`,
  }));
  Dor.log.facts().day = { ...Dor.log.facts().day, id: Dor.day };
  Dor.people.load(people);
  const field = document.getElementById("search"), times = [];
  for (const text of ["f", "fj", "fjo", "ovr", "ase1 1999", "kommune 3", ""]) {
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input"));
    document.body.offsetHeight;
    times.push(performance.now() - start);
  }
  return [Math.max(...times), Dor.people.search("ovregard 1999").length];
}"""


def test_result_among_2000_people_comes_within_100_ms(page: Page, web_server: Any) -> None:
    tablet = stand(page.context, make_room(1), web_server.url)
    tablet.goto()
    tablet.sent()

    best = min((tablet.page.evaluate(FIND) for _time in range(3)), key=lambda found: float(found[0]))

    assert best[0] < 100
    assert best[1] == 1


def test_double_tap_checks_in_once_and_undoes_nothing(page: Page, web_server: Any) -> None:
    tablet = stand(page.context, make_room(1), web_server.url)
    page.close()
    tablet.page.set_viewport_size({"width": 390, "height": 844})
    tablet.goto()

    tablet.page.locator(".g-btn").dblclick()
    expect(tablet.page.locator(".door-undo")).to_be_visible()
    tablet.page.locator(".g-more").click()
    tablet.page.wait_for_timeout(300)
    tablet.sent()

    assert list(Scan.objects.values_list("kind", flat=True)) == ["check_in"]


def test_undo_and_check_in_again_from_the_bar(page: Page, web_server: Any) -> None:
    tablet = stand(page.context, make_room(2), web_server.url)
    tablet.goto()
    tablet.page.locator(".g-btn").first.click()
    for number, wanted in enumerate((0, 1)):
        tablet.page.wait_for_timeout(900)
        tablet.page.locator(".door-undo button").click()
        expect(tablet.page.locator(".guest.in")).to_have_count(wanted)
        assert number < 2

    tablet.sent()

    assert Attendance.objects.count() == 1
    kinds = Scan.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["check_in", "undo", "check_in"]


def test_check_in_at_another_door_is_seen_within_seven_seconds(browser: Browser, web_server: Any) -> None:
    event = make_room(2)
    here, there = (new_tablet(browser, event, web_server.url, name) for name in ("Her", "Der"))
    here.ready()
    there.ready()
    here.page.fill("#search", "åse")

    there.check_in("ase")

    expect(here.page.locator(".guest.in")).to_have_count(1, timeout=7_000)
    assert here.page.locator("#search").input_value() == "åse"


def test_revoked_device_leaves_and_forgets(page: Page, web_server: Any) -> None:
    tablet = stand(page.context, make_room(2), web_server.url).ready()

    revoke_device(device=tablet.device, by=None, now=timezone.now())

    tablet.page.wait_for_url(re.compile(r"/dor/$"), timeout=10_000)
    assert tablet.page.evaluate("Dor.store.all('people')") == []


def test_everything_works_without_a_script(browser: Browser, web_server: Any) -> None:
    event = make_room(3)
    tablet = new_tablet(browser, event, web_server.url, java_script_enabled=False)
    page = tablet.page
    page.goto(tablet.path())

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
    tablet.context.close()


PAGES = ("", "uanmeldt/", "telling/", "papir/", "selv/")


def test_door_has_no_fault_that_axe_finds_and_large_targets(page: Page, web_server: Any) -> None:
    tablet = stand(page.context, make_room(12), web_server.url).ready()
    tablet.page.locator(".g-btn").first.click()
    expect(tablet.page.locator(".door-undo")).to_be_visible()

    seen = "all => all.filter(one => one.checkVisibility()).map(one => one.offsetHeight)"
    heights = tablet.page.eval_on_selector_all(".g-btn, .g-more", seen)
    assert len(heights) > 10
    assert min(heights) >= 64
    for path in PAGES:
        tablet.goto(path)
        assert (path, faults_by_day_and_night(tablet.page), sideways(tablet.page)) == (path, [], [])
    tablet.page.goto("/dor/slutt/")
    assert (faults_by_day_and_night(tablet.page), sideways(tablet.page)) == ([], [])


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
