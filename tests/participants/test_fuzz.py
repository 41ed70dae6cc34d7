"""No input gives a server error, and nobody loses what they typed."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.models import Event
from participants.models import Registration
from tests.factories import make_published_event
from tests.participants.forms import a_client, filled_in, register_url
from tests.shares import in_shares, share

CORPUS: list[Any] = [
    "\0",
    "a\0b",
    "\ud800".encode("utf-8", "surrogatepass"),
    "x" * 1_000_000,
    str(10**30),
    "-1",
    "2027-03-28T02:30",
    "0000-00-00",
    "9999-12-31",
    "😀" * 200,
    "\u202eevil",
    "a\u0300" * 300,
    "\r\nBcc: evil@example.org",
    "<script>alert(1)</script>",
    "{{7*7}}{% debug %}",
    "%s%n{event.__class__}",
    "' OR 1=1 --",
    ["a", "b", "c"],
    [],
    b"\xff\xfe",
    "../../etc/passwd",
]
FIELDS = [*filled_in(), "corrects", "csrfmiddlewaretoken", "status", "event"]


@pytest.mark.django_db
@in_shares(4)
@pytest.mark.parametrize("field", FIELDS)
def test_hostile_values_are_refused_or_kept_but_never_break(field: str, parts: int) -> None:
    event = make_published_event(capacity=None)

    for number, hostile in enumerate(share(CORPUS, FIELDS.index(field), parts)):
        sent = filled_in(number, last_name="Gjenkjennelig")
        answer = a_client().post(register_url(event), sent | {field: hostile})
        assert answer.status_code in {200, 303, 400, 429}, (field, hostile)
        if answer.status_code == 200 and field != "last_name":
            assert "Gjenkjennelig" in answer.content.decode()


@pytest.mark.django_db
def test_hostile_shapes_never_break() -> None:
    event = make_published_event()
    url, client = register_url(event), a_client()
    bodies = [
        (b"", "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % number for number in range(5000)), "application/x-www-form-urlencoded"),
        (b"first_name=%ff%fe&email=%00", "application/x-www-form-urlencoded"),
        (b'{"a":' * 5000, "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"first_name=a", "multipart/form-data"),
        (b"first_name=a", "text/plain; charset=klingon"),
        (b"x" * 3_000_000, "application/x-www-form-urlencoded"),
    ]

    statuses = {client.generic("POST", url, body, content_type).status_code for body, content_type in bodies}

    assert statuses <= {200, 400, 413}
    assert Registration.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/arrangementer/0/x/pamelding/",
        f"/arrangementer/{10**30}/x/pamelding/",
        "/arrangementer/2027/%00/pamelding/",
        "/min/%00/",
        "/min/" + "9" * 300 + "/",
        "/min/" + "9" * 40 + ".1.x/",
        "/min/-1/",
        "/min/1.1.%ff/",
        "/innsyn/?next=//evil.example",
    ],
)
def test_hostile_addresses_are_not_there(path: str, client: Client) -> None:
    assert client.get(path).status_code in {200, 400, 404}
    assert client.post(path).status_code in {200, 400, 404, 405}


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["x", "a:b:c", "é", "\x00", "9" * 4000])
def test_made_up_cookies_open_nothing(cookie: str) -> None:
    event, client = make_published_event(), Client()
    client.cookies["receipt"] = client.cookies["own"] = cookie

    assert client.get(f"{register_url(event)}takk/").status_code == 200
    assert client.get(f"{register_url(event)}?rett").status_code == 200
    assert client.get("/min/1/").status_code == 404


class TestAnything(TestCase):
    """Text of any kind in every field at once."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({name: st.text(max_size=40) for name in filled_in()}))
    def test_any_text_gets_an_answer(self, fields: dict[str, str]) -> None:
        event: Event = make_published_event()

        answer = a_client().post(register_url(event), filled_in(1, **fields))

        assert answer.status_code in {200, 303, 400}
