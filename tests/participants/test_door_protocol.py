"""The door's log under a bad network: shuffled, repeated and cut uploads from three devices."""

import json
import random
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from participants.models import Attendance, DinnerAnswer, DoorName, HandCount, Registration, Scan, ScanKind
from participants.services.door_log import current_stay
from tests.participants.doors import Door, make_door, make_guests

pytestmark = pytest.mark.django_db

KINDS = [*["check_in"] * 12, *["undo"] * 4, "rename", "dinner", "count", "walk_in"]


def make_items(rng: random.Random, people: list[int], number: int) -> list[dict[str, Any]]:
    """What happened at one door, in the order it happened; later items may be about its own walk-ins."""
    start, walked_in, items = timezone.now() - timedelta(hours=2), list[str](), list[dict[str, Any]]()
    for position in range(number):
        kind = rng.choice(KINDS)
        item: dict[str, Any] = {"id": str(uuid4()), "kind": kind, "data": {"name": f"Navn {position}"}}
        item["at"] = (start + timedelta(seconds=position)).isoformat()
        if kind == "walk_in":
            item["data"] = {"first_name": f"Gjest {position}", "sector": "private"}
            walked_in.append(item["id"])
        elif walked_in and rng.random() < 0.2:
            item["guest"] = rng.choice(walked_in)
        else:
            item["registration"] = rng.choice(people)
        items.append(item)
    return items


def upload(rng: random.Random, door: Door, items: list[dict[str, Any]]) -> int:
    """Hand everything in as a tablet does, over a network that cuts, repeats and shuffles. An item leaves
    only on its own "stored", and not even then when the answer got lost. Returns the number of calls."""
    queue, calls = {item["id"]: item for item in items}, 0
    while queue:
        some = rng.sample(sorted(queue), min(len(queue), rng.randint(1, 60)))
        body = json.dumps({"scans": [queue[one] for one in some]})
        calls += 1
        if rng.random() < 0.1:
            cut = door.client.post(door.path("skann/"), body[: len(body) // 2], "application/json")
            assert cut.status_code == 400
            continue
        answers = door.client.post(door.path("skann/"), body, "application/json").json()["answers"]
        if rng.random() < 0.8:
            for answer in answers:
                queue.pop(answer.get("stored"), None)
    return calls


def run(number: int, seed: int) -> None:
    rng = random.Random(seed)
    first = make_door()
    doors = [first, make_door(first.day), make_door(first.day)]
    people = [guest.pk for guest in make_guests(first.event, 40)]
    items = {door.device.pk: make_items(rng, people, number // 3) for door in doors}

    for door in doors:
        upload(rng, door, items[door.device.pk])

    sent = [one for some in items.values() for one in some]
    assert Scan.objects.count() == len(sent)
    walked_in = [one for one in sent if one["kind"] == "walk_in"]
    assert Registration.objects.filter(source="walk_in").count() == len(walked_in)
    assert HandCount.objects.count() == sum(one["kind"] == "count" for one in sent)
    check_derived(first)


def check_derived(door: Door) -> None:
    """Who is in, and the last name and dinner of each, are what the log says as a whole."""
    inside = set()
    for registration in Registration.objects.filter(event=door.event):
        log = list(Scan.objects.filter(day=door.day, registration=registration))
        if current_stay(log):
            inside.add(registration.pk)
        renames = [row.device_at for row in log if row.kind == ScanKind.RENAME]
        if renames:
            assert DoorName.objects.get(registration=registration).happened_at == max(renames)
        dinners = [row.device_at for row in log if row.kind == ScanKind.DINNER]
        if dinners:
            assert DinnerAnswer.objects.get(registration=registration).happened_at == max(dinners)
    assert set(Attendance.objects.values_list("registration", flat=True)) == inside


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_repeated_and_cut_uploads_store_each_once(seed: int) -> None:
    run(600, seed)


@pytest.mark.soak
def test_ten_thousand_shuffled_repeated_and_cut_uploads_store_each_once() -> None:
    run(10_000, 3)


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
