"""The day in the room, through the screens: 58 signed up, 51 came, 5 walked in."""

import re
from collections import Counter
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from inkludering.accounts.models import User
from participants.models import Attendance, Registration
from participants.services import own_url
from participants.services.door_log import store_scans
from tests.axe import faults
from tests.factories import make_published_event, make_registration
from tests.participants.doors import Door, make_door, scan
from tests.workshops.rooms import SECTORS, first_day, groups_of, make_facilitator, make_rounds
from tests.workshops.test_room_browser import sign_in
from workshops.models import Seat, WorkshopRound

pytestmark = [pytest.mark.django_db(transaction=True)]

NEWS = "5 personer er her uten bord. 7 med bord er ikke her."


def make_planned_day() -> tuple[WorkshopRound, User, list[Registration]]:
    now = timezone.now()
    hours: dict[str, Any] = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=3)}
    event = make_published_event(capacity=None, day=timezone.localdate(), **hours)
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


def arrive(one: WorkshopRound, people: list[Registration]) -> Door:
    """Through the door: seven stay away here and there, 51 come, and five more walk in."""
    door = make_door(one.day)
    came = [scan(person) for number, person in enumerate(people) if number % 8 or not number]
    store_scans(device=door.device, scans=came, now=timezone.now())
    for number, sector in enumerate(["public", "private", "voluntary", "other", "public"]):
        walk_in(door, f"Uanmeldt {number}", sector)
    assert (len(came), Attendance.objects.filter(day=one.day).count()) == (51, 56)
    return door


def walk_in(door: Door, name: str, sector: str) -> None:
    sent = {"first_name": name, "sector": sector, "scan_id": str(uuid4())}
    assert door.client.post(door.path("uanmeldt/"), sent).status_code == 302


def drag(page: Page, seat: int, table: int) -> None:
    person = page.locator(f'[data-seat="{seat}"]')
    person.scroll_into_view_if_needed()
    person.drag_to(page.locator(f"#table-{table} header"))


def seated(one: WorkshopRound) -> dict[int, int]:
    return dict(Seat.objects.filter(round=one).values_list("registration_id", "group__number"))


def fit_tables(page: Page, one: WorkshopRound) -> int:
    """Press the choice that moves the fewest; the page keeps what it promises. Returns how many moved."""
    before = seated(one)
    page.locator(".arrivals a[href$='/reparer/']").click()
    assert faults(page) == []
    offer = page.locator("section[aria-labelledby='offer-fewest']")
    said = offer.locator("li").first.inner_text()
    offer.get_by_role("button").click()
    expect(page.locator(".tbl [data-seat]")).to_have_count(56)
    after = seated(one)
    moved = sum(before[who] != after[who] for who in before.keys() & after.keys())
    assert said.startswith(str(moved or "ingen"))
    return moved


def test_the_day_from_draft_to_the_screen(page: Page, web_server: Any) -> None:
    one, user, people = make_planned_day()
    open_board(page, web_server.url, one, user)
    page.locator("form[action$='/lag/'] button").click()
    expect(page.locator(".tbl [data-seat]")).to_have_count(58)
    assert faults(page) == []

    door = arrive(one, people)
    expect(page.locator("h2#changed")).to_have_text(NEWS, timeout=20_000)  # the board hears it by itself
    moved = fit_tables(page, one)
    here = set(Attendance.objects.filter(day=one.day).values_list("registration_id", flat=True))
    sizes = Counter(len(group) for group in groups_of(one))
    assert (seated(one).keys() == here, sizes, moved <= 2) == (True, {6: 7, 7: 2}, True)

    before = seated(one)
    walk_in(door, "Sent Ute", "voluntary")
    page.get_by_role("button", name=re.compile(r"Til bord \d ?: Sent Ute")).click(timeout=20_000)
    expect(page.locator(".tbl [data-seat]")).to_have_count(57)
    assert before.items() <= seated(one).items()
    page.locator("form[action$='/vis/'] button").click()
    check_screen_and_phone(page, one, people[0])


def check_screen_and_phone(page: Page, one: WorkshopRound, person: Registration) -> None:
    """The screen has each name once; the own link says the same table as the database."""
    page.get_by_role("link", name="Åpne skjermen").click()
    expect(page.locator(".seats li")).to_have_count(57)
    page.goto(urlsplit(own_url(person)).path)
    page.get_by_role("link", name="Det som skjer nå, og bordet ditt").click()
    words = f"Du sitter ved bord {seated(one)[person.pk]}"
    expect(page.get_by_role("heading", name=words)).to_be_visible()


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


def test_the_pages_beside_the_board_have_no_faults(page: Page, web_server: Any) -> None:
    one, _user = make_seated_room(page, web_server)
    of_round = [reverse(f"workshops:{name}", args=[one.event.pk, one.pk]) for name in BESIDE]
    board = reverse("workshops:board", args=[one.event.pk, one.pk])
    ties = reverse("workshops:ties", args=[one.event.pk, first_day(one.event).pk])

    found = {}
    for path in [*of_round, f"{board}?view=list", ties]:
        page.goto(web_server.url + path)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            found[path, width] = [*faults(page), *(["sideways"] if page.evaluate(SIDEWAYS) else [])]

    assert {place: wrong for place, wrong in found.items() if wrong} == {}


BESIDE = ("log", "publish", "make")
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
