"""Who pays: changed on the own page and by the coordinator until there is an invoice; Nordic numbers."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from inkludering.audit.models import Entry
from inkludering.outbox.models import Message
from inkludering.tokens import own_link
from participants.identifiers import address_of, read_address, read_number
from participants.invoice_mail import KIND, render
from participants.invoice_pdf import invoice_html
from participants.models import FeeAgreement, Registration
from participants.services.invoicing import credit_by_hand, issue_invoice
from tests.factories import make_user
from tests.participants.accounts import NUMBERS, make_agreement, make_seller
from tests.participants.coordinators import client_as, work

SWEDISH, DANISH = "2120000142", "64942212"
PAYER: dict[str, Any] = {"payer_kind": "organisation", "payer_name": "Nav Fjordby", "reference": "4711"}


def opened(registration: Registration) -> Client:
    client = Client()
    client.get(f"/min/{own_link(registration.pk, registration.link_version)}/")
    return client


def change(agreement: FeeAgreement, **fields: str) -> Any:
    """Send the form of the own page."""
    address = f"/min/{agreement.registration_id}/betaler/"
    return opened(agreement.registration).post(address, PAYER | fields)


@pytest.mark.django_db
def test_person_changes_who_pays_and_sees_it() -> None:
    agreement = make_agreement()
    client = opened(agreement.registration)
    own = f"/min/{agreement.registration_id}/"

    page = client.get(f"{own}betaler/").content.decode()
    client.post(f"{own}betaler/", PAYER | {"organisation_number": "971 277 882", "order_number": "17"})
    after = client.get(own).content.decode()

    assert 'value="Elvestad kommune"' in page
    agreement.refresh_from_db()
    assert (agreement.payer_name, agreement.organisation_number) == ("Nav Fjordby", NUMBERS[1])
    assert "Nav Fjordby" in after
    assert f"{own}betaler/" in after


@pytest.mark.django_db
def test_coordinator_changes_who_pays_and_it_is_in_the_log() -> None:
    agreement = make_agreement()
    event = agreement.registration.event
    client, page = client_as(event), work(event, f"okonomi/{agreement.registration_id}/betaler/")

    seen = client.get(page)
    client.post(page, PAYER | {"organisation_number": NUMBERS[1]})

    assert seen.status_code == 200
    assert (
        f"/okonomi/{agreement.registration_id}/betaler/"
        in client.get(work(event, "okonomi/")).content.decode()
    )
    agreement.refresh_from_db()
    assert agreement.payer_name == "Nav Fjordby"
    assert Entry.objects.filter(verb="fee.payer_changed").count() == 1


@pytest.mark.django_db
def test_after_the_invoice_nobody_changes_it() -> None:
    agreement = make_agreement()
    event = agreement.registration.event
    make_seller(controller=event.controller)
    issue_invoice(registration=agreement.registration, now=timezone.now(), by=make_user())

    change(agreement, organisation_number=NUMBERS[1])
    client_as(event).post(work(event, f"okonomi/{agreement.registration_id}/betaler/"), PAYER)

    agreement.refresh_from_db()
    assert agreement.payer_name == "Elvestad kommune"
    assert (
        "/betaler/"
        not in opened(agreement.registration).get(f"/min/{agreement.registration_id}/").content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"organisation_number": "123"}, "organisation_number"),
        ({"organisation_number": NUMBERS[0], "payer_country": "SE"}, "organisation_number"),
        (
            {"organisation_number": NUMBERS[0], "electronic_address": "0088:7300010000002"},
            "electronic_address",
        ),
        ({"organisation_number": NUMBERS[0], "electronic_address": "9999:1"}, "electronic_address"),
        ({"organisation_number": NUMBERS[0], "payer_country": "QQ"}, "payer_country"),
        ({"payer_kind": "person", "street": "Gata 1"}, "postal_code"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(fields: dict[str, str], field: str) -> None:
    page = change(make_agreement(), **fields)

    assert page.status_code == 200
    assert f'href="#id_{field}"' in page.content.decode()
    assert FeeAgreement.objects.get().payer_name == "Elvestad kommune"


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("974 760 673", "NO", "974760673"),
        ("212000-0142", "SE", SWEDISH),
        ("64 94 22 12", "DK", DANISH),
        ("0116694-2", "FI", "01166942"),
        ("974760674", "NO", None),
        ("HRB 1", "XX", "HRB 1"),
    ],
)
def test_numbers_of_the_nordic_countries(text: str, country: str, number: str | None) -> None:
    assert read_number(text, country) == number


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("7300010000001", "0088:7300010000001"),
        ("0192:974760673", "0192:974760673"),
        ("0184:dk64942212", "0184:DK64942212"),
        ("0184:64942212", None),
        ("0007:2120000143", None),
        ("faktura@example.org", None),
    ],
)
def test_electronic_addresses(text: str, address: str | None) -> None:
    assert read_address(text) == address


def test_where_an_electronic_invoice_goes() -> None:
    norwegian = {"country": "NO", "organisation_number": NUMBERS[0]}

    assert address_of(norwegian) == ("0192", NUMBERS[0])
    assert address_of(norwegian | {"electronic_address": "0088:7300010000001"}) == ("0088", "7300010000001")
    assert address_of({"country": "DK", "organisation_number": DANISH}) == ("0184", f"DK{DANISH}")
    assert address_of({"country": "FI", "organisation_number": "01166942"}) is None
    assert address_of({"country": "NO", "organisation_number": ""}) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("country", "seen"), [("SE", True), ("NO", False), ("XX", False)])
def test_the_paper_names_the_country_of_a_payer_abroad(country: str, seen: bool) -> None:
    fields: dict[str, Any] = {"street": "Storgatan 1", "postal_code": "411 01", "city": "Göteborg"}
    fields |= {"organisation_number": ""}
    agreement = make_agreement(country=country, **fields)
    make_seller(controller=agreement.registration.event.controller)

    invoice = issue_invoice(registration=agreement.registration, now=timezone.now(), by=make_user())

    assert ("<br>Sverige" in invoice_html(invoice)) is seen


@pytest.mark.django_db
def test_mail_with_the_invoice_tells_the_last_day_and_that_with_the_credit_note_does_not() -> None:
    agreement = make_agreement(refund_until=date(2027, 8, 23))
    make_seller(controller=agreement.registration.event.controller)
    now, by = timezone.now(), make_user()
    invoice = issue_invoice(registration=agreement.registration, now=now, by=by)
    credit_by_hand(invoice=invoice, now=now, by=by)

    first, second = (render(one) for one in Message.objects.filter(kind=KIND).order_by("pk"))

    assert first
    assert second
    assert "23. august 2027" in first.text
    assert "23. august 2027" in first.html
    assert "23. august" not in second.text
