"""What a host does at the door, in a real browser: by keyboard, with a printer, leaving the kiosk to guests;
and what a tablet does when the site gets a new version, or its day another language."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from participants.door import COOKIE_NAME
from participants.models import Attendance, DoorDevice, DoorName, PrintedTag, Registration, Scan
from participants.services.door_access import revoke_device
from participants.services.door_shifts import add_shift
from tests.axe import faults
from tests.factories import make_user
from tests.participants.door_browser import Tablet, device_at, make_room, new_tablet, sideways, stand
from tests.participants.hostile import Proxy
from tests.participants.test_door_offline import tap_all
from tests.services.site import WebServer

pytestmark = [pytest.mark.django_db(transaction=True)]


def press(tablet: Tablet, *keys: str) -> None:
    for key in keys:
        tablet.page.keyboard.press(key)


def tab_to(tablet: Tablet, selector: str) -> None:
    """As many times Tab as it takes; what has the focus is seen to have it."""
    for _press in range(40):
        press(tablet, "Tab")
        if tablet.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            break
    focused = tablet.page.locator(f"{selector}:focus-visible")
    expect(focused).to_be_visible()


def test_door_by_keyboard_alone(page: Page, web_server: WebServer) -> None:
    tablet = stand(page.context, make_room(12), web_server.url).ready()
    tablet.page.keyboard.type("gor")
    press(tablet, "ArrowDown", "ArrowUp", "ArrowDown", "Enter")
    expect(tablet.page.locator(".door-undo")).to_contain_text("Göran")
    assert tablet.page.evaluate("document.activeElement.id") == "search"

    tab_to(tablet, ".door-undo button")
    tablet.page.wait_for_timeout(900)  # a second tap so soon is taken for a slip
    press(tablet, "Enter")
    expect(tablet.page.locator(".door-undo")).to_contain_text("angret")
    expect(tablet.page.locator(".door-undo button")).to_be_focused()
    tablet.page.wait_for_timeout(900)
    press(tablet, "Enter")
    expect(tablet.page.locator(".guest.in")).to_have_count(1)
    tab_to(tablet, ".door-new")
    press(tablet, "Enter")
    expect(tablet.page.locator("[name=first_name]")).to_be_focused()
    tablet.page.keyboard.type("Sukarti")
    tab_to(tablet, "[name=sector]")
    press(tablet, "Space", "Enter")

    expect(tablet.page.locator(".door-undo")).to_contain_text("Sukarti")
    tablet.sent()
    assert Attendance.objects.count() == 2


def open_person(tablet: Tablet, number: str) -> Any:
    tablet.page.fill("#search", number)
    tablet.page.locator(".guest .g-menu").first.click()
    return tablet.page.locator("#door-person")


def test_corrected_name_is_printed_on_a_label(page: Page, web_server: WebServer) -> None:
    tablet = stand(page.context, make_room(3), web_server.url).ready()
    dialog = open_person(tablet, "001")
    dialog.locator("[name=name]").fill("Kaja Berg")
    dialog.locator("[data-print]").click()
    tablet.page.wait_for_url("**/person/*/")
    tablet.begun()
    assert (faults(tablet.page), sideways(tablet.page)) == ([], [])
    tablet.page.select_option("[name=sheet]", "avery-l7418")
    tablet.page.fill("[name=first]", "3")
    sent = tablet.page.locator("form[data-form=tag]").evaluate(
        "form => Object.fromEntries(new FormData(form))"
    )
    answer = tablet.context.request.post(f"{tablet.page.url}navnelapp/", form=sent)
    assert "Kaja" in PdfReader(io.BytesIO(answer.body())).pages[0].extract_text()
    tablet.page.reload()

    assert tablet.page.input_value("[name=sheet]") == "avery-l7418"
    assert tablet.page.input_value("[name=first]") == "4"
    assert (DoorName.objects.get().name, PrintedTag.objects.count()) == ("Kaja Berg", 1)


def test_printing_without_a_network_keeps_the_name_and_says_so(page: Page, web_server: WebServer) -> None:
    tablet = stand(page.context, make_room(2), web_server.url).ready()
    tablet.offline()
    dialog = open_person(tablet, "001")
    dialog.locator("[name=name]").fill("Kaja Berg")

    dialog.locator("[data-print]").click()

    expect(dialog.locator("[data-wrong]")).to_contain_text("Skriv lappen for hånd", timeout=15_000)
    dialog.locator("[data-close]").click()
    tablet.offline(False)
    tablet.sent()
    assert DoorName.objects.get().name == "Kaja Berg"


@pytest.mark.parametrize("pin", ["", "4711"])
def test_kiosk_is_left_by_a_host_only(page: Page, web_server: WebServer, pin: str) -> None:
    event = make_room(3)
    if pin:
        add_shift(day=event.days.get(), name="Solveig", pin=pin, by=make_user())
    tablet = stand(page.context, event, web_server.url)
    tablet.goto("selv/")
    expect(tablet.page.locator("[data-status][data-look=ready]")).to_be_visible(timeout=20_000)
    ask = tablet.page.locator("#door-lock" if pin else "#kiosk-sure")

    tablet.page.locator("[data-out]").click()
    expect(ask).to_be_visible()
    assert faults(tablet.page) == []
    ask.locator("[data-stay]").click()
    expect(tablet.page.locator("#kiosk-name")).to_be_visible()
    tablet.page.locator("[data-out]").click()
    if pin:
        tablet.page.fill("#pin", pin)
    ask.locator("button").filter(has_text="Lås opp" if pin else "Tilbake til lista").click()

    tablet.page.wait_for_url(f"**{tablet.path()}")
    tablet.begun()
    expect(tablet.page.locator("#door-lock")).to_be_hidden()


def test_guest_who_leaves_the_kiosk_by_its_address_meets_the_lock(page: Page, web_server: WebServer) -> None:
    event = make_room(3)
    add_shift(day=event.days.get(), name="Solveig", pin="4711", by=make_user())
    tablet = stand(page.context, event, web_server.url).ready()
    tablet.page.fill("#pin", "4711")
    press(tablet, "Enter")
    expect(tablet.page.locator("#door-lock")).to_be_hidden()

    tablet.goto("selv/")
    tablet.goto()

    expect(tablet.page.locator("#door-lock")).to_be_visible()


def test_new_version_takes_over_while_scans_lie_unsent(
    page: Page, start_web: Callable[..., WebServer]
) -> None:
    before = start_web(workers=1)
    with Proxy(before.port) as proxy:
        tablet = stand(page.context, make_room(5), proxy.url)
        tablet.base = proxy.url
        tablet.ready()
        old = tablet.page.get_attribute("[data-door]", "data-version")
        proxy.mode = "503"
        tap_all(tablet, range(3))
        proxy.behind = start_web(workers=1, env={"RELEASE": "the next one", "BASE_URL": before.url}).port
        tablet.page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update())")
        shown = tablet.page.locator("[data-door]")
        expect(shown).not_to_have_attribute("data-version", str(old), timeout=60_000)
        tablet.begun()
        assert (tablet.unsent(), Scan.objects.count()) == (3, 0)
        tablet.offline()
        tap_all(tablet, range(3, 4))
        tablet.offline(False)
        proxy.mode = ""
        tablet.sent(60_000)

        (cache,) = tablet.page.evaluate("caches.keys()")
    assert cache == f"dor-{tablet.page.get_attribute('[data-door]', 'data-version')}"
    assert Attendance.objects.count() == 4


def test_server_that_takes_nothing_is_told_how_much_waits(browser: Browser, web_server: WebServer) -> None:
    event = make_room(4)
    tablet, there = (new_tablet(browser, event, web_server.url, name).ready() for name in ("Her", "Der"))
    tablet.context.route("**/skann/", lambda route: route.fulfill(status=500, body=""))

    tap_all(tablet, range(2))
    there.check_in("003")
    there.sent()

    expect(tablet.page.locator(".guest.in")).to_have_count(3, timeout=20_000)
    tablet.status("svarer ikke som den skal.*2 lagret her")
    assert DoorDevice.objects.get(pk=tablet.device.pk).unsent == 2
    tablet.context.unroute("**/skann/")
    tablet.sent()
    assert Attendance.objects.count() == 3


YEARS_BACK = "const real = Date.now; Date.now = () => real() - 6 * 365 * 24 * 3600 * 1000;"


def test_clock_that_is_years_off_makes_nothing_too_old_to_hand_in(page: Page, web_server: WebServer) -> None:
    event = make_room(2)
    page.context.add_init_script(YEARS_BACK)
    tablet = stand(page.context, event, web_server.url).ready()
    tablet.offline()
    tap_all(tablet, range(2))
    revoke_device(device=tablet.device, by=None, now=timezone.now())
    tablet.offline(False)
    tablet.page.wait_for_url("**/dor/", timeout=20_000)
    expect(tablet.page.locator("[data-left]")).to_contain_text("2 innsjekker")

    device, token = device_at(event, "Nettbrett 2")
    page.context.add_cookies([{"name": COOKIE_NAME, "value": token, "url": web_server.url}])
    again = Tablet(tablet.page, device)
    again.goto()
    again.sent()

    assert Attendance.objects.count() == 2


def test_tablet_at_another_door_learns_its_language(page: Page, web_server: WebServer) -> None:
    tablet = stand(page.context, make_room(1), web_server.url).ready()
    assert tablet.page.locator("html").get_attribute("lang") == "nb"
    event = make_room(2)
    type(event).objects.filter(pk=event.pk).update(language="nn")
    device, token = device_at(event)
    page.context.add_cookies([{"name": COOKIE_NAME, "value": token, "url": web_server.url}])

    again = Tablet(tablet.page, device)
    again.goto()
    expect(again.page.locator("html[lang=nn][data-door-ready]")).to_be_attached(timeout=40_000)
    again.offline()
    again.page.reload()
    again.begun()

    assert again.page.locator("html").get_attribute("lang") == "nn"
    assert Registration.objects.filter(event=event).count() == 2
