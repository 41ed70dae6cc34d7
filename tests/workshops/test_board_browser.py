"""The day in the room, through the screens: 58 signed up, 51 came, 5 walked in."""

from collections import Counter
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from inkludering.accounts.models import User
from participants.models import Attendance, Registration
from tests.factories import make_published_event, make_registration
from tests.workshops.rooms import SECTORS, check_in, first_day, groups_of, make_facilitator, make_rounds
from tests.workshops.test_room_browser import faults, sign_in
from workshops.models import Seat, WorkshopRound

pytestmark = [pytest.mark.django_db(transaction=True)]


def make_planned_day() -> tuple[WorkshopRound, User, list[Registration]]:
    event = make_published_event(capacity=None)
    people = [
        make_registration(
            event, first_name=f"Ola {k}", sector=SECTORS[k % 6], organisation_name=f"Organisasjon {k % 13}"
        )
        for k in range(58)
    ]
    (one,) = make_rounds(event, None, size=7)
    return one, make_facilitator(event), people


def open_board(page: Page, server: str, one: WorkshopRound, user: User) -> None:
    page.goto(server)
    sign_in(page, user)
    page.goto(server + reverse("workshops:board", args=[one.event.pk, one.pk]))


def arrive(one: WorkshopRound, people: list[Registration]) -> None:
    """51 of the 58 come, and five more walk in."""
    now = timezone.now()
    rows = [Attendance(day=one.day, registration=row, arrived_at=now) for row in people[:51]]
    Attendance.objects.bulk_create(rows)
    check_in(one.event, 5)


def drag(page: Page, seat: int, table: int) -> None:
    person = page.locator(f'[data-seat="{seat}"]')
    person.scroll_into_view_if_needed()
    person.drag_to(page.locator(f"#table-{table} header"))


def test_the_day_from_draft_to_the_screen(page: Page, web_server: Any) -> None:
    one, user, people = make_planned_day()
    open_board(page, web_server.url, one, user)

    page.locator("form[action$='/lag/'] button").click()
    expect(page.locator(".tbl [data-seat]")).to_have_count(58)
    assert faults(page) == []

    arrive(one, people)
    page.reload()
    expect(page.locator("h2#changed")).to_contain_text("5")
    page.locator("a[href$='/reparer/']").last.click()
    assert faults(page) == []
    page.locator("button[value='fewest']").click()
    expect(page.locator(".tbl [data-seat]")).to_have_count(56)
    sizes = Counter(len(group) for group in groups_of(one))
    assert max(sizes) - min(sizes) <= 1
    page.locator("form[action$='/vis/'] button").click()
    assert WorkshopRound.objects.get().shown_at is not None


def make_seated_room(page: Page, web_server: Any) -> tuple[WorkshopRound, User]:
    one, user, people = make_planned_day()
    arrive(one, people)
    open_board(page, web_server.url, one, user)
    page.locator("form[action$='/lag/'] button").click()
    expect(page.locator(".tbl [data-seat]")).to_have_count(56)
    return one, user


def test_people_are_dragged_moved_by_keyboard_locked_and_brought_back(page: Page, web_server: Any) -> None:
    one, _user = make_seated_room(page, web_server)
    before = groups_of(one)
    first, second = Seat.objects.filter(round=one, group__number=1).order_by("pk")[:2]

    drag(page, first.pk, 3)
    expect(page.locator(f"#table-3 [data-seat='{first.pk}']")).to_be_visible()

    menu = page.locator(f"[data-seat='{second.pk}'] details.move")
    menu.locator("summary").press("Enter")
    expect(menu.locator("[data-cost-list] [data-to='2'] span").last).not_to_be_empty()
    assert faults(page) == []
    menu.get_by_role("button", name="2", exact=False).first.press("Enter")
    expect(page.locator(f"#table-2 [data-seat='{second.pk}']")).to_be_visible()

    page.locator("#table-4 header .lock").click()
    expect(page.locator("#table-4.locked")).to_be_visible()
    for _step in range(2):
        said = page.locator(".undo span").inner_text()
        page.locator(".undo button").click()
        expect(page.locator(".undo span")).not_to_have_text(said)
    assert groups_of(one) == before


def test_the_board_follows_what_another_facilitator_does(page: Page, web_server: Any) -> None:
    one, user = make_seated_room(page, web_server)
    seat = Seat.objects.filter(round=one, group__number=1)[0]
    other = page.context.new_page()
    open_board(other, web_server.url, one, user)

    drag(other, seat.pk, 2)

    expect(page.locator(f"#table-2 [data-seat='{seat.pk}']")).to_be_visible(timeout=20_000)


def test_without_a_script_costs_are_read_and_a_person_is_moved(browser: Any, web_server: Any) -> None:
    one, user, people = make_planned_day()
    arrive(one, people)
    page = browser.new_context(java_script_enabled=False, locale="nb-NO").new_page()
    open_board(page, web_server.url, one, user)
    page.locator("form[action$='/lag/'] button").click()
    seat = Seat.objects.filter(round=one, group__number=1)[0]

    page.goto(web_server.url + reverse("workshops:costs", args=[one.event.pk, seat.pk]))
    page.locator("[data-to='5'] button").click()

    assert Seat.objects.get(pk=seat.pk).group.number == 5
    page.context.close()


@pytest.mark.parametrize("name", ["log", "publish", "make", "list", "ties"])
def test_the_pages_beside_the_board_have_no_faults(page: Page, web_server: Any, name: str) -> None:
    one, _user = make_seated_room(page, web_server)
    board = reverse("workshops:board", args=[one.event.pk, one.pk])
    paths = {"list": f"{board}?view=list"}
    paths["ties"] = reverse("workshops:ties", args=[one.event.pk, first_day(one.event).pk])
    paths |= {
        key: reverse(f"workshops:{key}", args=[one.event.pk, one.pk]) for key in ("log", "publish", "make")
    }

    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(web_server.url + paths[name])
        assert faults(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
