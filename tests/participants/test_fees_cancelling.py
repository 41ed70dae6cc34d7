"""What giving up a place means for the money, said before it happens and in the mail after it."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from events.models import Event
from inkludering.outbox.models import Message
from inkludering.outbox.services import pump
from participants import services
from participants.invoice_mail import KIND
from participants.models import FeeAgreement, FeePlan, Registration
from participants.services.invoicing import issue_invoice
from tests.factories import make_published_event, make_registration, make_user
from tests.participants.accounts import make_agreement, make_fees, make_payment, make_seller
from tests.participants.coordinators import client_as, work
from tests.participants.test_fees_payers import opened

pytestmark = pytest.mark.django_db
NOW = timezone.now()
# Days before, what was paid, on the page, in the mail after it.
CASES = [
    (20, 500_00, "får du tilbake 450 kr", "450 kr blir betalt tilbake"),
    (20, 0, "er det ingenting å betale", "Fakturaen er kreditert"),
    (5, 500_00, "Du får ikke lenger noe tilbake", "kommer ikke tilbake"),
    (5, 0, "500 kr må", "500 kr må fortsatt betales"),
    (5, 200_00, "300 kr må", "300 kr må fortsatt betales"),
]


def pump_words() -> None:
    """Send all but the invoices, whose papers take their time."""
    Message.objects.filter(kind=KIND).delete()
    pump()


def plain(text: Any) -> str:
    """With ordinary spaces, however the lines are broken."""
    return " ".join(unescape(str(text)).split())


def make_invoiced(days: int, paid: int = 0) -> Registration:
    event = make_published_event(day=timezone.localdate() + timedelta(days=days))
    make_fees(event)
    make_seller(controller=event.controller)
    registration = make_agreement(make_registration(event)).registration
    issue_invoice(registration=registration, now=NOW, by=make_user())
    if paid:
        make_payment(FeeAgreement.objects.get(), paid)
    return registration


@pytest.mark.parametrize(("days", "paid", "before", "after"), CASES)
def test_the_money_is_told_before_and_after(
    days: int, paid: int, before: str, after: str, mailoutbox: list[Any]
) -> None:
    registration = make_invoiced(days, paid)
    client, page = opened(registration), f"/min/{registration.pk}/avmelding/"

    asked = client.get(page).content.decode()
    client.post(page)
    pump_words()

    assert before in plain(asked)
    (mail,) = [one for one in mailoutbox if "ikke lenger påmeldt" in one.subject]
    assert after in plain(mail.body)
    assert after in plain(mail.alternatives[0][0])


def test_whoever_is_taken_off_by_the_coordinator_is_counted_for_the_same() -> None:
    registration = make_invoiced(20, 500_00)
    event = registration.event

    page = client_as(event).get(work(event, f"pameldte/{registration.pk}/")).content.decode()

    assert "450 kr skal betales tilbake" in plain(page)


def test_cancelled_day_tells_that_all_comes_back(mailoutbox: list[Any]) -> None:
    registration = make_invoiced(3, 500_00)
    event = Event.objects.get(pk=registration.event_id)
    event.status, event.cancelled_at = "cancelled", NOW
    event.save()
    event.registrations.update(confirmed_at=NOW)

    services.tell_all_of_cancelled_event(event)
    pump_words()

    (mail,) = [one for one in mailoutbox if "500 kr blir betalt tilbake" in plain(one.body)]
    assert registration.participant
    assert mail.to == [registration.participant.email]


def test_a_free_day_says_nothing_of_money(mailoutbox: list[Any]) -> None:
    registration = make_registration(make_published_event())

    services.cancel(registration=registration, now=NOW)
    pump()

    assert not FeePlan.objects.exists()
    assert "betal" not in str(mailoutbox[0].body)
