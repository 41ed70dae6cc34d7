"""EHF against the rules that no schema knows: each holds for all we send, and each is seen to be broken."""

from typing import Any

import pytest
from lxml import etree

from participants.ehf import NAMESPACES, ehf
from participants.models import Invoice
from tests.participants.accounts import NUMBERS
from tests.participants.peppol import BUYER, KIND, LINE, PART, SELLER, TAX, TOTAL, VAT_NUMBER, broken
from tests.participants.test_fees_ehf import VAT, make_pair

PAYERS = [
    pytest.param({}, id="order and reference"),
    pytest.param({"order_number": ""}, id="reference"),
    pytest.param({"reference": ""}, id="order"),
    pytest.param({"reference": "", "order_number": ""}, id="neither"),
    pytest.param({"electronic_address": "0088:7300010000001"}, id="location"),
    pytest.param({"country": "SE", "organisation_number": "2120000142"}, id="Sweden"),
    pytest.param({"country": "DK", "organisation_number": "64942212"}, id="Denmark"),
    pytest.param({"country": "FI", "electronic_address": "0216:003701166942"}, id="Finland"),
    pytest.param({"country": "IS", "organisation_number": "5302697609"}, id="Iceland"),
]
# The rule, what it looks at, and what stands there instead; None for nothing.
WRONG: list[tuple[str, str, str | None]] = [
    ("PEPPOL-EN16931-R001", "/*/cbc:ProfileID", None),
    ("PEPPOL-EN16931-R003", "/*/cbc:BuyerReference|/*/cac:OrderReference", None),
    ("PEPPOL-EN16931-R004", "/*/cbc:CustomizationID", "urn:cen.eu:en16931:2017"),
    ("PEPPOL-EN16931-R007", "/*/cbc:ProfileID", "billing"),
    ("PEPPOL-EN16931-R008", "/*/cbc:Note", " "),
    ("PEPPOL-EN16931-R010", f"{BUYER}/cbc:EndpointID", None),
    ("PEPPOL-EN16931-R020", f"{SELLER}/cbc:EndpointID", None),
    ("PEPPOL-EN16931-R051", "/*/cbc:DocumentCurrencyCode", "SEK"),
    ("PEPPOL-EN16931-R053", PART, None),
    ("PEPPOL-EN16931-R120", f"{LINE}/cac:Price/cbc:PriceAmount", "1.00"),
    ("PEPPOL-EN16931-P0100", "/*/cbc:InvoiceTypeCode", "381"),
    ("PEPPOL-EN16931-F001", "/*/cbc:IssueDate", "1.2.2027"),
    ("PEPPOL-COMMON", f"{BUYER}/cbc:EndpointID", "974760674"),
    ("NO-R-001", VAT_NUMBER, "NO971277882"),
    ("NO-R-002", f"{SELLER}/cac:PartyTaxScheme[2]/cbc:CompanyID", "Brønnøysund"),
    ("BR-10/BR-11", f"{BUYER}/cac:PostalAddress", None),
    ("BR-CL-14", f"{BUYER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", "XX"),
    ("BR-61", "/*/cac:PaymentMeans/cac:PayeeFinancialAccount", None),
    ("BR-CO-10", f"{LINE}/cbc:LineExtensionAmount", "1.00"),
    ("BR-CO-13", f"{TOTAL}/cbc:TaxExclusiveAmount", "1.00"),
    ("BR-CO-14", f"{TAX}/cbc:TaxAmount", "1.00"),
    ("BR-CO-15", f"{TOTAL}/cbc:TaxInclusiveAmount", "1.00"),
    ("BR-CO-16", f"{TOTAL}/cbc:PayableAmount", "1.00"),
    ("BR-CO-17", f"{PART}/cbc:TaxableAmount", "1.00"),
    ("BR-CO-25", "/*/cbc:DueDate|/*/cac:PaymentTerms", None),
    ("BR-CO-26", f"{SELLER}/cac:PartyLegalEntity", None),
    ("BR-DEC", f"{TOTAL}/cbc:PayableAmount", "1495.000"),
    ("BR-CO-04", f"{LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", "Z"),
    ("BR-O-02", f"{KIND}/cbc:ID", "O"),
    ("BR-O-10", f"{KIND}/cbc:ID", "O"),
    ("BR-E-10", f"{KIND}/cbc:ID", "E"),
    ("BR-Z-05", f"{KIND}/cbc:ID", "Z"),
    ("BR-S-02", VAT_NUMBER, None),
    ("BR-S-05", f"{KIND}/cbc:Percent", "0"),
]


def make_papers(payer: dict[str, Any] | None = None, **fields: Any) -> tuple[Invoice, Invoice]:
    return make_pair(registered=fields.get("vat_kind", "O") != "O", payer=payer, **fields)


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "registered"), VAT)
@pytest.mark.parametrize("amount", [1495_00, 750_50, 333_33, 2])
def test_every_sum_with_each_kind_of_vat_fits(fields: dict[str, Any], registered: bool, amount: int) -> None:
    papers = make_pair(registered=registered, amount=amount, **fields)

    assert [broken(ehf(one)) for one in papers] == [set(), set()]


@pytest.mark.django_db
@pytest.mark.parametrize("payer", PAYERS)
def test_every_payer_keeps_the_rules(payer: dict[str, Any]) -> None:
    papers = make_papers(payer)

    assert [one.has_ehf for one in papers] == [True, True]
    assert [broken(ehf(one)) for one in papers] == [set(), set()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "payer",
    [
        {"organisation_number": ""},
        {"country": "FI", "organisation_number": "01166942"},
        {"country": "XX", "electronic_address": "0088:7300010000001"},
    ],
)
def test_whom_no_address_reaches_gets_paper_alone(payer: dict[str, Any]) -> None:
    assert [one.has_ehf for one in make_papers(payer)] == [False, False]


@pytest.mark.django_db
def test_each_rule_sees_what_breaks_it() -> None:
    whole = ehf(make_papers(vat_kind="S", vat_percent=25)[0])

    unseen = [rule for rule, path, text in WRONG if rule not in broken(changed(whole, path, text))]

    assert broken(whole) == set()
    assert unseen == []


def changed(document: bytes, path: str, text: str | None) -> bytes:
    root = etree.fromstring(document)
    for node in root.xpath(path, namespaces=NAMESPACES):
        if text is None:
            node.getparent().remove(node)
        else:
            node.text = text
    return bytes(etree.tostring(root))


@pytest.mark.django_db
def test_credit_note_names_its_invoice_and_its_day() -> None:
    invoice, note = make_papers({"organisation_number": NUMBERS[0]})
    path = "/*/cac:BillingReference/cac:InvoiceDocumentReference"

    (named,) = etree.fromstring(ehf(note)).xpath(path, namespaces=NAMESPACES)

    assert [child.text for child in named] == [str(invoice.number), invoice.issue_date.isoformat()]
    assert "BR-55" in broken(changed(ehf(note), "/*/cac:BillingReference", None))
