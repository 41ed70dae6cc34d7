"""How a device gets to the door, what it may open there, and how it loses it again."""

import threading
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from events.models import EventDay
from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from participants.door import COOKIE_NAME
from participants.models import DoorDevice, DoorLink
from participants.services import door_access
from participants.services.door_access import (
    device_of,
    find_door_link,
    make_door_link,
    open_door,
    revoke_device,
)
from tests.factories import make_event, make_item, make_published_event, make_user
from tests.participants.doors import make_door, race

pytestmark = pytest.mark.django_db


def make_day() -> EventDay:
    return make_published_event().days.select_related("event").get()


def test_link_opens_one_device_and_no_second() -> None:
    now = timezone.now()
    code = make_door_link(day=make_day(), by=make_user(), now=now)

    opened = open_door(code=code, name="Nettbrett 1", now=now)

    found = device_of(opened.token, now)
    assert found == opened.device
    with pytest.raises(DomainError):
        open_door(code=code, name="Nettbrett 2", now=now)


@pytest.mark.parametrize(("minutes", "works"), [(0, True), (9.9, True), (10, False), (60, False)])
def test_link_lives_ten_minutes(minutes: float, works: bool) -> None:
    now = timezone.now()
    code = make_door_link(day=make_day(), by=make_user(), now=now)

    link = find_door_link(code, now + timedelta(minutes=minutes))

    assert (link is not None) is works


def test_code_is_read_in_groups_and_small_letters() -> None:
    now = timezone.now()
    code = make_door_link(day=make_day(), by=make_user(), now=now)

    assert find_door_link(f" {code[:5].lower()} {code[5:].lower()}", now) is not None


def test_neither_code_nor_cookie_is_stored() -> None:
    now = timezone.now()
    code = make_door_link(day=make_day(), by=make_user(), now=now)
    opened = open_door(code=code, name="Nettbrett 1", now=now)

    stored = str([*DoorLink.objects.values(), *DoorDevice.objects.values(), *Entry.objects.values()])

    assert code not in stored
    assert opened.token not in stored


@pytest.mark.parametrize(("hours", "lives"), [(5.9, True), (6, False)])
def test_device_lives_until_six_hours_after_the_last_item(hours: float, lives: bool) -> None:
    event = make_published_event()
    ends_at = event.ends_at or timezone.now()
    day = make_item(event, "08.30", ends_at=ends_at).day
    now = timezone.now()
    opened = open_door(code=make_door_link(day=day, by=make_user(), now=now), name="Nettbrett 1", now=now)

    found = device_of(opened.token, ends_at + timedelta(hours=hours))

    assert (found is not None) is lives


def test_no_link_is_made_for_a_day_that_is_over() -> None:
    event = make_event(day=timezone.localdate() - timedelta(days=9))

    with pytest.raises(DomainError):
        make_door_link(day=event.days.get(), by=make_user(), now=timezone.now())


def test_revoked_device_is_nobody_at_once() -> None:
    door = make_door()
    assert door.client.get(door.path()).status_code == HTTPStatus.OK

    revoke_device(device=door.device, by=make_user(), now=timezone.now())

    assert door.client.get(door.path()).headers["Location"] == "/dor/"
    assert door.client.post(door.path("skann/"), {}, "application/json").status_code == 401
    assert door.client.get(door.path("endringer/"), headers={"X-Requested-With": "fetch"}).status_code == 401


def test_expired_device_is_nobody_at_once() -> None:
    door = make_door()
    DoorDevice.objects.update(expires_at=timezone.now())

    assert door.client.get(door.path()).headers["Location"] == "/dor/"


def test_last_seen_is_written_at_most_twice_a_minute() -> None:
    door = make_door()
    before = timezone.now() - timedelta(minutes=5)
    DoorDevice.objects.update(last_seen_at=before)

    door.client.get(door.path())
    first = DoorDevice.objects.get().last_seen_at
    door.client.get(door.path())

    assert first is not None
    assert first > before
    assert DoorDevice.objects.get().last_seen_at == first


def test_another_day_is_not_found() -> None:
    door, other = make_door(), make_door()

    for rest in ("", "endringer/", "uanmeldt/"):
        assert door.client.get(other.path(rest)).status_code == 404
    for rest in ("inn/1/", "angre/1/", "skann/"):
        assert door.client.post(other.path(rest), {}, "application/json").status_code == 404


def test_device_opens_nothing_but_the_door() -> None:
    door = make_door()
    event = door.event.pk
    work = ["", f"arrangementer/{event}/", f"arrangementer/{event}/pameldte/"]
    work += [f"arrangementer/{event}/pameldte/liste.{kind}" for kind in ("csv", "xlsx")]
    work += [f"arrangementer/{event}/dor/", f"arrangementer/{event}/utskrift/"]

    for path in work:
        answer = door.client.get(f"/arbeid/{path}")
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/konto/login/")


@pytest.mark.parametrize("path", ["", "endringer/", "uanmeldt/"])
def test_stranger_is_led_to_the_start(path: str) -> None:
    answer = Client().get(f"/dor/1/{path}")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/dor/")


def test_cookie_is_the_devices_own(client: Client) -> None:
    code = make_door_link(day=make_day(), by=make_user(), now=timezone.now())

    answer = client.post("/dor/", {"code": code, "name": "Nettbrett 1"})

    cookie = answer.cookies[COOKIE_NAME]
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Strict")
    assert "sessionid" not in answer.cookies
    assert client.get(answer.headers["Location"]).status_code == HTTPStatus.OK


def test_start_page_names_the_day_and_uses_no_code(client: Client) -> None:
    day = make_day()
    code = make_door_link(day=day, by=make_user(), now=timezone.now())

    answer = client.get(f"/dor/kode/{code}/")
    client.head(f"/dor/kode/{code}/")

    assert str(day.event) in answer.content.decode()
    assert DoorLink.objects.get().used_at is None
    assert DoorDevice.objects.count() == 0


def test_wrong_code_is_answered_kindly_and_then_refused(client: Client) -> None:
    wrong = {"code": "AAAAABBBBB", "name": "Nettbrett"}

    statuses = [client.post("/dor/", wrong).status_code for _try in range(21)]

    assert statuses == [200] * 20 + [429]


def test_leaving_asks_first_and_then_ends_the_device() -> None:
    door = make_door()

    asked = door.client.get("/dor/slutt/")
    assert (asked.status_code, door.client.get(door.path()).status_code) == (200, 200)

    left = door.client.post("/dor/slutt/")
    assert left.headers["Location"] == "/dor/"
    assert DoorDevice.objects.get().revoked_at is not None
    assert door.client.get(door.path()).headers["Location"] == "/dor/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.serial
@pytest.mark.parametrize(("guarded", "devices"), [(True, 1), (False, 5)])
def test_one_of_five_devices_wins_a_link(
    guarded: bool, devices: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All five have seen the link unused. The control, which forgets that it is used, lets in more."""
    code = make_door_link(day=make_day(), by=make_user(), now=timezone.now())
    barrier = threading.Barrier(5, timeout=20)

    def find_together(code: str, now: datetime) -> DoorLink | None:
        link = find_door_link(code, now)
        barrier.wait()
        if not guarded:
            DoorLink.objects.update(used_at=None)
        return link

    monkeypatch.setattr(door_access, "find_door_link", find_together)
    answers = race([lambda: open_door(code=code, name="Nettbrett", now=timezone.now())] * 5)

    assert DoorDevice.objects.count() == devices
    assert sum(isinstance(answer, DomainError) for answer in answers) == 5 - devices


def test_link_a_few_days_later_opens_for_an_hour_to_hand_in() -> None:
    event, now = make_event(day=timezone.localdate() - timedelta(days=3)), timezone.now()

    opened = open_door(
        code=make_door_link(day=event.days.get(), by=make_user(), now=now), name="Sent", now=now
    )

    assert opened.device.expires_at == now + timedelta(hours=1)
