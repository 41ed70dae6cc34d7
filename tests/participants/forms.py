"""Fill in the public form, for tests."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from events.models import Event
from inkludering.tokens import new_form_token
from participants.cookies import Receipt, read_receipt
from tests.participants.answers import NAMES


def register_url(event: Event) -> str:
    return f"/arrangementer/{event.year}/{event.slug}/pamelding/"


def token_from(seconds_ago: float = 60) -> str:
    """A form token as if the form had been opened some time ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds_ago), tick=False):
        return new_form_token()


def filled_in(number: int = 1, **fields: Any) -> dict[str, Any]:
    first_name, last_name = NAMES[number % len(NAMES)]
    values = {
        "first_name": first_name,
        "last_name": last_name,
        "email": f"person{number}@example.org",
        "organisation_name": "Elvestad kommune",
        "sector": "public",
        "working_languages": ["nb"],
        "homepage": "",
        "token": token_from(),
    }
    return values | fields


def a_client() -> Client:
    """A browser of its own: a rate limit of one never counts for another."""
    client = Client(enforce_csrf_checks=False)
    client.cookies["csrftoken"] = uuid4().hex
    return client


def receipt_of(client: Client, event: Event) -> Receipt:
    """What the browser of ``client`` has been told of its last form."""
    request = HttpRequest()
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    receipt = read_receipt(request, event.pk)
    assert receipt
    return receipt
