"""A participant's own page when the day is over, cancelled or given up: own words, and nothing to undo."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event, EventStatus
from inkludering.tokens import own_link
from participants.models import Registration, RegistrationStatus
from tests.factories import make_item, make_published_event, make_registration

pytestmark = pytest.mark.django_db

CONFIRMED, WAITING = RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING
CANCELLED = RegistrationStatus.CANCELLED
HEADINGS = {
    (False, CONFIRMED): "The seat is yours, Kari",
    (False, WAITING): "You are number 1 on the waiting list",
    (False, CANCELLED): "You are no longer signed up",
    (True, CONFIRMED): "Thank you, Kari",
    (True, WAITING): "There was no seat free this time",
    (True, CANCELLED): "This day is over",
}


def make_own(status: str, event: Event) -> Registration:
    position = 1 if status == WAITING else None
    return make_registration(event, status=status, position=position, first_name="Kari", language="en")


def own_page(client: Client, registration: Registration) -> str:
    link = f"/min/{own_link(registration.pk, registration.link_version)}/"
    return client.get(link, follow=True).content.decode()


@pytest.mark.parametrize(("is_over", "status"), HEADINGS)
def test_own_page_says_how_it_stands_and_offers_what_can_be_done(
    client: Client, is_over: bool, status: str
) -> None:
    event = make_published_event(day=timezone.localdate() + timedelta(days=-1 if is_over else 9))
    registration = make_own(status, event)

    page = own_page(client, registration)

    offers = [f"/min/{registration.pk}/{verb}/" in page for verb in ("endre", "avmelding")]
    assert f"<h1>{HEADINGS[is_over, RegistrationStatus(status)]}</h1>" in page
    assert offers == [not is_over and status != CANCELLED] * 2
    assert ("Sign up again" in page) == (not is_over and status == CANCELLED)


@pytest.mark.parametrize("status", [CONFIRMED, WAITING, CANCELLED])
def test_own_page_of_a_cancelled_day_gives_the_reason_and_asks_nothing(client: Client, status: str) -> None:
    event = make_published_event()
    make_item(event, "10.00", kind="round", title="At the tables")
    registration = make_own(status, event)
    Event.objects.update(status=EventStatus.CANCELLED, cancelled_reason="The hall is under water.")

    page = own_page(client, registration)

    assert "<h1>This day is cancelled</h1>" in page
    assert "The hall is under water." in page
    assert ("avmelding/" in page, "endre/" in page, "At the tables" in page) == (False, False, False)
    assert client.get(f"/min/{registration.pk}/avmelding/").status_code == 302
