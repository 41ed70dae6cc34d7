"""One sender of invoices for all regions of an organisation; another account is asked for twice and told."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from inkludering.outbox.services import pump
from participants.models import Invoice, Seller
from participants.services.invoicing import issue_invoice
from participants.services.sellers import save_seller
from regions.models import RoleKind
from tests.factories import make_published_event, make_registration, make_role, make_user
from tests.participants.accounts import ACCOUNT, NUMBERS, make_agreement, make_fees, make_seller
from tests.participants.test_fees_accounts import sign_in

pytestmark = pytest.mark.django_db
OTHER_ACCOUNT = "12345678903"
SELLER = {"name": "Fjordby kommune", "organisation_number": NUMBERS[1], "street": "Bryggegata 4"}
SELLER |= {"postal_code": "3700", "city": "Fjordby", "email": "faktura@example.org"}


def make_shared() -> tuple[Event, Event]:
    """Days of two regions that cost something, with one organisation behind both."""
    event = make_fees().event
    make_seller(controller=event.controller)
    return event, make_fees(make_published_event(controller=event.controller)).event


def send(client: Client, event: Event, **fields: str) -> Any:
    return client.post(reverse("participants_work:seller", args=[event.pk]), SELLER | fields)


def test_invoices_of_both_regions_have_numbers_in_one_line() -> None:
    by, now = make_user(), timezone.now()

    for event in make_shared():
        registration = make_agreement(make_registration(event)).registration
        issue_invoice(registration=registration, now=now, by=by)

    assert list(Invoice.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("again", ["", ACCOUNT, "1"])
def test_another_account_is_not_saved_before_it_is_written_twice(again: str) -> None:
    event, other = make_shared()

    page = send(sign_in(event), event, bank_account=OTHER_ACCOUNT, again=again)

    assert page.status_code == 200
    assert 'href="#id_again"' in page.content.decode()
    assert "8601 11 17947" in page.content.decode()
    assert other.region.name in page.content.decode()
    assert Seller.objects.get().bank_account == ACCOUNT


def test_another_account_is_logged_and_told_in_every_region(mailoutbox: list[Any]) -> None:
    event, other = make_shared()
    told = [make_role(kind, other.region).user for kind in (RoleKind.COORDINATOR, RoleKind.FINANCE)]
    make_role(RoleKind.FACILITATOR, other.region)
    make_role(RoleKind.FINANCE, make_fees().event.region)

    send(sign_in(event), event, bank_account="1234.56.78903", again=OTHER_ACCOUNT)
    pump()

    finance = Entry.objects.get(verb="seller.account_changed").by_id
    assert Seller.objects.get().bank_account == OTHER_ACCOUNT
    assert len(mailoutbox) == 3
    assert {one.email for one in told} < {mail.to[0] for mail in mailoutbox}
    assert finance not in {one.pk for one in told}
    assert "8601 11 17947" in str(mailoutbox[0].body)
    assert "1234 56 78903" in str(mailoutbox[0].body)


def test_all_else_is_saved_without_asking_twice(mailoutbox: list[Any]) -> None:
    event, _other = make_shared()

    send(sign_in(event), event, bank_account="8601 11 17947", city="Elvestad")
    pump()

    assert (Seller.objects.get().city, mailoutbox) == ("Elvestad", [])
    assert not Entry.objects.filter(verb="seller.account_changed").exists()


def test_an_account_changed_meanwhile_is_not_changed_back_unseen() -> None:
    event, _other = make_shared()
    stale = Seller.objects.get()
    Seller.objects.update(bank_account=OTHER_ACCOUNT)

    with pytest.raises(DomainError):
        save_seller(seller=stale, by=make_user(), event=event)

    assert Seller.objects.get().bank_account == OTHER_ACCOUNT
