"""The mail about a tablet that was taken home with check-ins on it."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from inkludering.dates import aware
from inkludering.outbox.models import Message
from inkludering.outbox.services import pump
from participants.models import DoorDevice
from participants.services.door_unsent import tell_of_unsent
from regions.models import RoleKind
from tests.factories import make_item, make_published_event, make_role
from tests.participants.door_browser import device_at
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2027, 1, 29)


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    return aware(DAY + timedelta(days=days), time(hour, minute))


def tablet_with_unsent(number: int = 3, *, begins: datetime | None = None) -> DoorDevice:
    """A tablet last heard of at 08.41, in a region with one coordinator."""
    event = make_published_event(day=DAY)
    event.days.get().items.all().delete()
    make_item(event, starts_at=begins or at(8, 30))
    make_role(region=event.region, kind=RoleKind.COORDINATOR)
    device, _token = device_at(event, "Nettbrett 2", now=at(7, 50))
    DoorDevice.objects.filter(pk=device.pk).update(unsent=number, last_seen_at=at(8, 41))
    return device


def told(*moments: datetime) -> list[int]:
    return [tell_of_unsent(now=moment) for moment in moments]


def test_coordinator_is_told_at_noon_and_once_more_the_next_noon() -> None:
    tablet_with_unsent()

    assert told(at(11, 59), at(12), at(12, 5), at(19)) == [0, 1, 0, 0]
    assert told(at(11, 59, days=1), at(12, days=1), at(12, days=2)) == [0, 1, 0]


def test_door_that_opens_at_noon_is_told_of_the_day_after() -> None:
    tablet_with_unsent(begins=at(12))

    assert told(at(12, 5), at(12, 5, days=1), at(12, 5, days=2), at(12, 5, days=3)) == [0, 1, 1, 0]


def test_tablet_at_work_and_tablet_with_nothing_are_nothing_to_tell() -> None:
    device = tablet_with_unsent()

    DoorDevice.objects.filter(pk=device.pk).update(last_seen_at=at(11, 58))
    assert told(at(12)) == [0]
    DoorDevice.objects.filter(pk=device.pk).update(last_seen_at=at(8, 41), unsent=0)
    assert told(at(12)) == [0]


def test_mail_names_the_tablet_and_the_number_and_nobody(smtp_sink: SmtpSink) -> None:
    device = tablet_with_unsent()
    event = device.event

    with time_machine.travel(at(12, 1), tick=True):
        told(at(12))
        pump()

    (mail,) = smtp_sink.to(event.region.roles.get().user.email)
    assert event.title in mail.subject
    for part in (mail.text, mail.html):
        assert "Nettbrett 2: 3 innsjekker, sist hørt fra 29. januar kl. 08.41" in " ".join(part.split())
        assert f"/arbeid/arrangementer/{event.pk}/dor/" in part
        assert "5. februar" in part


def test_mail_is_not_sent_when_the_tablet_has_handed_in_meanwhile(smtp_sink: SmtpSink) -> None:
    device = tablet_with_unsent()

    with time_machine.travel(at(12, 1), tick=True):
        told(at(12))
        DoorDevice.objects.filter(pk=device.pk).update(unsent=0)
        pump()

    assert Message.objects.count() == 1
    assert smtp_sink.received == []
