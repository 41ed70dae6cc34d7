"""EHF: held against the schema of UBL 2.1, and against the rules that no schema knows."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from lxml import etree

from participants.ehf import NAMESPACES, ehf
from participants.models import FeeAgreement, Invoice
from participants.services.invoicing import credit_by_hand, issue_invoice
from tests.factories import make_organisation, make_published_event, make_registration, make_user
from tests.participants.accounts import make_agreement, make_fees, make_seller

SCHEMAS = Path(__file__).parents[1] / "vendor" / "ubl-2.1"
VAT = [
    pytest.param({}, False, id="O"),
    pytest.param({"vat_kind": "E", "vat_reason": "Undervisning, mval. § 3-5"}, True, id="E"),
    pytest.param({"vat_kind": "Z"}, True, id="Z"),
    pytest.param({"vat_kind": "S", "vat_percent": 25}, True, id="S"),
]


@cache
def schema(kind: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "maindoc" / f"UBL-{kind}-2.1.xsd"))


class Read:
    """A file as its rules see it."""

    def __init__(self, invoice: Invoice) -> None:
        self.root = etree.fromstring(ehf(invoice))
        self.kind = etree.QName(self.root).localname

    def all(self, path: str) -> list[str]:
        return [str(node.text) for node in self.root.findall(path, NAMESPACES)]

    def one(self, path: str) -> str:
        (text,) = self.all(path)
        return text

    def sum(self, name: str) -> int:
        return sum(int(text.replace(".", "")) for text in self.all(f".//cbc:{name}"))


def make_pair(
    *, registered: bool = False, amount: int = 1495_00, payer: dict[str, Any] | None = None, **fields: Any
) -> tuple[Invoice, Invoice]:
    """An invoice and the credit note over it."""
    seller = make_seller(
        controller=make_organisation(),
        is_vat_registered=registered,
        is_in_business_register=registered,
    )
    event = make_fees(make_published_event(controller=seller.controller), amount, **fields).event
    told = {"amount": amount, "order_number": "4500-17"} | (payer or {})
    agreement = make_agreement(make_registration(event), **told)
    by, now = make_user(), timezone.now()
    invoice = issue_invoice(registration=agreement.registration, now=now, by=by)
    return invoice, credit_by_hand(invoice=invoice, now=now, by=by)


def test_the_schemas_are_those_of_oasis() -> None:
    told = json.loads((SCHEMAS / "VERSIONS.json").read_text())["files"]

    found = {name: hashlib.sha256((SCHEMAS / name).read_bytes()).hexdigest() for name in told}

    assert found == told
    assert {str(path.relative_to(SCHEMAS)) for path in SCHEMAS.rglob("*.xsd")} == set(told)


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "registered"), VAT)
def test_both_kinds_fit_the_schema(fields: dict[str, Any], registered: bool) -> None:
    for invoice in make_pair(registered=registered, **fields):
        read = Read(invoice)

        schema(read.kind).assertValid(read.root)
        assert [node for node in read.root.iter() if not (len(node) or (node.text or "").strip())] == []


@pytest.mark.django_db
def test_the_schema_refuses_what_is_out_of_order() -> None:
    read = Read(make_pair()[0])
    read.root.append(read.root[0])

    assert not schema(read.kind).validate(read.root)


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "registered"), VAT)
@pytest.mark.parametrize("amount", [1495_00, 501_00, 333_33])
def test_the_sums_are_those_of_the_rules(fields: dict[str, Any], registered: bool, amount: int) -> None:
    for invoice in make_pair(registered=registered, amount=amount, **fields):
        read = Read(invoice)

        net, tax = read.sum("TaxExclusiveAmount"), read.sum("TaxableAmount")
        assert read.sum("PriceAmount") == net == tax  # BR-CO-10, BR-CO-13
        assert read.sum("LineExtensionAmount") == 2 * net  # the line and the total
        assert read.sum("TaxInclusiveAmount") == net + read.sum("TaxAmount") // 2  # BR-CO-15
        rounding = read.sum("PayableRoundingAmount")
        assert read.sum("PayableAmount") == read.sum("TaxInclusiveAmount") + rounding == amount  # BR-CO-16
        percent = fields.get("vat_percent", 0)
        assert abs(read.sum("TaxAmount") // 2 * 100 - net * percent) <= 50  # BR-CO-17


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "registered"), VAT)
def test_vat_category_with_its_reason_and_number(fields: dict[str, Any], registered: bool) -> None:
    read, kind = Read(make_pair(registered=registered, **fields)[0]), fields.get("vat_kind", "O")
    category, supplier = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", "cac:AccountingSupplierParty"

    assert read.one(f"{category}/cbc:ID") == kind
    assert len(read.all(f"{category}/cbc:TaxExemptionReason")) == (kind in "OE")  # BR-E-10, BR-O-10, BR-Z-10
    assert len(read.all(f"{category}/cbc:Percent")) == (kind != "O")  # BR-O-05, BR-48
    schemes = f"{supplier}/cac:Party/cac:PartyTaxScheme"
    numbers = read.all(f"{schemes}/cbc:CompanyID")
    assert numbers == (["NO971277882MVA", "Foretaksregisteret"] if registered else [])  # NO-R-001, NO-R-002
    assert read.all(f"{schemes}/cac:TaxScheme/cbc:ID") == (["VAT", "TAX"] if registered else [])


@pytest.mark.django_db
def test_addresses_and_references() -> None:
    invoice, note = make_pair()
    read, credit = Read(invoice), Read(note)

    ends = read.root.findall(".//cbc:EndpointID", NAMESPACES)
    assert [(end.get("schemeID"), end.text) for end in ends] == [("0192", "971277882"), ("0192", "974760673")]
    assert read.one("cbc:BuyerReference") == "Kari Nordby"  # PEPPOL-EN16931-R003
    assert read.one("cac:OrderReference/cbc:ID") == "4500-17"
    assert read.one("cbc:InvoiceTypeCode") == "380"
    assert credit.one("cbc:CreditNoteTypeCode") == "381"
    assert credit.one("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == str(invoice.number)
    assert read.one("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID") == "86011117947"


@pytest.mark.django_db
def test_words_that_look_like_markup_stay_words() -> None:
    event = make_fees(make_published_event(title="Mat & arbeid <b>")).event
    make_seller(controller=event.controller)
    agreement: FeeAgreement = make_agreement(make_registration(event, first_name='Åse "Ø" <x>'))

    read = Read(issue_invoice(registration=agreement.registration, now=timezone.now(), by=make_user()))

    assert read.one(".//cac:Item/cbc:Name") == "Mat & arbeid <b>: Begge dager"
    assert read.one(".//cac:Item/cbc:Description") == 'Åse "Ø" <x> Nordby'
