"""The event as data: schema.org/Event in a block that runs nothing."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.jsonld import event_block, event_data
from events.models import Event, EventFormat, EventStatus
from events.presentation import event_page
from tests.events.pages import get
from tests.events.programmes import morning
from tests.factories import make_published_event

pytestmark = pytest.mark.django_db

FRIDAY = date(2027, 1, 29)


def data_of(event: Event) -> dict[str, Any]:
    return event_data(event_page(event, now=timezone.now()))


def test_data_says_when_where_and_how_many_may_come() -> None:
    data = data_of(morning(day=FRIDAY, seats_taken=24))

    assert data["@type"] == "Event"
    assert data["startDate"] == "2027-01-29T08:30:00+01:00"
    assert data["endDate"] == "2027-01-29T12:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["maximumAttendeeCapacity"] == 50
    assert data["remainingAttendeeCapacity"] == 26
    assert data["isAccessibleForFree"] is True
    assert data["location"] == [
        {"@type": "Place", "name": "Kulturhuset Lanterna", "address": "Bryggegata 4, Fjordby"}
    ]
    assert [one["name"] for one in data["funder"]] == ["Fjordfondet"]


def test_offer_costs_nothing_and_says_when_it_is_gone() -> None:
    event = make_published_event(capacity=1)
    free = data_of(event)["offers"]
    event.seats_taken = 1

    taken = data_of(event)["offers"]

    assert (free["price"], free["priceCurrency"]) == ("0", "NOK")
    assert free["availability"] == "https://schema.org/InStock"
    assert taken["availability"] == "https://schema.org/SoldOut"
    assert free["url"].endswith(f"{event.get_absolute_url()}pamelding/")


def test_cancelled_event_says_so_and_offers_nothing() -> None:
    data = data_of(make_published_event(status=EventStatus.CANCELLED))

    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in data


def test_event_without_a_limit_claims_none() -> None:
    data = data_of(make_published_event(capacity=None))

    assert "maximumAttendeeCapacity" not in data
    assert "remainingAttendeeCapacity" not in data


def test_digital_event_never_gives_away_its_link() -> None:
    event = make_published_event(format=EventFormat.DIGITAL, digital_link="https://meet.example.org/hemmelig")

    assert "hemmelig" not in json.dumps(data_of(event))


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "\u2028 & \"'\\", "]]>"])
def test_block_holds_any_text_without_ending_the_script(client: Client, text: str) -> None:
    event = make_published_event(title=text, introduction=text, venue_name=text, hashtags=text)

    html = get(client, event).content.decode()

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.S)
    assert len(blocks) == 1
    assert json.loads(blocks[0])["name"] == text
    assert not set("<>&\u2028") & set(blocks[0])


def test_block_follows_the_seats() -> None:
    event = make_published_event(capacity=10, seats_taken=3)

    block = event_block(event_page(event, now=timezone.now() + timedelta(minutes=1)))

    assert json.loads(block)["remainingAttendeeCapacity"] == 7
