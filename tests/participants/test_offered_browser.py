"""Offers, applications and parties in a real browser; and what several people on one form cost."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.models import Event
from inkludering.tokens import own_link
from participants.models import FeeAgreement, OfferState, Registration, SeatOffer, SignUp
from regions.models import RoleKind
from tests.factories import make_offer, make_registration
from tests.participants.accounts import make_code, make_fees
from tests.participants.coordinators import work
from tests.participants.forms import register_url
from tests.participants.test_asked_browser import make_full, plain, signed_in, wrong, wrong_here

__all__ = ["plain"]

pytestmark = [pytest.mark.django_db(transaction=True)]


def make_in_line(event: Event, position: int, **fields: Any) -> Registration:
    return make_registration(event, status="waiting", position=position, **fields)


def end_offer(registration: Registration, state: OfferState) -> None:
    offer = make_offer(registration)
    SeatOffer.objects.filter(pk=offer.pk).update(state=state, ended_at=offer.offered_at)


def own_pages(page: Page, registrations: dict[str, Registration]) -> dict[str, str]:
    """Open the link of each; returns where its page and that of its offer are."""
    found: dict[str, str] = {}
    for name, one in registrations.items():
        page.goto(f"/min/{own_link(one.pk, one.link_version)}/")
        found |= {name: f"/min/{one.pk}/", f"{name}-seat": f"/min/{one.pk}/plass/"}
    return found


def test_offers_have_no_fault_and_never_scroll_sideways(page: Page, web_server: Any) -> None:
    event = make_full()
    people = {name: make_in_line(event, number) for number, name in enumerate(("held", "late", "line"), 1)}
    make_offer(people["held"])
    end_offer(people["late"], OfferState.EXPIRED)

    assert wrong(page, own_pages(page, people)) == {}


def test_applications_have_no_fault_and_never_scroll_sideways(page: Page, web_server: Any) -> None:
    event = make_full()
    SignUp.objects.update(approves=True)
    people = {name: make_registration(event, status=name) for name in ("requested", "declined")}

    pages = own_pages(page, people) | {"apply": register_url(event)}

    assert wrong(page, pages) == {}


def test_coordinators_list_of_offers_has_no_fault(page: Page, web_server: Any) -> None:
    event = make_full()
    make_offer(make_in_line(event, 1))
    end_offer(make_in_line(event, 2), OfferState.EXPIRED)
    signed_in(page, RoleKind.COORDINATOR, event, web_server.url)

    pages = {"line": work(event, "pameldte/?status=waiting"), "overview": work(event)}

    assert wrong(page, pages) == {}


def test_party_on_the_form_has_no_fault(page: Page, web_server: Any) -> None:
    page.goto(register_url(make_full()))
    page.locator("summary", has_text="Er dere flere").click()

    page.locator('[name="add_colleague"]').click()
    page.locator('[name="add_colleague"]').click()

    assert wrong_here(page, "party") == []


def fill_in_two(page: Page) -> None:
    """Ida and Ola; the price of each is still to be chosen."""
    page.locator('[name="first_name"]').fill("Ida")
    page.locator('[name="email"]').fill("ida@example.org")
    page.locator('[name="sector"][value="public"]').check()
    page.locator("summary", has_text="Er dere flere").click()
    page.locator('[name="add_colleague"]').click()
    page.locator('[name="colleague0-first_name"]').fill("Ola")
    page.locator('[name="colleague0-email"]').fill("ola@example.org")


def pay_by_organisation(page: Page) -> None:
    page.locator('[name="payer_kind"][value="organisation"]').check()
    page.locator('[name="organisation_number"]').fill("974760673")
    page.locator('[name="reference"]').fill("4711")


def test_total_of_several_follows_what_is_chosen(page: Page, web_server: Any) -> None:
    event = make_fees(None, 1495_00, 850_50).event
    make_code(event)
    page.goto(register_url(event))
    total = page.locator("[data-total]")
    hidden_at_first = total.is_hidden()

    fill_in_two(page)
    page.locator('[name="fee"]').nth(0).check()
    page.locator('[name="colleague0-fee"]').nth(1).check()
    both = total.inner_text()
    page.locator('[name="fee_code"]').fill("INNLEDER")

    assert hidden_at_first
    assert both.replace("\u00a0", " ") == "Deltakeravgift i alt: 2 345,50 kr"
    assert total.inner_text().replace("\u00a0", " ") == "Deltakeravgift i alt: 850,50 kr"


def test_receipt_says_the_total_without_a_script(plain: Page) -> None:
    event = make_fees(None, 1495_00, 850_50).event
    plain.goto(register_url(event))
    fill_in_two(plain)
    plain.locator('[name="fee"]').nth(0).check()
    plain.locator('[name="colleague0-fee"]').nth(1).check()
    pay_by_organisation(plain)

    plain.wait_for_timeout(2000)  # a form that is sent faster than anybody can is sent back
    plain.locator("main button.cta[type=submit]").click()

    expect(plain.locator("main")).to_contain_text("Deltakeravgift i alt: 2\u00a0345,50\u00a0kr")
    assert sorted(FeeAgreement.objects.values_list("amount", flat=True)) == [850_50, 1495_00]
