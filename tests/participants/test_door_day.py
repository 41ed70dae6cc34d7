"""The coordinator's page of one day: live numbers, conflicts, pairs, shifts, what a device says of itself."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from participants.models import (
    Attendance,
    DoorDevice,
    DoorPair,
    DoorShift,
    Registration,
    RegistrationStatus,
    ScanKind,
)
from participants.services.door_live import read_live
from participants.services.door_log import store_scans
from participants.services.door_pairs import find_conflicts, merge, propose_pairs
from participants.services.door_people import Guest, walk_in
from participants.services.door_shifts import add_shift, pin_digest
from regions.models import Sector
from tests.factories import make_registration, make_role, make_user
from tests.participants.doors import Door, make_door, make_guests, scan

pytestmark = pytest.mark.django_db


def coordinator(door: Door) -> Client:
    client = Client()
    client.force_login(make_role(region=door.event.region).user)
    return client


def work(door: Door, rest: str = "") -> str:
    return f"/arbeid/arrangementer/{door.event.pk}/dor/{rest}"


def let_in(door: Door, *scans: Any) -> None:
    store_scans(device=door.device, scans=scans, now=timezone.now())


def walks_in(door: Door, name: str) -> Registration:
    guest = Guest(first_name=name, sector=Sector.PRIVATE)
    return walk_in(device=door.device, guest=guest, scan_id=uuid4(), now=timezone.now())


def test_conflict_names_who_when_and_both_devices() -> None:
    first = make_door(name="Nettbrett 1")
    second = make_door(first.day, name="Nettbrett 2")
    anna, berit = make_guests(first.event, 2)
    let_in(first, scan(anna), scan(berit))
    let_in(second, scan(anna))

    found = find_conflicts(first.day)
    html = coordinator(first).get(work(first, f"{first.day.pk}/")).content.decode()

    assert [(one.registration, one.first_device, one.device) for one in found] == [
        (anna, "Nettbrett 1", "Nettbrett 2")
    ]
    assert "Nettbrett 2" in html


def test_undone_check_in_is_no_conflict() -> None:
    first = make_door()
    second = make_door(first.day)
    guest, now = make_registration(first.event), timezone.now()
    let_in(first, scan(guest, at=now - timedelta(minutes=9)))
    let_in(first, scan(guest, ScanKind.UNDO, at=now - timedelta(minutes=8)))

    let_in(second, scan(guest, at=now - timedelta(minutes=7)))

    assert find_conflicts(first.day) == []


def test_same_walk_in_on_two_tablets_is_proposed_and_merged() -> None:
    first = make_door(name="Nettbrett 1")
    second = make_door(first.day, name="Nettbrett 2")
    one, other = walks_in(first, "Sukarti"), walks_in(second, "sukarti")
    (pair,) = propose_pairs(first.day)

    for _time in range(2):
        merge(day=first.day, pair=pair, by=make_user(), now=timezone.now())

    other.refresh_from_db()
    first.event.refresh_from_db()
    assert (pair.kept, pair.dropped, other.status) == (one, other, RegistrationStatus.CANCELLED)
    assert list(Attendance.objects.values_list("registration", flat=True)) == [one.pk]
    assert (first.event.seats_taken, propose_pairs(first.day)) == (1, [])
    assert len(find_conflicts(first.day)) == 1


def test_walk_in_with_the_name_of_somebody_expected_becomes_that_person() -> None:
    door = make_door()
    expected = make_registration(door.event, first_name="Bo", last_name="Å")
    guest = Guest(first_name="bo", last_name="å", sector=Sector.OTHER)
    walk_in(device=door.device, guest=guest, scan_id=uuid4(), now=timezone.now())
    (pair,) = propose_pairs(door.day)

    sent = {"kept": pair.kept.pk, "dropped": pair.dropped.pk}
    answer = coordinator(door).post(work(door, f"{door.day.pk}/samme/"), sent)

    assert answer.status_code == 302
    assert list(Attendance.objects.values_list("registration", flat=True)) == [expected.pk]


def test_two_people_of_one_name_are_asked_about_once() -> None:
    door = make_door()
    one, other = walks_in(door, "Anne"), walks_in(door, "Anne")

    answer = coordinator(door).post(work(door, f"{door.day.pk}/to/"), {"kept": one.pk, "dropped": other.pk})

    assert (answer.status_code, DoorPair.objects.get().is_same) == (302, False)
    assert propose_pairs(door.day) == []
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("sent", [{}, {"kept": 1, "dropped": 1}, {"kept": "x", "dropped": 10**30}])
def test_pair_of_nobody_is_not_found(sent: dict[str, Any]) -> None:
    door = make_door()

    assert coordinator(door).post(work(door, f"{door.day.pk}/samme/"), sent).status_code == 404


def test_pin_is_kept_as_a_digest_and_belongs_to_one() -> None:
    door = make_door()
    client = coordinator(door)

    for name, pin in (("Solveig", "1234"), ("Bo", "1234"), ("Ola", "12"), ("Per", "abcd")):
        client.post(work(door, f"{door.day.pk}/vakt/"), {"name": name, "pin": pin})

    shift = DoorShift.objects.get()
    assert (shift.name, shift.pin_digest) == ("Solveig", pin_digest("1234", shift.pin_salt))


def test_scan_says_who_was_on_shift_and_no_other_days_shift() -> None:
    door, other = make_door(), make_door()
    shift = add_shift(day=door.day, name="Solveig", pin="1234", by=make_user())
    foreign = add_shift(day=other.day, name="Bo", pin="1234", by=make_user())
    guests = make_guests(door.event, 2)

    for guest, one in zip(guests, (shift, foreign), strict=True):
        item = {"id": str(uuid4()), "kind": "check_in", "registration": guest.pk, "shift": one.pk}
        sent = {"scans": [item | {"at": timezone.now().isoformat()}]}
        door.client.post(door.path("skann/"), sent, content_type="application/json")

    assert list(door.device.scans.order_by("pk").values_list("shift", flat=True)) == [shift.pk, None]


def test_device_reports_what_it_holds_its_clock_and_version() -> None:
    door = make_door(name="Nettbrett 7")
    query = "since=0&unsent=4&unsent_since=2027-01-29T08:10:00Z&skew=-7200&version=abc"

    door.client.get(door.path(f"endringer/?{query}"))

    device = DoorDevice.objects.get()
    assert (device.unsent, device.clock_skew, device.version) == (4, -7200, "abc")
    assert "7200" in coordinator(door).get(work(door)).content.decode()
    assert read_live(day=door.day, now=timezone.now()).unsent == 4


def test_live_numbers_and_sectors_stand_on_the_big_screen() -> None:
    door = make_door()
    guests = make_guests(door.event, 3, sector=Sector.ACADEMIA)
    let_in(door, scan(guests[0]), scan(guests[1]))

    live = read_live(day=door.day, now=timezone.now())
    answer = coordinator(door).get(f"/rom/{door.day.pk}/dor/")

    assert (live.numbers.inside, live.numbers.missing) == (2, 1)
    assert dict(live.sectors)[Sector.ACADEMIA] == 2
    assert (answer.status_code, guests[0].first_name in answer.content.decode()) == (200, False)
