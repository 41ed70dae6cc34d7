"""Everything about money in a browser: no fault, nothing scrolls sideways, sums said at their place."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.models import Event, EventDay
from inkludering.tokens import own_link
from participants.models import FeeAgreement, FeeType, Registration
from participants.services.invoicing import issue_invoice
from regions.models import RoleKind
from tests.factories import make_published_event, make_registration, make_user
from tests.participants.accounts import make_agreement, make_code, make_fees, make_payment, make_seller
from tests.participants.coordinators import work
from tests.participants.forms import register_url
from tests.participants.test_asked_browser import shoot, signed_in, wrong, wrong_here

pytestmark = [pytest.mark.django_db(transaction=True)]


def make_costly() -> tuple[Event, Registration, Registration]:
    """One who has paid an invoice, one without invoice, one without a price."""
    event = make_published_event(
        title="Nye frivillige i små og store kommuner", day=timezone.localdate() + timedelta(days=40)
    )
    make_fees(event, 1495_00, 750_50)
    make_code(event)
    make_seller(controller=event.controller)
    paid, waiting = (make_agreement(make_registration(event), amount=1495_00) for _number in range(2))
    make_registration(event, first_name="Åse-Marie", last_name="Øvregård-Knutsen")
    issue_invoice(registration=paid.registration, now=timezone.now(), by=make_user())
    make_payment(paid, 1495_00)
    return event, paid.registration, waiting.registration


def test_pages_of_those_who_pay_have_no_fault(page: Page, web_server: Any) -> None:
    event, paid, waiting = make_costly()
    for registration in (paid, waiting):
        page.goto(f"/min/{own_link(registration.pk, registration.link_version)}/")

    pages = {"fee-form": register_url(event), "fee-own": f"/min/{paid.pk}/"}
    pages |= {"fee-payer": f"/min/{waiting.pk}/betaler/", "fee-cancel": f"/min/{paid.pk}/avmelding/"}
    pages |= {"fee-own-open": f"/min/{waiting.pk}/"}

    assert wrong(page, pages) == {}


def test_pages_of_finance_have_no_fault(page: Page, web_server: Any) -> None:
    event, paid, waiting = make_costly()
    invoice = FeeAgreement.objects.get(registration=paid).invoices.get()
    signed_in(page, RoleKind.FINANCE, event, web_server.url)

    pages = {"accounts": work(event, "okonomi/"), "seller": work(event, "okonomi/avsender/")}
    pages |= {"credit": work(event, f"okonomi/faktura/{invoice.pk}/krediter/")}
    pages |= {"payer": work(event, f"okonomi/{waiting.pk}/betaler/"), "fees": work(event, "deltakeravgift/")}

    assert wrong(page, pages) == {}


def test_pages_of_prices_for_some_days_have_no_fault(page: Page, web_server: Any) -> None:
    event, _paid, waiting = make_costly()
    assert event.first_date
    day = EventDay.objects.create(event=event, date=event.first_date + timedelta(days=1))
    Event.objects.filter(pk=event.pk).update(ends_at=timezone.now() + timedelta(days=41, hours=12))
    price = FeeType.objects.filter(event=event, code="").first()
    assert price
    price.days.set([day])
    page.goto(register_url(event))
    shown = wrong_here(page, "feeday-form")
    signed_in(page, RoleKind.COORDINATOR, event, web_server.url)

    pages = {"feeday-fees": work(event, "deltakeravgift/"), "feeday-person": f"pameldte/{waiting.pk}/"}
    pages |= {"feeday-price": f"deltakeravgift/{price.pk}/", "feeday-other": f"okonomi/{waiting.pk}/pris/"}
    paths = {name: path if path.startswith("/") else work(event, path) for name, path in pages.items()}

    assert (shown, wrong(page, paths)) == ([], {})


def test_a_wrong_payment_is_said_where_it_was_typed(page: Page, web_server: Any) -> None:
    event, paid, _waiting = make_costly()
    signed_in(page, RoleKind.FINANCE, event, web_server.url)
    page.goto(work(event, "okonomi/"))
    amount = page.locator(f"#amount-{FeeAgreement.objects.get(registration=paid).pk}")

    page.locator("summary", has_text="Noter en betaling").click()
    amount.fill("tusen")
    amount.press("Enter")

    expect(amount).to_be_focused()
    expect(amount).to_have_value("tusen")
    expect(page.locator("main")).to_contain_text("Skriv et beløp som 500 eller 1495,50.")
    shoot(page, "payment-wrong")


def test_another_account_is_asked_for_twice(page: Page, web_server: Any) -> None:
    event, _paid, _waiting = make_costly()
    signed_in(page, RoleKind.FINANCE, event, web_server.url)
    page.goto(work(event, "okonomi/avsender/"))

    page.locator('[name="bank_account"]').fill("1234 56 78903")
    page.locator("main form button").click()
    shoot(page, "seller-again")
    page.locator('[name="again"]').fill("12345678903")
    page.locator("main form button").click()

    expect(page.locator("main")).to_contain_text("Lagret.")
    assert FeeType.objects.filter(event=event).count() == 3
