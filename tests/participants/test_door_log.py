"""The scan log: stored once, in any order, any number of times; who is in follows from it."""

import random
import threading
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.models import EventDay
from inkludering.audit.models import AppendOnlyError
from participants import services
from participants.models import Attendance, DoorDevice, Registration, RegistrationStatus, Scan, ScanKind
from participants.services import door_log
from participants.services.door_log import store_scans
from participants.services.door_rows import ScanIn
from tests.factories import make_published_event, make_registration
from tests.participants.answers import make_answers
from tests.participants.doors import Door, make_door, make_guests, race, scan

CHECK_IN, UNDO = ScanKind.CHECK_IN, ScanKind.UNDO


def store(door: Door, *scans: ScanIn) -> list[str]:
    answers = store_scans(device=door.device, scans=scans, now=timezone.now())
    return [answer.verdict for answer in answers]


def inside(day: EventDay) -> list[tuple[int, datetime]]:
    return sorted(Attendance.objects.filter(day=day).values_list("registration_id", "arrived_at"))


@pytest.mark.django_db
def test_first_check_in_is_the_welcome_and_later_ones_name_its_door() -> None:
    first = make_door(name="Nettbrett 1")
    second = make_door(first.day, name="Nettbrett 2")
    guest = make_registration(first.event)

    now = timezone.now()
    welcome = store_scans(device=first.device, scans=[scan(guest, at=now)], now=now)[0]
    again = store_scans(device=second.device, scans=[scan(guest)], now=timezone.now())[0]

    assert (welcome.verdict, welcome.elsewhere) == ("in", "")
    assert (again.verdict, again.elsewhere) == ("already", "Nettbrett 1")
    assert Attendance.objects.get().scan == Scan.objects.get(device=first.device)
    assert Scan.objects.count() == 2


@pytest.mark.django_db
def test_earlier_offline_check_in_moves_the_arrival_but_not_the_welcome() -> None:
    door = make_door()
    offline = make_door(door.day)
    guest, now = make_registration(door.event), timezone.now()
    store(door, scan(guest, at=now - timedelta(minutes=5)))

    verdicts = store(offline, scan(guest, at=now - timedelta(minutes=9)))

    assert verdicts == ["already"]
    assert inside(door.day) == [(guest.pk, now - timedelta(minutes=9))]
    assert Attendance.objects.get().scan == Scan.objects.get(device=door.device)


@pytest.mark.django_db
def test_undo_and_undo_of_undo() -> None:
    door = make_door()
    guest, start = make_registration(door.event), timezone.now() - timedelta(hours=1)
    steps = [CHECK_IN, UNDO, CHECK_IN, UNDO, UNDO, CHECK_IN]

    verdicts = [
        store(door, scan(guest, kind, at=start + timedelta(minutes=number)))[0]
        for number, kind in enumerate(steps)
    ]

    assert verdicts == ["in", "out", "in", "out", "out", "in"]
    assert inside(door.day) == [(guest.pk, start + timedelta(minutes=5))]


@pytest.mark.django_db
def test_same_scan_again_is_stored_once_and_answered_alike() -> None:
    door = make_door()
    guest, one = make_registration(door.event), scan(None)
    one = scan(guest, scan_id=one.scan_id)

    verdicts = [store(door, one)[0] for _time in range(3)]

    assert verdicts == ["in", "in", "in"]
    assert Scan.objects.count() == 1


@pytest.mark.django_db
def test_another_events_registration_is_never_touched() -> None:
    door, foreign = make_door(), make_registration(make_published_event())

    verdicts = store(door, scan(foreign), scan(10**30), scan(None), scan(foreign, UNDO))

    assert verdicts == ["unknown"] * 4
    assert list(Scan.objects.values_list("registration_id", flat=True)) == [None] * 4
    assert Attendance.objects.count() == 0


@pytest.mark.django_db
def test_scan_id_used_for_somebody_else_stays_the_firsts() -> None:
    door = make_door()
    anna, berit = make_guests(door.event, 2)
    same = uuid4()
    store(door, scan(anna, scan_id=same))

    verdicts = store(door, scan(berit, scan_id=same), scan(None, scan_id=same))

    assert verdicts == ["unknown", "unknown"]
    assert [pk for pk, _at in inside(door.day)] == [anna.pk]
    assert Scan.objects.get().registration == anna


@pytest.mark.django_db
@pytest.mark.parametrize("offset", [0, -7200, 86400, 10**8, -(10**8)])
def test_wrong_clock_refuses_nobody_and_never_arrives_later_than_received(offset: int) -> None:
    door = make_door()
    guest, now = make_registration(door.event), timezone.now()
    by_device = now - timedelta(seconds=offset + 60)

    verdicts = store(door, scan(guest, at=by_device, offset=offset), scan(guest, at=now + timedelta(days=1)))

    assert verdicts == ["in", "already"]
    assert inside(door.day) == [(guest.pk, now - timedelta(seconds=60))]


@pytest.mark.django_db
def test_whoever_stands_in_line_gets_a_seat_with_the_check_in() -> None:
    event = make_published_event(capacity=1)
    for number in (1, 2):
        services.register(event=event, answers=make_answers(number), now=timezone.now())
    waiting = Registration.objects.get(status=RegistrationStatus.WAITING)
    door = make_door(event.days.select_related("event").get())

    verdicts = store(door, scan(waiting))

    waiting.refresh_from_db()
    event.refresh_from_db()
    assert (verdicts, waiting.status) == (["in"], RegistrationStatus.CONFIRMED)
    assert (event.seats_taken, event.waiting_count) == (2, 0)


@pytest.mark.django_db
def test_scans_are_appended_and_never_changed() -> None:
    door = make_door()
    store(door, scan(make_registration(door.event)))
    one = Scan.objects.get()

    for change in (
        lambda: Scan.objects.update(kind=UNDO),
        lambda: Scan.objects.bulk_update([one], ["kind"]),
        lambda: Scan.objects.all().delete(),
        one.delete,
        one.save,
    ):
        with pytest.raises(AppendOnlyError):
            change()


@pytest.mark.django_db
def test_database_refuses_a_second_row_for_one_scan_and_one_presence() -> None:
    door = make_door()
    store(door, scan(make_registration(door.event)))
    first, here = Scan.objects.get(), Attendance.objects.get()
    copies = [Scan(**{field.attname: getattr(first, field.attname) for field in Scan._meta.fields[1:]})]
    twice = Attendance(day=here.day, registration=here.registration, arrived_at=here.arrived_at)

    for write in (lambda: Scan.objects.bulk_create(copies), twice.save):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


class ScanLogLaws(TestCase):
    """Whatever the order, the pieces and the repeats: the same people are in, since the same time."""

    @settings(max_examples=12, deadline=None)
    @given(data=st.data())
    def test_shuffles_and_repeats_give_the_same_attendance(self, data: st.DataObject) -> None:
        door = make_door()
        other = make_door(door.day)
        guests = make_guests(door.event, 3)
        start = timezone.now() - timedelta(hours=2)
        made = data.draw(st.lists(self.steps(), min_size=1, max_size=12))
        log = [
            (who, scan(guests[guest], kind, at=start + timedelta(seconds=at)))
            for who, guest, kind, at in made
        ]
        results = []
        for _order in range(3):
            self.send(data, [door, other], log)
            results.append(inside(door.day))
            Attendance.objects.all().delete()
            QuerySet.delete(Scan.objects.all())

        assert results[0] == results[1] == results[2]

    @staticmethod
    def steps() -> st.SearchStrategy[tuple[int, int, str, int]]:
        return st.tuples(
            st.integers(0, 1), st.integers(0, 2), st.sampled_from([CHECK_IN, UNDO]), st.integers(0, 60)
        )

    @staticmethod
    def send(data: st.DataObject, doors: list[Door], log: list[tuple[int, ScanIn]]) -> None:
        """Each device sends its own scans shuffled, in pieces, and some of them twice."""
        dice = random.Random(data.draw(st.integers(0, 10**6)))  # an order, not a secret
        sent = [*log, *dice.sample(log, len(log) // 2)]
        dice.shuffle(sent)
        while sent:
            piece = [sent.pop() for _one in range(min(len(sent), dice.randrange(1, 6)))]
            for number, door in enumerate(doors):
                store(door, *[one for who, one in piece if who == number])


@pytest.mark.django_db(transaction=True)
@pytest.mark.serial
@pytest.mark.parametrize(("locked", "rounds"), [(True, 5), (False, 5)])
def test_five_devices_at_once_give_exactly_one_welcome(
    locked: bool, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One code on five devices: one "in", four "already in". Without the lock on the day this must fail."""
    door = make_door()
    doors = [door, *(make_door(door.day) for _number in range(4))]
    if not locked:
        monkeypatch.setattr(EventDay.objects, "select_for_update", lambda **_how: EventDay.objects.all())
        slow_down(monkeypatch)
    seen = []
    for guest in make_guests(door.event, rounds):
        answers = race([lambda at=at, guest=guest: welcome(at, guest) for at in doors])  # type: ignore[misc]  # bound now
        seen.append(sorted(map(str, answers)))

    wanted = ["already", "already", "already", "already", "in"]
    assert (all(one == wanted for one in seen)) is locked


def welcome(door: Door, guest: Registration) -> str:
    device = DoorDevice.objects.select_related("day__event").get(pk=door.device.pk)
    return store_scans(device=device, scans=[scan(guest)], now=timezone.now())[0].verdict


def slow_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all five read the log before any of them writes, as a slower machine would."""
    gate, read = threading.Barrier(5, timeout=10), door_log._read

    def read_together(*args: Any) -> Any:
        found = read(*args)
        gate.wait()
        return found

    monkeypatch.setattr(door_log, "_read", read_together)
