"""No input in the fields that only some events ask gives a server error, or loses a row."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from inkludering.tokens import own_link
from participants.models import Registration
from tests.factories import make_registration
from tests.participants.coordinators import client_as, work
from tests.participants.forms import a_client, filled_in, register_url
from tests.participants.test_asked_browser import make_full
from tests.participants.test_fuzz import CORPUS
from tests.participants.test_more import colleague

FINE = {200, 302, 303, 400, 413, 429}
SHORT = [CORPUS[0], CORPUS[2], "x" * 200_000, str(10**30), "-1", "\u202e", ["a", "b"], b"\xff\xfe", "٣"]
NAMES = [
    *("days", "items", "country", "part", "assignment", "experience", "looks_for", "offers", "wall"),
    *("diet", "diet_other", "diet_consent", "access", "access_other", "access_consent"),
    *("colleagues", "add_colleague", "drop_colleague", "together"),
    *("for_other", "helper_name", "helper_email", *colleague(0)),
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_never_break_the_form(name: str) -> None:
    event = make_full()
    question = event.questions.get(kind="text")

    for number, hostile in enumerate(SHORT):
        sent: dict[str, Any] = filled_in(number, country="NO", days=[1], **{question.field_name: "ja"})
        answer = a_client().post(register_url(event), sent | {"colleagues": "1"} | {name: hostile})
        assert answer.status_code in FINE, (name, hostile)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["endre/", "behov/", "gi-videre/"])
def test_hostile_values_never_break_the_own_pages(page: str) -> None:
    event = make_full()
    registration = make_registration(event)
    client, names = a_client(), [*NAMES, *filled_in(), *(one.field_name for one in event.questions.all())]

    for hostile in SHORT:
        client.get(f"/min/{own_link(registration.pk, registration.link_version)}/")
        answer = client.post(f"/min/{registration.pk}/{page}", dict.fromkeys(names, hostile))
        assert answer.status_code in FINE | {404}, hostile


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "kvoter/", "ny/"])
def test_hostile_values_never_break_the_coordinators_forms(page: str) -> None:
    event = make_full()
    client = client_as(event)
    names = ["text", "kind", "options", "help_text", "keep_days", "items", "asks_wall", "sector_public"]

    for hostile in SHORT:
        sent = dict.fromkeys(names, hostile) | {"country_SE": hostile}
        assert client.post(work(event, f"pameldte/sporsmal/{page}"), sent).status_code in FINE, hostile


class TestAnything(TestCase):
    """Text of any kind in every field at once."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({name: st.text(max_size=30) for name in NAMES}))
    def test_any_text_gets_an_answer(self, fields: dict[str, str]) -> None:
        event = make_full()

        answer = a_client().post(register_url(event), filled_in(1) | fields)

        assert answer.status_code in FINE
        assert Registration.objects.count() <= 10
