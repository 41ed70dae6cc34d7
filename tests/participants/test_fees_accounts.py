"""Payments by hand, what is owed, the file for the accounts, and the end of it after five years."""

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from inkludering.errors import DomainError
from participants.models import FeeAgreement, FeeType, Invoice, Payment, Registration, Seller
from participants.services.accounts import accounts_of, note_payment, sums_of, undo_payment
from participants.services.accounts_retention import forget_old_accounts
from participants.services.invoicing import issue_all
from regions.models import RoleKind
from tests.factories import make_registration, make_role, make_user, oslo
from tests.participants.accounts import make_agreement, make_fees, make_invoice, make_payment, make_seller

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = NOW.date()


def invoiced_event(people: int = 1, **fields: Any) -> Event:
    event = make_fees().event
    make_seller(controller=event.controller)
    for _number in range(people):
        make_agreement(make_registration(event), **fields)
    issue_all(event=event, now=NOW, by=make_user())
    return event


def sign_in(event: Event, kind: str = RoleKind.FINANCE) -> Client:
    user, client = make_role(kind, event.region).user, Client()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client.force_login(user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"participants_work:{name}", args=args)


def pay(registration: Registration, amount: int, paid_on: date = TODAY) -> Payment:
    return note_payment(registration=registration, amount=amount, paid_on=paid_on, by=make_user(), now=NOW)


def test_sums_follow_payments_and_the_date() -> None:
    event = invoiced_event(2)
    pay(event.registrations.order_by("pk")[0], 700_00)

    sums = sums_of(accounts_of(event, today=TODAY + timedelta(days=30)))

    assert (sums.billed, sums.paid, sums.owed, sums.to_pay_back) == (1000_00, 700_00, 500_00, 200_00)
    assert (sums.overdue, sums.uninvoiced) == (1, 0)
    assert sums_of(accounts_of(event, today=TODAY)).overdue == 0


def test_list_asks_the_same_for_three_and_thirty() -> None:
    few, many = invoiced_event(3), invoiced_event(30)

    def queries(event: Event) -> int:
        with CaptureQueriesContext(connection) as captured:
            sums_of(accounts_of(event, today=TODAY))
        return len(captured)

    assert queries(few) == queries(many) == 3


@pytest.mark.parametrize(("amount", "days"), [(-1, 0), (500_00, 1)])
def test_impossible_payment_is_refused(amount: int, days: int) -> None:
    event = invoiced_event()

    with pytest.raises(DomainError):
        pay(event.registrations.get(), amount, TODAY + timedelta(days=days))


def test_wrong_entry_is_put_right_once_and_both_stay() -> None:
    payment = pay(invoiced_event().registrations.get(), 500_00)

    for _time in range(2):
        undo_payment(payment=payment, by=make_user(), now=NOW)

    assert list(Payment.objects.order_by("pk").values_list("amount", flat=True)) == [500_00, -500_00]


def test_second_click_notes_nothing_more_and_the_next_payment_counts() -> None:
    registration, by = invoiced_event().registrations.get(), make_user()

    def note(seconds: int) -> Payment:
        now = NOW + timedelta(seconds=seconds)
        return note_payment(registration=registration, amount=100_00, paid_on=TODAY, by=by, now=now)

    first, again, later = note(0), note(2), note(60)
    undo_payment(payment=later, by=by, now=NOW)

    assert first == again
    assert Payment.objects.filter(amount=100_00).count() == 2
    assert note(61) not in (first, later)


def test_finance_goes_from_seller_to_payment() -> None:
    event = make_fees().event
    registration = make_agreement(make_registration(event)).registration
    client = sign_in(event)
    seller = {"name": "Fjordby", "organisation_number": "971 277 882", "street": "Gata 1", "city": "Fjordby"}
    seller |= {"postal_code": "3700", "email": "f@example.org", "bank_account": "8601.11.17947"}

    client.post(url("seller", event.pk), seller)
    client.post(url("invoice_one", event.pk, registration.pk))
    client.post(url("pay", event.pk, registration.pk), {"amount": "500", "paid_on": TODAY.isoformat()})
    page = client.get(url("accounts", event.pk)).content.decode()

    assert Seller.objects.get().bank_account == "86011117947"
    assert Payment.objects.get().amount == 500_00
    assert f"/faktura/{Invoice.objects.get().pk}/ehf.xml" in page
    assert client.get(url("invoice_ehf", event.pk, Invoice.objects.get().pk)).content.startswith(b"<?xml")
    assert client.get(url("invoice_pdf", event.pk, Invoice.objects.get().pk)).content.startswith(b"%PDF")


def test_coordinator_looks_and_changes_nothing() -> None:
    event = invoiced_event()
    client, registration = sign_in(event, RoleKind.COORDINATOR), event.registrations.get()

    page = client.get(url("accounts", event.pk))
    refused = client.post(url("pay", event.pk, registration.pk), {"amount": "500", "paid_on": "2026-01-01"})

    assert page.status_code == 200
    assert 'method="post" action="/arbeid/arrangementer' not in page.content.decode()
    assert refused.status_code == 403
    assert client.get(url("accounts_csv", event.pk)).status_code == 403


def test_csv_has_commas_signs_and_no_formula() -> None:
    event = invoiced_event(payer_name="=cmd|' /C calc'!A0", reference="+47")
    registration = event.registrations.get()
    pay(registration, 500_00)

    rows = sign_in(event).get(url("accounts_csv", event.pk)).content.decode("utf-8-sig").splitlines()

    invoice, payment = (row.split(";") for row in rows[1:])
    assert invoice[4:7] == ["'=cmd|' /C calc'!A0", "974760673", "'+47"]
    assert invoice[8:] == ["500,00", "0,00", "O", "500,00", "NOK"]
    assert payment[1] == invoice[1] == "1"
    assert payment[4] == invoice[4]
    assert payment[8:] == ["", "", "", "500,00", "NOK"]


@pytest.mark.bothdb
def test_accounts_end_five_years_after_their_year() -> None:
    agreement = make_agreement()
    make_payment(agreement)
    invoice = make_invoice(agreement)
    make_invoice(
        agreement, kind="credit_note", credits=invoice, number=2, due_date=None, seller=invoice.seller
    )

    assert forget_old_accounts(now=oslo(2032, 12, 31)) == 0
    assert forget_old_accounts(now=oslo(2033, 1, 1)) == 1
    assert not FeeAgreement.objects.exists()
    assert not Invoice.objects.exists()


@pytest.mark.bothdb
def test_agreement_without_invoice_ends_with_its_person() -> None:
    kept, gone = make_agreement(), make_agreement()
    Registration.objects.filter(pk=gone.registration_id).update(search_text="")

    assert forget_old_accounts(now=NOW) == 1
    assert FeeAgreement.objects.get() == kept


def test_crediting_asks_first_and_tells_what_it_will_do() -> None:
    event = invoiced_event(invoice_email="faktura@example.org")
    pay(event.registrations.get(), 500_00)
    client, invoice = sign_in(event), Invoice.objects.get()

    page = client.get(url("invoice_credit", event.pk, invoice.pk)).content.decode()

    assert not Invoice.objects.filter(kind="credit_note").exists()
    assert "faktura@example.org" in page
    assert "500\u00a0kr er betalt" in page
    assert 'name="seen" value="50000"' in page
    assert "2, hvis ingen annen" in page


def test_crediting_does_what_the_page_said_or_nothing() -> None:
    event = invoiced_event()
    client, invoice = sign_in(event), Invoice.objects.get()
    address = url("invoice_credit", event.pk, invoice.pk)

    for seen in ("", "45000", "²", "9" * 50):
        client.post(address, {"seen": seen})
    before = Invoice.objects.filter(kind="credit_note").count()
    client.post(address, {"seen": "50000"})

    assert before == 0
    assert Invoice.objects.get(kind="credit_note").total == 500_00
    assert client.get(address).status_code == 302


def test_a_price_is_given_to_those_who_are_ticked() -> None:
    event = make_fees().event
    first, second = make_registration(event), make_registration(event)
    client, price = sign_in(event), FeeType.objects.get().pk

    for people in ([], ["x"], [first.pk, "9" * 40]):
        client.post(url("give_fee", event.pk), {"fee_type": price, "people": people})
    assert not FeeAgreement.objects.exists()
    client.post(url("give_fee", event.pk), {"fee_type": price, "people": [first.pk]})

    assert FeeAgreement.objects.get().registration == first
    assert f'value="{second.pk}"' in client.get(url("accounts", event.pk)).content.decode()


def test_money_is_noted_only_where_it_was_asked_for() -> None:
    registration = make_agreement(make_registration(make_fees().event)).registration

    with pytest.raises(DomainError, match="Lag fakturaen"):
        pay(registration, 500_00)
