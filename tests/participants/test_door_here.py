"""Digital days: "I am here" on one's own page."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.models import EventFormat
from inkludering.errors import DomainError
from inkludering.tokens import own_link
from participants.models import Attendance, DoorDevice, Registration
from participants.services.door_here import is_here, open_day, say_here
from tests.factories import make_item, make_published_event, make_registration

pytestmark = pytest.mark.django_db


def make_digital(kind: str = EventFormat.DIGITAL) -> tuple[Registration, datetime]:
    """Somebody who is signed up for a day on a screen, and when it begins."""
    event = make_published_event(format=kind)
    item = make_item(event, "09.00")
    assert item.starts_at
    return make_registration(event), item.starts_at


@pytest.mark.parametrize(
    ("minutes", "may"), [(-16, False), (-15, True), (0, True), (60, True), (24 * 60, False)]
)
def test_own_page_opens_a_quarter_of_an_hour_before(minutes: int, may: bool) -> None:
    registration, begins = make_digital()

    day = open_day(registration, begins + timedelta(minutes=minutes))

    assert (day is not None) == may


def test_saying_it_twice_is_being_there_once() -> None:
    registration, begins = make_digital()

    for minute in range(3):
        day = say_here(registration=registration, now=begins + timedelta(minutes=minute))

    assert is_here(registration, day)
    assert Attendance.objects.get().arrived_at == begins
    assert DoorDevice.objects.get().kind == "own_page"


def test_in_a_room_nobody_checks_in_from_their_own_page() -> None:
    registration, begins = make_digital(EventFormat.PHYSICAL)

    with pytest.raises(DomainError):
        say_here(registration=registration, now=begins)

    assert Attendance.objects.count() == 0


def test_one_tap_on_the_own_page_is_enough(client: Client) -> None:
    event = make_published_event(format=EventFormat.DIGITAL)
    item = make_item(event, "00.00")
    item.starts_at = timezone.now() + timedelta(minutes=10)
    item.save()
    registration = make_registration(event)
    client.get(f"/min/{own_link(registration.pk, 1)}/")
    page = client.get(f"/min/{registration.pk}/").content.decode()
    assert f'action="/min/{registration.pk}/her/"' in page

    client.post(f"/min/{registration.pk}/her/")

    assert Attendance.objects.get().registration == registration
    assert "/her/" not in client.get(f"/min/{registration.pk}/").content.decode()


@pytest.mark.parametrize("status", ["waiting", "requested"])
def test_nobody_lets_themselves_in_without_a_seat(status: str) -> None:
    registration, begins = make_digital()
    position = 1 if status == "waiting" else None
    Registration.objects.update(status=status, confirmed_at=None, position=position)
    registration.refresh_from_db()

    with pytest.raises(DomainError):
        say_here(registration=registration, now=begins)

    assert Attendance.objects.count() == 0
    assert Registration.objects.get().status == status
