"""The coordinators' page of the door: links, numbers, devices, and who may open one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import EventDay
from participants.models import DayChoice, DoorDevice, DoorLink
from participants.services.door_list import count_doors, count_guests
from regions.models import RoleKind
from tests.factories import make_event, make_published_event, oslo
from tests.participants.coordinators import client_as, work
from tests.participants.doors import client_of, make_door, make_guests

pytestmark = pytest.mark.django_db


def test_link_is_shown_once_and_opens_a_device() -> None:
    event = make_published_event()
    path = work(event, f"dor/{event.days.get().pk}/lenke/")

    html = client_as(event).post(path).content.decode()

    code = html.split("/dor/kode/")[1].split("/")[0]
    assert f"{code[:5]} {code[5:]}" in html
    assert 'src="data:image/svg+xml' in html
    assert client_of("").post("/dor/", {"code": code, "name": "Nettbrett"}).status_code == 302
    assert code not in client_as(event).get(work(event, "dor/")).content.decode()


def test_revoking_closes_one_device() -> None:
    door = make_door()
    other = make_door(door.day)

    client_as(door.event).post(work(door.event, f"dor/enhet/{door.device.pk}/lukk/"))

    assert list(DoorDevice.objects.filter(revoked_at=None)) == [other.device]
    assert (door.client.get(door.path()).status_code, other.client.get(other.path()).status_code) == (
        302,
        200,
    )


def test_page_shows_each_days_numbers() -> None:
    door = make_door()
    guests = make_guests(door.event, 3)
    second = EventDay.objects.create(event=door.event, date=oslo(2030, 1, 2).date())
    for guest in guests[:2]:
        door.client.post(door.path(f"inn/{guest.pk}/"))

    html = client_as(door.event).get(work(door.event, "dor/")).content.decode()

    numbers = [int(part.split("<")[0]) for part in html.split("<li><b>")[1:]]
    assert numbers == [2, 1, 0, 0, 3, 0]
    assert second.pk > door.day.pk


def test_numbers_of_each_day_are_those_of_its_door() -> None:
    door = make_door()
    second = EventDay.objects.create(event=door.event, date=oslo(2030, 1, 2).date())
    both, first_only, second_only, came_anyway = make_guests(door.event, 4)
    for guest, day in ((first_only, door.day), (second_only, second), (came_anyway, second)):
        DayChoice.objects.create(registration=guest, day=day)
    door.client.post(door.path(f"inn/{both.pk}/"))
    door.client.post(door.path(f"inn/{came_anyway.pk}/"))

    days = [door.day, second]
    counted = count_doors(days)

    assert counted == {day.pk: count_guests(day) for day in days}
    assert [(one.inside, one.missing) for one in counted.values()] == [(2, 1), (0, 3)]


def test_page_takes_the_same_queries_for_3_and_30() -> None:
    door = make_door()
    client, counts = client_as(door.event), []
    for number, more in ((1, 3), (2, 27)):
        make_guests(door.event, more)
        EventDay.objects.create(event=door.event, date=oslo(2030, 1, number).date())
        for _device in range(more):
            make_door(door.day)
        with CaptureQueriesContext(connection) as queries:
            client.get(work(door.event, "dor/"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_day_that_is_over_gets_no_link() -> None:
    event = make_event(day=oslo(2020, 1, 2).date())

    answer = client_as(event).post(work(event, f"dor/{event.days.get().pk}/lenke/"))

    assert answer.headers["Location"] == work(event, "dor/")
    assert DoorLink.objects.count() == 0


def test_strangers_colleagues_and_other_methods() -> None:
    door, other = make_door(), make_published_event()
    link, close = f"dor/{door.day.pk}/lenke/", f"dor/enhet/{door.device.pk}/lukk/"
    member = client_as(door.event, RoleKind.WORKING_GROUP_MEMBER)

    assert client_as(None).get(work(door.event, "dor/")).status_code == 404
    assert member.get(work(door.event, "dor/")).status_code == 403
    for path in (link, close):
        assert client_as(None).post(work(door.event, path)).status_code == 404
        assert client_as(other).post(work(other, path)).status_code == 404
        assert member.post(work(door.event, path)).status_code == 403
        assert client_as(door.event).get(work(door.event, path)).status_code == 405
