"""The offer on one's own page, in the mail, and on the coordinator's list."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from inkludering.outbox.models import Message
from inkludering.outbox.services import pump
from inkludering.tokens import own_link
from participants.models import Registration, SeatOffer
from participants.services import offers
from regions.models import RoleKind
from tests.participants.coordinators import client_as, work
from tests.participants.offering import IN_TIME, MORNING, TOO_LATE, offered_event, pending, status_of
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def open_offer(client: Client, registration: Registration) -> str:
    """Follow the link of the mail; returns the clean address."""
    answer = client.get(f"/min/{own_link(registration.pk, registration.link_version)}/plass/")
    assert answer.status_code == 303
    return str(answer["Location"])


@pytest.mark.usefixtures("clock")
def test_the_mail_says_until_when_and_leads_to_yes_and_no(client: Client, smtp_sink: SmtpSink) -> None:
    _event, line = offered_event()
    pump()

    mail = smtp_sink.to("person1@example.org")[-1]

    assert "onsdag 20. januar 2027 kl. 15.00" in mail.text
    assert "onsdag 20. januar 2027 kl. 15.00" in mail.html
    token = own_link(line[0].pk, line[0].link_version)
    assert f"/min/{token}/plass/" in mail.text
    assert f"/min/{token}/plass/" in mail.html


@pytest.mark.usefixtures("clock")
def test_reading_changes_nothing_and_one_press_takes_the_seat(client: Client) -> None:
    _event, line = offered_event()
    address = open_offer(client, line[0])

    shown = [client.get(page).content.decode() for page in (address, f"/min/{line[0].pk}/")]
    before = status_of(line[0])
    answer = client.post(f"{address}ja/", follow=True)

    assert all(f'action="{address}ja/"' in page and "kl. 15.00" in page for page in shown)
    assert (before, status_of(line[0])) == ("waiting", "confirmed")
    assert "Plassen er din" in answer.content.decode()


@pytest.mark.usefixtures("clock")
def test_one_press_says_no(client: Client) -> None:
    event, line = offered_event()

    answer = client.post(f"{open_offer(client, line[0])}nei/", follow=True)

    assert (answer.status_code, status_of(line[0]), pending(event)) == (200, "cancelled", [line[1].pk])


def test_yes_too_late_says_kindly_what_happened(client: Client, clock: time_machine.Traveller) -> None:
    event, line = offered_event()
    address = open_offer(client, line[0])
    clock.move_to(TOO_LATE)
    client.get(f"/min/{own_link(line[0].pk, 1)}/")

    page = client.post(f"{address}ja/", follow=True).content.decode()

    assert "Svarfristen er ute" in page
    assert "som nummer 2" in page
    assert (status_of(line[0]), pending(event)) == ("waiting", [line[1].pk])


def test_who_did_not_answer_is_told_by_mail(smtp_sink: SmtpSink, clock: time_machine.Traveller) -> None:
    event, _line = offered_event()
    clock.move_to(TOO_LATE)
    offers.sweep(event=event, now=TOO_LATE)

    pump()

    mails = {one.subject: one.text for one in smtp_sink.to("person1@example.org")}
    told = mails["Plassen fredag 29. januar 2027 holdes ikke lenger av til deg"]
    assert "som nummer 2" in told
    assert "tidligst i morgen" in told


@pytest.mark.usefixtures("clock")
def test_an_offer_that_is_answered_is_not_mailed(smtp_sink: SmtpSink) -> None:
    _event, line = offered_event()
    offers.accept(registration=line[0], now=IN_TIME)

    pump()

    assert dict(Message.objects.values_list("kind", "status"))["participants.offer"] == "cancelled"


@pytest.mark.parametrize("verb", ["ja", "nei"])
def test_answers_are_posts_and_nobody_elses(client: Client, verb: str) -> None:
    _event, line = offered_event()

    assert client.post(f"/min/{line[0].pk}/plass/{verb}/").status_code == 404
    address = open_offer(client, line[0])
    assert client.get(f"{address}{verb}/").status_code == 405
    assert client.post(f"/min/{line[1].pk}/plass/{verb}/").status_code == 404


@pytest.mark.usefixtures("clock")
def test_the_list_says_until_when_and_takes_the_offer_back() -> None:
    event, line = offered_event()
    offer, staff = SeatOffer.objects.get(), client_as(event)
    address = work(event, f"pameldte/tilbud/{offer.pk}/trekk/")

    page = staff.get(work(event, "pameldte/?status=waiting")).content.decode()
    overview = staff.get(work(event)).content.decode()
    refused = [client_as(None).post(address), client_as(event, RoleKind.FACILITATOR).post(address)]
    staff.post(address)

    assert f'action="{address}"' in page
    assert "til 20. januar kl. 15.00" in page
    assert "tilbudt plass" in overview
    assert [one.status_code for one in refused] == [404, 403]
    assert (status_of(line[0]), pending(event)) == ("waiting", [line[1].pk])
