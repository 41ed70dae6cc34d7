"""Tablets without a network: nothing is lost, and afterwards everybody agrees."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, BrowserType, Page, expect

from inkludering.qr import qr_rows
from inkludering.tokens import checkin_code
from participants.door import COOKIE_NAME
from participants.models import Attendance, DoorDevice, Registration, Scan
from participants.services.door_log import happened_at
from participants.services.door_pairs import find_conflicts
from participants.services.door_shifts import add_shift
from tests.factories import make_published_event, make_registration, make_user
from tests.participants.door_browser import Tablet, device_at, make_room, new_tablet, stand
from tests.participants.hostile import WRONG, Proxy
from tests.participants.own_browser import OwnBrowser, cookie
from tests.services.chromium import launch_args

pytestmark = [pytest.mark.django_db(transaction=True)]

# Types a name and taps the button, for each of the people, as a quick host would.
TAP_ALL = """async (words) => {
  const field = document.getElementById("search");
  for (const word of words) {
    field.value = word;
    field.dispatchEvent(new Event("input"));
    const before = Dor.people.numbers().inside;
    document.querySelector(".guest:not(.in) .g-btn").click();
    for (let tries = 0; Dor.people.numbers().inside === before && tries < 1000; tries += 1) {
      await new Promise((done) => setTimeout(done, 5));
    }
  }
}"""


def tap_all(tablet: Tablet, numbers: range) -> None:
    tablet.page.evaluate(TAP_ALL, [f"{number:03}" for number in numbers])


def test_two_tablets_offline_ten_minutes_lose_nothing(browser: Browser, web_server: Any) -> None:
    event = make_room(105)
    first, second = (new_tablet(browser, event, web_server.url, f"Nettbrett {one}") for one in (1, 2))
    for tablet in (first, second):
        tablet.page.clock.install()
        tablet.ready()
        tablet.offline()

    tap_all(first, range(60))
    tap_all(second, range(45, 105))
    for tablet in (first, second):
        tablet.page.clock.fast_forward(10 * 60 * 1000)
        tablet.status("60 lagret her, den eldste for 10 min siden")
        tablet.offline(False)
        tablet.sent(60_000)

    day = event.days.get()
    conflicts = find_conflicts(day)
    assert (Attendance.objects.count(), Scan.objects.count(), len(conflicts)) == (105, 120, 15)
    assert {one.device for one in conflicts} == {"Nettbrett 2"}


def test_every_wrong_answer_keeps_the_scan_and_says_one_clear_line(page: Page, web_server: Any) -> None:
    event = make_room(len(WRONG) + 1)
    with Proxy(web_server.port) as proxy:
        tablet = stand(page.context, event, proxy.url)
        tablet.base = proxy.url
        tablet.goto()
        for number, mode in enumerate([*WRONG, "silence"]):
            proxy.mode = mode
            tap_all(tablet, range(number, number + 1))
            tablet.page.evaluate("Dor.sync.contact()")
            tablet.status(f"{number + 1} lagret her")
            assert (mode, tablet.unsent(), Scan.objects.count()) == (mode, number + 1, 0)
        proxy.mode = ""
        tablet.page.evaluate("Dor.sync.contact()")
        tablet.sent()

    assert Scan.objects.count() == Attendance.objects.count() == len(WRONG) + 1


def test_queue_survives_reload_and_a_browser_that_is_killed(
    browser_type: BrowserType, web_server: Any, tmp_path: Path
) -> None:
    event = make_room(20)
    device, token = device_at(event)
    with OwnBrowser(browser_type, tmp_path) as chromium:
        chromium.context.add_cookies([cookie(token, web_server.url)])
        tablet = Tablet(chromium.context.new_page(), device, web_server.url).ready()
        tablet.offline()
        tap_all(tablet, range(10))
        tablet.page.reload()
        tablet.begun()
        tap_all(tablet, range(10, 20))
        chromium.kill()

    with OwnBrowser(browser_type, tmp_path) as chromium:
        chromium.context.set_offline(True)
        chromium.context.add_cookies(
            [cookie(token, web_server.url)]
        )  # written to disk every half minute only
        again = Tablet(chromium.context.new_page(), device, web_server.url)
        again.goto()
        assert again.unsent() == 20
        again.offline(False)
        again.sent()
    assert Attendance.objects.count() == 20


def test_new_link_hands_in_what_an_ended_session_left(page: Page, web_server: Any) -> None:
    event = make_room(3)
    tablet = stand(page.context, event, web_server.url).ready()
    tablet.offline()
    tap_all(tablet, range(3))
    DoorDevice.objects.update(revoked_at=timezone.now())
    tablet.offline(False)
    tablet.page.wait_for_url("**/dor/", timeout=15_000)
    expect(tablet.page.locator("[data-left]")).to_contain_text("3 innsjekker")

    device, token = device_at(event, "Nettbrett 2")
    page.context.add_cookies([{"name": COOKIE_NAME, "value": token, "url": web_server.url}])
    again = Tablet(tablet.page, device)
    again.goto()
    again.sent()

    assert set(Scan.objects.values_list("device", flat=True)) == {device.pk}
    assert Attendance.objects.count() == 3


def test_full_storage_keeps_the_scan_in_memory_and_says_so(page: Page, web_server: Any) -> None:
    tablet = stand(page.context, make_room(2), web_server.url).ready()
    tablet.offline()
    full = "() => Promise.reject(new DOMException('', 'QuotaExceededError'))"
    tablet.page.evaluate(f"void (Dor.store.change = {full})")

    tap_all(tablet, range(2))
    tablet.status("ikke plass igjen")
    tablet.offline(False)
    tablet.sent()

    assert Attendance.objects.count() == 2


def test_walk_in_undo_name_and_count_made_offline_arrive_together(page: Page, web_server: Any) -> None:
    event = make_room(1)
    tablet = stand(page.context, event, web_server.url).ready()
    tablet.offline()
    tablet.goto("uanmeldt/")
    tablet.page.fill("[name=first_name]", "Sukarti")
    tablet.page.locator("[name=sector]").first.check()
    tablet.page.locator("form .g-btn").first.click()
    expect(tablet.page.locator(".door-undo")).to_contain_text("Sukarti")
    tablet.page.locator(".guest", has_text="Sukarti").locator(".g-menu").click()
    tablet.page.fill("[name=name]", "Suki")
    tablet.page.fill("[name=pronunciation]", "SU-ki")
    tablet.page.locator("#door-person button.cta").first.click()
    expect(tablet.page.locator(".door-undo")).to_contain_text("Lagret")
    tablet.goto("telling/")
    tablet.page.locator("[data-step='1']").first.click()
    tablet.page.locator("form .g-btn").first.click()
    tablet.offline(False)
    tablet.sent()

    made = Registration.objects.get(first_name="Sukarti")
    assert (made.door_name.name, made.door_name.pronunciation) == ("Suki", "SU-ki")
    assert sorted(Scan.objects.values_list("kind", flat=True)) == ["count", "rename", "walk_in"]
    assert event.days.get().hand_counts.get().total == 1


SLOW_CLOCK = "const real = Date.now; Date.now = () => real() - 2 * 3600 * 1000;"


def test_clock_two_hours_off_still_gives_the_right_time(page: Page, web_server: Any) -> None:
    page.context.add_init_script(SLOW_CLOCK)
    tablet = stand(page.context, make_room(1), web_server.url).ready()
    before = timezone.now()

    tap_all(tablet, range(1))
    tablet.sent()

    stored = Scan.objects.get()
    assert (before - stored.device_at).total_seconds() > 7000
    assert abs((happened_at(stored) - before).total_seconds()) < 5
    tablet.page.evaluate("Dor.sync.contact()")
    assert -7210 < DoorDevice.objects.get().clock_skew < -7190


def test_codes_of_this_event_of_another_and_seen_before(page: Page, web_server: Any) -> None:
    event = make_room(1)
    guest = event.registrations.get()
    foreign = make_registration(make_published_event())
    tablet = stand(page.context, event, web_server.url).ready()
    said = tablet.page.locator(".door-said [data-verdict]")
    codes = {"in": guest, "already": guest, "unknown": foreign}

    for verdict, one in codes.items():
        tablet.page.wait_for_timeout(
            4100 if verdict == "already" else 0
        )  # the same code within four seconds is one scan
        tablet.page.keyboard.type(checkin_code(one.pk, one.code_version))
        tablet.page.keyboard.press("Enter")
        expect(said).to_have_attribute("data-verdict", verdict)
    tablet.sent()

    assert list(Attendance.objects.values_list("registration", flat=True)) == [guest.pk]
    assert list(Scan.objects.order_by("pk").values_list("registration", flat=True)) == [guest.pk, None]


def test_camera_reads_a_code_without_a_network(
    browser_type: BrowserType, web_server: Any, tmp_path: Path
) -> None:
    event = make_room(3)
    guest = event.registrations.order_by("pk")[1]
    picture = draw_code(checkin_code(guest.pk, guest.code_version), tmp_path / "cam.mjpeg")
    fake = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    browser = browser_type.launch(**launch_args(*fake, f"--use-file-for-fake-video-capture={picture}"))
    tablet = new_tablet(browser, event, web_server.url, permissions=["camera"]).ready()
    tablet.offline()
    tablet.page.reload()
    tablet.begun()

    tablet.page.locator("[data-camera]").click()
    expect(tablet.page.locator(".door-undo")).to_contain_text(guest.first_name, timeout=20_000)
    tablet.offline(False)
    tablet.sent()

    assert list(Attendance.objects.values_list("registration", flat=True)) == [guest.pk]
    browser.close()


def draw_code(text: str, path: Path) -> Path:
    """The code in the middle of a picture of 640 × 480, as a camera would see it."""
    rows = qr_rows(text)
    scale = 360 // len(rows)
    picture = Image.new("L", (640, 480), 255)
    for down, row in enumerate(rows):
        for right, dark in enumerate(row):
            if dark:
                box = (140 + right * scale, 60 + down * scale)
                picture.paste(0, (*box, box[0] + scale, box[1] + scale))
    picture.convert("RGB").save(path, "JPEG", quality=92)
    return path


CANARIES = ("kanari@example.org", "Kanarivik")
DUMP = """async () => {
  const all = [await Dor.store.all("people"), await Dor.store.all("facts"), { ...localStorage }];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys()) all.push(await (await cache.match(asked)).text());
  }
  return JSON.stringify(all);
}"""


def test_tablet_holds_names_only_and_forgets_them_offline(page: Page, web_server: Any) -> None:
    event = make_room(2)
    make_registration(event, first_name="Gjenkjennelig", email=CANARIES[0], municipality=CANARIES[1])
    tablet = stand(page.context, event, web_server.url).ready()
    held = str(tablet.page.evaluate(DUMP))
    assert [one for one in CANARIES if one in held] == []
    assert "Gjenkjennelig" in held

    tablet.offline()
    tablet.page.evaluate(
        "Dor.log.setFact('day', { ...Dor.log.facts().day, wipe_at: '2020-01-01T00:00:00Z' })"
    )
    tablet.page.reload()
    tablet.page.wait_for_url("**/dor/")

    expect(tablet.page.locator("[data-shell]")).to_be_visible()
    assert "Gjenkjennelig" not in str(tablet.page.evaluate(DUMP))


def test_pin_says_who_is_on_shift_and_ten_wrong_ones_rest(page: Page, web_server: Any) -> None:

    event = make_room(1)
    shift = add_shift(day=event.days.get(), name="Solveig", pin="4711", by=make_user())
    tablet = stand(page.context, event, web_server.url).ready()
    lock = tablet.page.locator("#door-lock")
    expect(lock).to_be_visible()

    tablet.page.fill("#pin", "0000")
    tablet.page.keyboard.press("Enter")
    expect(lock).to_contain_text("Ingen på vakt")
    tablet.page.fill("#pin", "4711")
    tablet.page.keyboard.press("Enter")
    expect(lock).to_be_hidden()
    tap_all(tablet, range(1))
    tablet.sent()

    assert Scan.objects.get().shift == shift


def test_trial_without_network_arrives_and_counts_for_nobody(page: Page, web_server: Any) -> None:
    tablet = stand(page.context, make_room(2), web_server.url).ready()

    tablet.page.locator(".door-more summary").click()
    tablet.page.locator("[data-trial]").click()
    dialog = tablet.page.locator("#door-trial")
    expect(dialog).to_contain_text("Siden ligger på enheten")
    expect(dialog).to_contain_text("2 navn")
    dialog.locator("[data-back]").click()
    expect(dialog).to_contain_text("kom fram", timeout=15_000)

    assert [(scan.kind, scan.registration) for scan in Scan.objects.all()] == [("trial", None)]
    assert Attendance.objects.count() == 0


def test_leaving_with_something_unsent_warns_and_deletes_nothing(page: Page, web_server: Any) -> None:
    tablet = stand(page.context, make_room(2), web_server.url).ready()
    tablet.page.evaluate("Dor.sync.pretend(true)")
    tap_all(tablet, range(2))

    tablet.page.goto("/dor/slutt/")
    expect(tablet.page.locator("[data-left]")).to_contain_text("2 innsjekker")
    tablet.page.locator("button.cta").click()
    expect(tablet.page.locator("[data-left]")).to_contain_text("2 innsjekker")

    left = tablet.page.evaluate("Promise.all(['queue', 'people'].map(Dor.store.all))")
    assert [len(store) for store in left] == [2, 0]
