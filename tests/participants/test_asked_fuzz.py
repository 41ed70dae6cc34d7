"""No input in the fields that only some events ask gives a server error, or loses a row."""

from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from inkludering.tokens import own_link
from participants import own_urls
from participants.models import Registration
from tests.factories import make_offer, make_registration
from tests.participants.accounts import make_agreement, make_code, make_fees
from tests.participants.coordinators import client_as, work
from tests.participants.forms import a_client, filled_in, register_url
from tests.participants.test_asked_browser import make_full
from tests.participants.test_fuzz import CORPUS
from tests.participants.test_more import colleague
from tests.shares import in_shares, share

FINE = {200, 302, 303, 400, 413, 429}
SHORT = [CORPUS[0], CORPUS[2], "x" * 200_000, str(10**30), "-1", "\u202e", ["a", "b"], b"\xff\xfe", "٣"]
NAMES = [
    *("days", "items", "country", "part", "assignment", "experience", "looks_for", "offers", "wall"),
    *("diet", "diet_other", "diet_consent", "access", "access_other", "access_consent"),
    *("colleagues", "add_colleague", "drop_colleague", "together"),
    *("for_other", "helper_name", "helper_email", *colleague(0)),
]

FEE = [
    *("fee", "fee_code", "payer_kind", "payer_name", "organisation_number", "electronic_address"),
    *("reference", "order_number", "invoice_email", "street", "postal_code", "city", "payer_country"),
    *("colleague0-fee", "colleague0-fee_code"),
]


@pytest.mark.django_db
@in_shares(3)
@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_never_break_the_form(name: str, parts: int) -> None:
    event = make_full()
    question = event.questions.get(kind="text")

    for number, hostile in enumerate(share(SHORT, NAMES.index(name), parts)):
        sent: dict[str, Any] = filled_in(number, country="NO", days=[1], **{question.field_name: "ja"})
        answer = a_client().post(register_url(event), sent | {"colleagues": "1"} | {name: hostile})
        assert answer.status_code in FINE, (name, hostile)


def own_pages() -> list[str]:
    """Every address behind the own link, also those to come."""
    return [str(one.name) for one in own_urls.urlpatterns if "<int:registration_id>" in str(one.pattern)]


def own_page(name: str, registration: Registration) -> str:
    """The address of one of them; what it takes besides the registration is guessed."""
    pattern = next(str(one.pattern) for one in own_urls.urlpatterns if one.name == name)
    more = {"number": 1, "kind": "diet"}
    wanted = {key: value for key, value in more.items() if f":{key}>" in pattern}
    return reverse(f"own:{name}", kwargs=wanted | {"registration_id": registration.pk})


@pytest.mark.django_db
@in_shares(3)
@pytest.mark.parametrize("name", own_pages())
def test_hostile_values_never_break_the_own_pages(name: str, parts: int) -> None:
    event = make_full()
    names = [*NAMES, *FEE, *filled_in(), *(one.field_name for one in event.questions.all())]

    for number, hostile in enumerate(share(SHORT, own_pages().index(name), parts), 1):
        place = {"status": "waiting", "position": number} if "offer" in name else {}
        registration = make_registration(event, **place)
        make_agreement(registration)
        make_offer(registration)
        client = a_client()
        client.get(f"/min/{own_link(registration.pk, registration.link_version)}/")
        address = own_page(name, registration)
        answers = [client.get(address, {"q": hostile}), client.post(address, dict.fromkeys(names, hostile))]
        assert {one.status_code for one in answers} <= FINE | {404, 405}, hostile


@pytest.mark.django_db
@in_shares(4)
def test_hostile_values_never_break_the_price(parts: int) -> None:
    event = make_fees(make_full()).event
    make_code(event)
    price = event.fee_types.get(code="").pk
    bad = ("\0", ["a", "b"], SHORT[-1], "-1")
    alone = [{name: one} for number, name in enumerate(FEE) for one in share(bad, number, parts)]

    for number, hostile in enumerate([*alone, *(dict.fromkeys(FEE, one) for one in SHORT)]):
        paid: dict[str, Any] = filled_in(number, country="NO", fee=price, colleagues="1")
        answer = a_client().post(register_url(event), paid | colleague(0, fee=price) | hostile)
        assert answer.status_code in FINE, hostile


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["email", "token", "csrfmiddlewaretoken"])
def test_hostile_values_never_break_the_way_to_a_lost_link(name: str) -> None:
    for hostile in SHORT:
        sent = {"email": "a@example.org", "token": "x"} | {name: hostile}
        answer = a_client().post(reverse("participants:find_own"), sent)
        assert answer.status_code in FINE, (name, hostile)


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

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({name: st.text(max_size=30) for name in NAMES}))
    def test_any_text_gets_an_answer(self, fields: dict[str, str]) -> None:
        event = make_full()

        answer = a_client().post(register_url(event), filled_in(1) | fields)

        assert answer.status_code in FINE
        assert Registration.objects.count() <= 10
