"""The batch call and the changes: what a device is told, and what it costs."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participants.models import Attendance, Scan, ScanKind
from tests.factories import make_registration
from tests.participants.doors import Door, as_sent, make_door, make_guests, scan

pytestmark = pytest.mark.django_db


def send(door: Door, body: object) -> Any:
    answer = door.client.post(door.path("skann/"), json.dumps(body), "application/json")
    assert answer.status_code == 200
    return answer.json()


def statements(queries: CaptureQueriesContext) -> list[str]:
    """What was asked of the database, without the frame of the transaction."""
    frame = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [query["sql"] for query in queries if not query["sql"].startswith(frame)]


def test_batch_is_answered_one_by_one() -> None:
    door = make_door()
    anna, berit = make_guests(door.event, 2)
    sent = [scan(anna), scan(berit), scan(berit, ScanKind.UNDO, at=timezone.now()), scan(10**15)]

    answers = send(door, as_sent(*sent))["answers"]

    assert [answer["stored"] for answer in answers] == [str(one.scan_id) for one in sent]
    assert [answer["verdict"] for answer in answers] == ["in", "out", "out", "unknown"]
    assert [bool(answer["at"]) for answer in answers] == [True, False, False, False]


BAD: list[Any] = [
    None,
    7,
    "x",
    [],
    {},
    {"id": 1},
    {"id": "x", "kind": "check_in", "registration": 1, "at": "2027-01-29T08:10:00Z"},
    {"id": str(uuid4()), "kind": "dance", "registration": 1, "at": "2027-01-29T08:10:00Z"},
    {"id": str(uuid4()), "kind": "check_in", "registration": "1", "at": "2027-01-29T08:10:00Z"},
    {"id": str(uuid4()), "kind": "check_in", "registration": True, "at": "2027-01-29T08:10:00Z"},
    {"id": str(uuid4()), "kind": "check_in", "registration": 10**30, "at": "2027-01-29T08:10:00Z"},
    {"id": str(uuid4()), "kind": "check_in", "registration": -1, "at": "2027-01-29T08:10:00Z"},
    {"id": str(uuid4()), "kind": "check_in", "registration": 1, "at": "i dag"},
    {"id": str(uuid4()), "kind": "check_in", "registration": 1, "at": "2027-02-30T08:10:00Z"},
    {"id": str(uuid4()), "kind": "check_in", "registration": 1, "at": None},
    {"id": str(uuid4()), "kind": "check_in", "registration": 1, "at": "2027-01-29T08:10:00Z", "offset": "x"},
    {"id": str(uuid4()), "kind": "check_in", "registration": 1, "at": "\ud800\0"},
]


@pytest.mark.parametrize("bad", BAD)
def test_bad_scan_is_named_and_blocks_no_other(bad: object) -> None:
    door = make_door()
    guests = make_guests(door.event, 2)

    told = send(door, {"scans": [bad, *as_sent(*map(scan, guests))["scans"]]})

    assert told["unreadable"] == [0]
    assert [answer["verdict"] for answer in told["answers"]] == ["in", "in"]
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2027-03-28T02:30:00", "2027-01-29"]
)
@pytest.mark.parametrize("offset", [0, 10**30, -(10**30), 1.5])
def test_strange_times_are_stored(moment: str, offset: float) -> None:
    door = make_door()
    guest = make_registration(door.event)
    one = as_sent(scan(guest))["scans"][0] | {"at": moment, "offset": offset}

    told = send(door, {"scans": [one]})

    assert [answer["verdict"] for answer in told["answers"]] == ["in"] or told["unreadable"] == [0]
    assert Scan.objects.count() == len(told["answers"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b"null", 400),
        (b'{"scans": 7}', 400),
        (b'{"scans": {}}', 400),
        (b"[" * 100_000, 400),
        (b'{"scans": []}', 200),
        (json.dumps({"scans": [{}] * 501}).encode(), 413),
    ],
)
def test_unreadable_body_changes_nothing(body: bytes, status: int) -> None:
    door = make_door()

    answer = door.client.post(door.path("skann/"), body, "application/json")

    assert (answer.status_code, Scan.objects.count()) == (status, 0)


def test_batch_needs_the_csrf_token() -> None:
    door = make_door()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = door.client.cookies

    answer = strict.post(door.path("skann/"), json.dumps({"scans": []}), "application/json")

    assert answer.status_code == 403


@pytest.mark.parametrize(("number", "most"), [(1, 1), (2, 4), (60, 4)])
def test_batch_takes_few_statements_whatever_its_size(number: int, most: int) -> None:
    door = make_door()
    body = as_sent(*map(scan, make_guests(door.event, number)))

    with CaptureQueriesContext(connection) as queries:
        send(door, body)

    assert Attendance.objects.count() == number
    assert len(statements(queries)) == most


def test_repeated_batch_writes_nothing() -> None:
    door = make_door()
    body = as_sent(*map(scan, make_guests(door.event, 60)))
    send(door, body)

    with CaptureQueriesContext(connection) as queries:
        send(door, body)

    assert [sql.split()[0] for sql in statements(queries)] == ["SELECT"] * 3


def test_thousand_scans_shuffled_and_repeated_are_stored_once() -> None:
    door = make_door()
    scans = [scan(guest) for guest in make_guests(door.event, 20) for _time in range(50)]

    for _time in range(2):
        for start in (500, 0, 250):
            send(door, as_sent(*scans[start : start + 500]))

    assert (Scan.objects.count(), Attendance.objects.count()) == (1000, 20)


def test_changes_tell_of_a_check_in_once_and_of_nothing_else() -> None:
    door = make_door()
    guest, _other = make_guests(door.event, 2)
    before = door.client.get(door.path("endringer/")).json()
    send(door, as_sent(scan(guest)))

    news = door.client.get(door.path(f"endringer/?since={before['last']}")).json()
    later = door.client.get(door.path(f"endringer/?since={news['last']}")).json()

    assert [row["id"] for row in news["people"]] == [guest.pk]
    assert (before["people"], later["people"]) == ([], [])
    assert before["stamp"] == later["stamp"]


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("post", "endringer/"),
        ("post", "folk/"),
        ("post", ""),
        ("get", "skann/"),
        ("get", "inn/1/"),
        ("put", "skann/"),
    ],
)
def test_other_methods_are_refused(method: str, rest: str) -> None:
    door = make_door()

    assert getattr(door.client, method)(door.path(rest)).status_code == 405
