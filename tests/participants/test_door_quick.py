"""The check-in that is one statement: it says what the long way says, and gives way where that knows more."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participants.models import (
    Attendance,
    DoorDevice,
    Registration,
    RegistrationStatus,
    Scan,
    ScanKind,
)
from participants.services import door_quick, door_rows
from participants.services.door_batch import Item, store_items
from participants.services.door_shifts import add_shift
from tests.factories import make_registration, make_user
from tests.participants.doors import Door, make_door, make_guests, race

pytestmark = pytest.mark.django_db

FACTS = ("kind", "device_at", "clock_offset", "shift", "device", "day")


def item(who: Registration | None, kind: ScanKind = ScanKind.CHECK_IN, **more: Any) -> Item:
    facts: dict[str, Any] = {"device_at": timezone.now(), "registration_id": who.pk if who else None}
    return Item(scan_id=uuid4(), kind=kind, **facts | more)


def quick(door: Door, sent: Item) -> Any:
    token, day = door.client.cookies["door"].value, door.day.pk
    return door_quick.let_in(token=token, day_id=day, item=sent, now=timezone.now())


def long_way(door: Door, sent: Item) -> Any:
    device = DoorDevice.objects.select_related("day__event").get(pk=door.device.pk)
    return store_items(device=device, items=[sent], now=timezone.now())[0]


@pytest.mark.parametrize("offset", [0, 90, -7200])
def test_line_and_attendance_are_those_of_the_long_way(offset: int) -> None:
    door = make_door()
    one, other = make_guests(door.event, 2)
    shift = add_shift(day=door.day, name="Mona", pin="4711", by=make_user())
    at = timezone.now() - timedelta(minutes=5)
    more: dict[str, Any] = {"device_at": at, "clock_offset": offset, "shift_id": shift.pk}

    answers = [quick(door, item(one, **more)), long_way(door, item(other, **more))]

    assert [(a.verdict, a.is_stored, bool(a.elsewhere), a.arrived_at) for a in answers] == [
        ("in", True, False, min(at + timedelta(seconds=offset), answers[0].arrived_at))
    ] * 2
    rows = list(Scan.objects.order_by("pk").values_list(*FACTS))
    assert rows[0] == rows[1]
    came = list(Attendance.objects.order_by("pk").values_list("day", "arrived_at", "scan__registration"))
    assert came[0][:2] == came[1][:2]
    assert [row[2] for row in came] == [one.pk, other.pk]


def test_shift_of_another_day_is_left_out() -> None:
    door, elsewhere = make_door(), make_door()
    shift = add_shift(day=elsewhere.day, name="Mona", pin="4711", by=make_user())

    assert quick(door, item(make_registration(door.event), shift_id=shift.pk)).verdict == "in"

    assert Scan.objects.get().shift is None


def test_check_in_by_script_is_one_statement() -> None:
    door = make_door()
    sent = {"id": str(uuid4()), "kind": "check_in", "at": timezone.now().isoformat()}
    body = json.dumps({"scans": [sent | {"registration": make_registration(door.event).pk}]})

    with CaptureQueriesContext(connection) as queries:
        answer = door.client.post(door.path("skann/"), body, "application/json").json()

    assert len(queries) == 1
    assert [one["verdict"] for one in answer["answers"]] == ["in"]


def waiting(door: Door) -> Item:
    return item(make_registration(door.event, status=RegistrationStatus.WAITING, position=1))


def came_before(door: Door) -> Item:
    guest = make_registration(door.event)
    quick(make_door(door.day), item(guest))
    return item(guest)


def sent_before(door: Door) -> Item:
    sent = item(make_registration(door.event))
    quick(door, sent)
    return sent


def undone(door: Door) -> Item:
    guest = make_registration(door.event)
    long_way(door, item(guest, ScanKind.UNDO))
    return item(guest)


def revoked(door: Door) -> Item:
    DoorDevice.objects.filter(pk=door.device.pk).update(revoked_at=timezone.now())
    return item(make_registration(door.event))


def past_its_time(door: Door) -> Item:
    DoorDevice.objects.filter(pk=door.device.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    return item(make_registration(door.event))


def long_unseen(door: Door) -> Item:
    DoorDevice.objects.filter(pk=door.device.pk).update(last_seen_at=timezone.now() - timedelta(minutes=1))
    return item(make_registration(door.event))


CASES: list[Callable[[Door], Item]] = [
    *(waiting, came_before, sent_before, undone, revoked, past_its_time, long_unseen),
    lambda door: item(make_registration(make_door().event)),
    lambda door: item(None, code="ABC"),
    lambda door: item(make_registration(door.event), guest=uuid4()),
    lambda door: item(make_registration(door.event), ScanKind.UNDO),
    lambda door: item(None, registration_id=10**18),
]


@pytest.mark.parametrize("case", CASES)
def test_what_is_not_plain_is_left_to_the_long_way(case: Callable[[Door], Item]) -> None:
    door = make_door()
    sent = case(door)
    before = Scan.objects.count(), Attendance.objects.count()

    assert quick(door, sent) is None

    assert (Scan.objects.count(), Attendance.objects.count()) == before


def test_stranger_and_tablet_of_another_day_let_nobody_in() -> None:
    door, other = make_door(), make_door()
    sent = item(make_registration(door.event))
    now = timezone.now()

    for token in ("", "x", other.client.cookies["door"].value):
        assert door_quick.let_in(token=token, day_id=door.day.pk, item=sent, now=now) is None

    assert Scan.objects.count() == 0


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_five_tablets_at_once_give_one_welcome() -> None:
    door = make_door()
    doors = [door, *(make_door(door.day) for _number in range(4))]

    for guest in make_guests(door.event, 12):
        verdicts = race([lambda at=at, guest=guest: either_way(at, guest) for at in doors])  # type: ignore[misc]  # bound now

        assert sorted(map(str, verdicts)) == ["already"] * 4 + ["in"]
        first = Scan.objects.filter(registration=guest).order_by("pk")[0]
        assert Attendance.objects.get(registration=guest).scan_id == first.pk


def either_way(door: Door, guest: Registration) -> str:
    sent = item(guest)
    answer = quick(door, sent) or long_way(door, sent)
    return str(answer.verdict)


UNSEEN = "     AND device.version = (SELECT xmin FROM events_eventday WHERE id = device.day_id)\n"


@pytest.mark.serial
@pytest.mark.parametrize("looks_again", [True, False])
@pytest.mark.django_db(transaction=True)
def test_undo_that_comes_in_while_the_statement_begins_is_seen(
    looks_again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the look at the day's row this must go wrong: in by the attendance, out by the log."""
    door, sql = make_door(), door_rows._WELCOME
    slow = sql.replace(
        "   WHERE device.token", "    CROSS JOIN pg_sleep(0.8) AS nap\n   WHERE device.token", 1
    )
    assert slow != sql
    assert UNSEEN in slow
    monkeypatch.setattr(door_rows, "_WELCOME", slow if looks_again else slow.replace(UNSEEN, ""))
    guest, now = make_registration(door.event), timezone.now()
    sent = item(guest, device_at=now - timedelta(minutes=9))

    def come_and_go() -> None:
        time.sleep(0.3)
        other = make_door(door.day)
        long_way(other, item(guest, device_at=now - timedelta(minutes=8)))
        long_way(other, item(guest, ScanKind.UNDO, device_at=now - timedelta(minutes=7)))

    answer, _went = race([lambda: quick(door, sent), come_and_go])

    assert (answer is None) is looks_again
    assert Attendance.objects.exists() is not looks_again
