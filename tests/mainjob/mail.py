"""The mails of the day, as they arrive at a real SMTP server."""

import re
import time
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from participants.models import Registration, RegistrationStatus
from tests.mainjob.people import Guest
from tests.services.processes import wait_until
from tests.services.smtp import Received, SmtpSink


@dataclass(frozen=True)
class Registered:
    """A guest and the page that answered."""

    guest: Guest
    page: str


def wait_out_the_form_age() -> None:
    """The form takes nothing within two seconds: that is how fast robots are."""
    time.sleep(2.1)


def to(sink: SmtpSink, guest: Guest) -> list[Received]:
    return [one for one in list(sink.received) if one.recipients == [guest.email]]


def expect_confirmations(sink: SmtpSink, registered: list[Registered], *, seats: int) -> None:
    """One mail each: fifty with a seat and a calendar file, ten with their place in line."""
    everybody = [one.guest for one in registered]
    wait_until(lambda: all(to(sink, guest) for guest in everybody), seconds=90, what="all confirmations")
    statuses = list(Registration.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == [RegistrationStatus.CONFIRMED] * seats + [RegistrationStatus.WAITING] * 10
    for guest in everybody:
        assert len(to(sink, guest)) == 1
        assert guest.first_name in to(sink, guest)[0].text
        assert re.search(r"/min/\d+\.\d+\.[\w-]+/", to(sink, guest)[0].text)
    assert [bool(to(sink, guest)[0].attachments) for guest in everybody[:seats]] == [True] * seats


def expect_reminders(sink: SmtpSink, registered: list[Registered]) -> None:
    """Who registered in good time is reminded once, by beat and worker; who cancelled is not."""
    early = timezone.now() - timedelta(days=9)
    Registration.objects.update(confirmed_at=early, registered_at=early)
    cancelled, *coming = [one.guest for one in registered]
    row = Registration.objects.get(participant__email=cancelled.email)
    Registration.objects.filter(pk=row.pk).update(status=RegistrationStatus.CANCELLED)
    wait_until(lambda: all(len(to(sink, guest)) == 2 for guest in coming), seconds=150, what="all reminders")
    Registration.objects.filter(pk=row.pk).update(status=RegistrationStatus.CONFIRMED)
    assert len(to(sink, cancelled)) == 1
    assert {len(to(sink, guest)) for guest in coming} == {2}
