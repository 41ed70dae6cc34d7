"""What staff write about somebody, and about a price: hostile input is refused, never a fault."""

from typing import Any

import pytest

from events.models import Event
from participants.models import FeeType, Registration
from tests.factories import make_registration
from tests.participants.coordinators import client_as, work
from tests.participants.test_asked_browser import make_full
from tests.participants.test_asked_fuzz import FINE, SHORT
from tests.participants.test_fees_days import make_two_days, send
from tests.participants.test_staff import sent
from tests.shares import in_shares, share

pytestmark = pytest.mark.django_db
HOSTILE = [*SHORT, "²", "9" * 400, "\x00", "-1", "1e9"]
NAMES = ("days", "items", "country", "part", "assignment", "email", "over", "form_id")


@in_shares(4)
@pytest.mark.parametrize("name", NAMES)
def test_hostile_answers_about_somebody_break_nothing(name: str, parts: int) -> None:
    event = make_full()
    person = make_registration(event, email="bo@example.org")
    client = client_as(event)

    for hostile in share(HOSTILE, NAMES.index(name), parts):
        for path in (f"pameldte/{person.pk}/", "pameldte/ny/"):
            answer = client.post(work(event, path), sent() | {name: hostile})
            assert answer.status_code in FINE, (path, hostile)


def test_hostile_answers_to_the_questions_break_nothing() -> None:
    event = make_full()
    person, client = make_registration(event), client_as(event)
    questions = {question.field_name for question in event.questions.all()}

    for hostile in HOSTILE:
        fields: dict[str, Any] = dict.fromkeys(questions, hostile)
        answer = client.post(work(event, f"pameldte/{person.pk}/"), sent() | fields)
        assert answer.status_code in FINE, hostile


def hostile_prices(event: Event, parts: int) -> None:
    client, person = client_as(event), Registration.objects.get()
    for number, name in enumerate(("price-name", "price-amount", "price-days")):
        for hostile in share(HOSTILE, number, parts):
            typed = {"price-name": "Pris", "price-amount": "5"} | {name: hostile}
            path = f"deltakeravgift/{FeeType.objects.on_offer().get(event=event, position=2).pk}/"
            assert client.post(work(event, path), typed).status_code in FINE, hostile
    for hostile in share(HOSTILE, 3, parts):
        chosen = client.post(work(event, f"okonomi/{person.pk}/pris/"), {"fee_type": hostile})
        assert chosen.status_code in FINE, hostile


@in_shares(4)
def test_hostile_prices_break_nothing(parts: int) -> None:
    event = make_two_days()
    send(event)

    hostile_prices(event, parts)
