"""No input in the forms about money gives a server error; sums that cannot be are answered in words."""

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.models import Event
from inkludering.tokens import own_link
from participants.models import FeeAgreement, FeePlan, FeeType, Invoice, Payment, Seller
from participants.money import read_amount
from participants.services.invoicing import issue_invoice
from tests.factories import make_registration, make_user
from tests.participants.accounts import make_agreement, make_code, make_fees, make_seller
from tests.participants.coordinators import client_as, work
from tests.participants.forms import a_client, filled_in, register_url
from tests.participants.test_asked_fuzz import FINE, SHORT
from tests.participants.test_fees_accounts import sign_in
from tests.participants.test_fees_setting import TERMS
from tests.participants.test_fees_setting import VAT as NO_VAT
from tests.shares import in_shares, share

HOSTILE = [*SHORT, "1e9", "9" * 400, "²", "1 200,50 kr", "NaN", "0088:" + "1" * 50, "\x00"]
PAYER = ["payer_kind", "payer_name", "organisation_number", "electronic_address", "reference"]
PAYER += ["order_number", "invoice_email", "street", "postal_code", "city", "payer_country"]
SELLER = ["name", "organisation_number", "street", "postal_code", "city", "email", "bank_account", "again"]
WRONG = ["-1", "1e9", "9" * 400, "mye", "1,234", "NaN", "²", "100000,01", "1 2 3"]


def make_costly() -> Event:
    event = make_fees(None, 500_00, 300_00).event
    make_code(event)
    make_seller(controller=event.controller)
    return event


def make_invoiced(event: Event) -> Invoice:
    registration = make_agreement(make_registration(event)).registration
    return issue_invoice(registration=registration, now=timezone.now(), by=make_user())


@pytest.mark.django_db
@in_shares(4)
@pytest.mark.parametrize("name", ["fee", "fee_code", *PAYER])
def test_hostile_values_never_break_the_public_form(name: str, parts: int) -> None:
    event = make_costly()
    price = str(FeeType.objects.filter(code="").latest("pk").pk)

    for number, hostile in enumerate(share(HOSTILE, ["fee", "fee_code", *PAYER].index(name), parts)):
        sent: dict[str, Any] = filled_in(number, fee=price, payer_kind="organisation", reference="1")
        answer = a_client().post(register_url(event), sent | {name: hostile})
        assert answer.status_code in FINE, hostile


@pytest.mark.django_db
@in_shares(2)
def test_hostile_values_never_break_who_pays(parts: int) -> None:
    agreement = make_agreement()
    registration = agreement.registration
    client, coordinator = a_client(), client_as(registration.event)
    client.get(f"/min/{own_link(registration.pk, registration.link_version)}/")
    page = work(registration.event, f"okonomi/{registration.pk}/betaler/")
    places = [(client, f"/min/{registration.pk}/betaler/"), (coordinator, page)]

    for number, (who, address) in enumerate(places):
        for hostile in share(HOSTILE, number, parts):
            assert who.post(address, dict.fromkeys(PAYER, hostile)).status_code in FINE, hostile


@pytest.mark.django_db
@in_shares(4)
def test_hostile_values_never_break_the_accounts(parts: int) -> None:
    event = make_costly()
    invoice, client = make_invoiced(event), sign_in(event)
    person = invoice.agreement.registration_id
    pages = {"avsender/": SELLER, f"{person}/betaling/": ["amount", "paid_on", "went_back"]}
    pages |= {"uten-pris/": ["people", "fee_type"], f"faktura/{invoice.pk}/krediter/": ["seen"]}

    for number, (page, names) in enumerate(pages.items()):
        for hostile in share(HOSTILE, number, parts):
            sent = dict.fromkeys(names, hostile)
            assert client.post(work(event, f"okonomi/{page}"), sent).status_code in FINE, (page, hostile)

    assert Seller.objects.get().bank_account == "86011117947"


@pytest.mark.django_db
@in_shares(3)
def test_hostile_values_never_break_prices_and_terms(parts: int) -> None:
    event = make_costly()
    client = client_as(event)
    pages = {"": [*TERMS, *NO_VAT, "vat_percent", "terms"], "pris/": ["price-name", "price-amount"]}
    pages["kode/"] = ["code-code", "code-reason"]

    for number, (page, names) in enumerate(pages.items()):
        for hostile in share(HOSTILE, number, parts):
            answer = client.post(work(event, f"deltakeravgift/{page}"), dict.fromkeys(names, hostile))
            assert answer.status_code in FINE, (page, hostile)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [*WRONG, "", "\x00"])
def test_a_sum_that_cannot_be_is_answered_at_its_field(typed: str) -> None:
    event = make_costly()
    client = client_as(event)

    price = client.post(
        work(event, "deltakeravgift/pris/"), {"price-name": "Pris", "price-amount": typed}
    ).content.decode()
    terms = client.post(
        work(event, "deltakeravgift/"), TERMS | NO_VAT | {"admin_min": typed}
    ).content.decode()

    assert 'href="#id_price-amount"' in price
    assert 'href="#id_admin_min"' in terms
    assert FeeType.objects.filter(code="").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("typed", WRONG)
def test_a_payment_that_cannot_be_is_answered_in_words(typed: str) -> None:
    event = make_costly()
    invoice, client = make_invoiced(event), sign_in(event)
    page = work(event, f"okonomi/{invoice.agreement.registration_id}/betaling/")

    answer = client.post(page, {"amount": typed, "paid_on": "2026-11-01"}).content.decode()

    described = f'aria-describedby="amount-{invoice.agreement_id}-error"'
    assert described in answer
    assert answer.count("Skriv et beløp som 500 eller 1495,50.") == 1
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("typed", "hundredths"), [("1 200,50", 1200_50), ("1\u00a0200,50 kr", 1200_50), ("1.200,50", 1200_50)]
)
def test_sums_as_they_are_copied(typed: str, hundredths: int) -> None:
    assert read_amount(typed) == hundredths


class TestAnything(TestCase):
    """Text of any kind in every field at once."""

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({name: st.text(max_size=30) for name in ["fee", "fee_code", *PAYER]}))
    def test_any_text_gets_an_answer(self, fields: dict[str, str]) -> None:
        event = make_costly()

        answer = a_client().post(register_url(event), filled_in(1) | fields)

        assert answer.status_code in FINE
        assert FeeAgreement.objects.count() <= 1
        assert FeePlan.objects.count() == 1
