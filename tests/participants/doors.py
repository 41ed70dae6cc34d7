"""A door that is open: an event day, a device that stands there, and the client of its browser."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.test import Client
from django.utils import timezone

from events.models import Event, EventDay
from participants.door import COOKIE_NAME
from participants.models import DoorDevice, Registration, ScanKind
from participants.services.door_access import make_door_link, open_door
from participants.services.door_rows import ScanIn
from tests.factories import make_published_event, make_registration, make_user


@dataclass
class Door:
    """``client`` is the browser of ``device``; ``path`` leads to its day."""

    device: DoorDevice
    client: Client

    @property
    def day(self) -> EventDay:
        return self.device.day

    @property
    def event(self) -> Event:
        return self.device.day.event

    def path(self, rest: str = "") -> str:
        return f"/dor/{self.device.day_id}/{rest}"


def client_of(token: str, **options: Any) -> Client:
    client = Client(**options)
    client.cookies[COOKIE_NAME] = token
    return client


def make_door(day: EventDay | None = None, name: str = "Nettbrett 1") -> Door:
    """A device at the door of ``day``, or of a new event with fifty seats."""
    day = day or make_published_event().days.select_related("event").get()
    now = timezone.now()
    opened = open_door(code=make_door_link(day=day, by=make_user(), now=now), name=name, now=now)
    return Door(opened.device, client_of(opened.token))


def make_guests(event: Event, number: int, **fields: Any) -> list[Registration]:
    return [make_registration(event, **fields) for _number in range(number)]


def scan(
    registration: Registration | int | None = None,
    kind: str = ScanKind.CHECK_IN,
    at: datetime | None = None,
    scan_id: UUID | None = None,
    offset: int = 0,
) -> ScanIn:
    """A scan as a device sends it, a minute ago unless ``at`` is given."""
    pk = registration.pk if isinstance(registration, Registration) else registration
    moment = at or timezone.now() - timedelta(minutes=1)
    return ScanIn(scan_id or uuid4(), ScanKind(kind), pk, moment, offset)


def as_sent(*scans: ScanIn) -> dict[str, Any]:
    """The body of a batch."""
    return {
        "scans": [
            {
                "id": str(one.scan_id),
                "kind": str(one.kind),
                "registration": one.registration_id,
                "at": one.device_at.isoformat(),
                "offset": one.clock_offset,
            }
            for one in scans
        ]
    }


def race(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Each job in a thread of its own, all started at once: what it returned, or the error it raised."""
    gate, answers = threading.Barrier(len(jobs)), list[object]([None] * len(jobs))

    def run(number: int) -> None:
        try:
            gate.wait(20)
            answers[number] = jobs[number]()
        except Exception as error:  # noqa: BLE001  # the test looks at it
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers
