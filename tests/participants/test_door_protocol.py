"""The door's log under a bad network: shuffled, repeated and cut uploads from three devices.

The long run (``make soak``) hands in 10,000 things; the same run with 300 is in the ordinary suite. Both are
held against what was sent, worked out here a second time and in another way than the services do it.
"""

import json
import random
from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from participants.models import Attendance, DinnerAnswer, DoorName, HandCount, Registration, Scan
from tests.participants.doors import Door, make_door, make_guests

pytestmark = pytest.mark.django_db

KINDS = [*["check_in"] * 12, *["undo"] * 4, "rename", "dinner", "count", "walk_in"]
STRANGE_CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Item = dict[str, Any]


def make_items(rng: random.Random, people: list[int], number: int) -> list[Item]:
    """What happened at one door, in the order it happened; later items may be about its own walk-ins, and
    one in twenty is a code that nobody here has."""
    start, walked_in, items = timezone.now() - timedelta(hours=2), list[str](), list[Item]()
    for position in range(number):
        kind = rng.choice(KINDS)
        item: Item = {"id": str(UUID(int=rng.getrandbits(128), version=4)), "kind": kind}
        item["data"] = {"name": f"Navn {position}"}
        item["at"] = (start + timedelta(seconds=position)).isoformat()
        if kind == "walk_in":
            item["data"] = {"first_name": f"Gjest {position}", "sector": "private"}
            walked_in.append(item["id"])
        elif rng.random() < 0.05:
            item["code"] = STRANGE_CODE
        elif walked_in and rng.random() < 0.2:
            item["guest"] = rng.choice(walked_in)
        else:
            item["registration"] = rng.choice(people)
        items.append(item)
    return items


def upload(rng: random.Random, door: Door, items: list[Item], *, trusts_any_answer: bool = False) -> None:
    """Hand everything in as a tablet does, over a network that cuts, repeats and shuffles. An item leaves
    only on its own "stored", and not even then when the answer got lost."""
    queue = {item["id"]: item for item in items}
    while queue:
        some = rng.sample(sorted(queue), min(len(queue), rng.randint(1, 60)))
        body = json.dumps({"scans": [queue[one] for one in some] + [queue[some[0]]]})
        is_cut = rng.random() < 0.1
        answer = door.client.post(
            door.path("skann/"), body[: len(body) // 2] if is_cut else body, "application/json"
        )
        assert answer.status_code == (400 if is_cut else 200)
        said = [] if is_cut else [one.get("stored") for one in answer.json()["answers"]]
        is_lost = rng.random() < 0.2
        for one in some if trusts_any_answer else [] if is_lost else said:
            queue.pop(one, None)


def run(number: int, seed: int, **tablet: bool) -> None:
    rng = random.Random(seed)
    first = make_door()
    doors = [first, make_door(first.day), make_door(first.day)]
    people = [guest.pk for guest in make_guests(first.event, 40)]
    sent = {door.device.pk: make_items(rng, people, number // 3) for door in doors}
    early = list[Any]()
    for door in doors:
        upload(rng, door, sent[door.device.pk], **tablet)
        early = early or list(Scan.objects.order_by("pk").values())

    assert list(Scan.objects.order_by("pk").values()[: len(early)]) == early  # the log only ever grows
    ids = sorted((device, one["id"]) for device, items in sent.items() for one in items)
    stored = sorted((device, str(one)) for device, one in Scan.objects.values_list("device", "scan_id"))
    assert stored == ids
    everything = [one for items in sent.values() for one in items]
    walked_in = Registration.objects.filter(source="walk_in")
    assert walked_in.count() == sum(one["kind"] == "walk_in" for one in everything)
    assert HandCount.objects.count() == sum(one["kind"] == "count" for one in everything)
    check_derived(everything)


def check_derived(everything: list[Item]) -> None:
    """Who is in and by which scan, and the last name and dinner of each, are what all that was sent says."""
    came = {
        str(one): (pk, person)
        for pk, one, person in Scan.objects.values_list("pk", "scan_id", "registration")
    }
    by_person = defaultdict[int, list[Item]](list)
    for one in sorted(everything, key=lambda one: str(one["at"])):
        if person := came[one["id"]][1]:
            by_person[person].append(one)
    welcomes, names, dinners = dict[int, UUID](), dict[int, str](), set[int]()
    for person, log in by_person.items():
        since = list[Item]()
        for one in (one for one in log if one["kind"] in ("check_in", "walk_in", "undo")):
            since = [] if one["kind"] == "undo" else [*since, one]
        if since:  # of those that keep somebody in, the one accepted first is the welcome
            welcomes[person] = UUID(min(since, key=lambda one: came[one["id"]][0])["id"])
        renamed = [one["data"]["name"] for one in log if one["kind"] == "rename"]
        names |= {person: renamed[-1]} if renamed else {}
        dinners |= {person for one in log if one["kind"] == "dinner"}
    assert dict(Attendance.objects.values_list("registration", "scan__scan_id")) == welcomes
    assert dict(DoorName.objects.values_list("registration", "name")) == names
    assert set(DinnerAnswer.objects.values_list("registration", flat=True)) == dinners


def test_shuffled_repeated_and_cut_uploads_store_each_once() -> None:
    run(300, 1)


@pytest.mark.soak
def test_ten_thousand_shuffled_repeated_and_cut_uploads_store_each_once() -> None:
    """About a quarter of an hour on two busy cores; last run 2026-11-22: all stored, each once."""
    run(10_000, 3)


def test_control_without_the_unique_id_a_repeated_upload_is_stored_twice() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE participants_scan DROP CONSTRAINT participants_scan_once")

    with pytest.raises(AssertionError):
        run(300, 4)


def test_control_tablet_that_trusts_any_answer_loses_scans() -> None:
    with pytest.raises(AssertionError):
        run(300, 5, trusts_any_answer=True)


def test_item_about_a_walk_in_that_is_not_here_waits_for_it() -> None:
    door = make_door()
    walk_in = {"id": str(uuid4()), "kind": "walk_in", "data": {"first_name": "Bo", "sector": "other"}}
    undo: dict[str, Any] = {"id": str(uuid4()), "kind": "undo", "guest": walk_in["id"]}
    for seconds, item in enumerate((walk_in, undo)):
        item["at"] = (timezone.now() - timedelta(minutes=1, seconds=-seconds)).isoformat()

    def send(*items: Any) -> list[dict[str, Any]]:
        body = json.dumps({"scans": items})
        answers = door.client.post(door.path("skann/"), body, "application/json").json()["answers"]
        return list(answers)

    early, both = send(undo), send(walk_in, undo)

    assert [("stored" in one, one["verdict"]) for one in early] == [(False, "later")]
    assert [one["verdict"] for one in both] == ["out", "out"]
    assert (Scan.objects.count(), Attendance.objects.count()) == (2, 0)
