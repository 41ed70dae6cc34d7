"""Rows for the bench, and the SQL statements each measured call costs. Imported after Django is set up."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import ItemKind
from participants.services.door_access import make_door_link, open_door
from tests.bench.run import answers, hidden
from tests.factories import make_item, make_published_event, make_registration, make_user


@dataclass(frozen=True)
class Made:
    event_path: str
    scan_path: str
    people: list[int]
    door_token: str


def make(people: int) -> Made:
    """A published event with a whole programme, people with seats, and a door."""
    event = make_published_event(capacity=None)
    for number in range(18):
        make_item(event, f"{8 + number // 6:02}.{number % 6}0", ItemKind.TALK, title=f"Post {number}")
    made = [make_registration(event, first_name=f"Kari {number}").pk for number in range(people)]
    day = event.days.get()
    now = timezone.now()
    opened = open_door(code=make_door_link(day=day, by=make_user(), now=now), name="Bench", now=now)
    return Made(event.get_absolute_url(), f"/dor/{day.pk}/skann/", made, opened.token)


def count_sql(made: Made) -> dict[str, str]:
    """Statements of a warm event page, of a registration with its POST alone, and of one check-in."""
    client = Client(HTTP_HOST="localhost")
    client.get(made.event_path)
    page = statements(lambda: client.get(made.event_path))
    client.cookies["door"] = made.door_token
    scan = {
        "id": str(uuid.uuid4()),
        "kind": "check_in",
        "registration": made.people[0],
        "at": "2026-01-01T08:00Z",
    }
    body = json.dumps({"scans": [scan]})
    check_in = statements(lambda: client.post(made.scan_path, body, content_type="application/json"))
    return {"page": str(page), "check-in": str(check_in), "registration": _registration_sql(made)}


def statements(call: Callable[[], object]) -> int:
    """How many statements a call sends, the words around transactions left out."""
    with CaptureQueriesContext(connection) as captured:
        call()
        return sum(
            query["sql"].split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}
            for query in list(connection.queries_log)[captured.initial_queries :]
        )


def _registration_sql(made: Made) -> str:
    """A warm one: somebody has signed up since the last change of the event."""
    _register(made, 0)
    form, post, thanks = _register(made, 1)
    return f"{form + post + thanks} (POST {post})"


def _register(made: Made, number: int) -> list[int]:
    """Statements of the form, of sending it, and of the page that thanks."""
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    path = f"{made.event_path}pamelding/"
    pages: list[str] = []
    form = statements(lambda: pages.append(client.get(path).content.decode()))
    fields = dict(answers(number, hidden(pages[0], "token"), hidden(pages[0], "csrfmiddlewaretoken")))
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        post = statements(lambda: pages.append(client.post(path, fields)["Location"]))
        thanks = statements(lambda: client.get(pages[1]))
    return [form, post, thanks]
