"""An invoice or a credit note as EHF: Peppol BIS Billing 3.0 in UBL 2.1.

Written from the stored row alone, so that the same invoice is always the same file. The order of the
elements is that of the schema. Rules: EN 16931 (BR-…), PEPPOL-EN16931-R… and NO-R-001, NO-R-002.
"""

from typing import Any
from xml.etree import ElementTree as ET

from participants.identifiers import REGISTERS, address_of, scheme_and_number
from participants.models import Invoice

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMESPACES = {"cac": f"{UBL}CommonAggregateComponents-2", "cbc": f"{UBL}CommonBasicComponents-2"}
NORWEGIAN_NUMBER = REGISTERS["NO"].scheme
BUSINESS_REGISTER = "Foretaksregisteret"  # NO-R-002; the law asks for this word
CREDIT_TRANSFER, ONE_PIECE = "30", "C62"
OUTSIDE = "O"  # the category of what VAT does not touch


class Element:
    """A node that writes its children with short names: ``cbc:ID`` and the like."""

    def __init__(self, node: ET.Element) -> None:
        self.node = node

    def add(self, name: str, text: str = "", **attributes: str) -> "Element":
        prefix, _colon, local = name.partition(":")
        child = ET.SubElement(self.node, f"{{{NAMESPACES[prefix]}}}{local}", attributes)
        child.text = text or None
        return Element(child)

    def add_if(self, name: str, text: str) -> None:
        """Peppol forbids empty elements."""
        if text:
            self.add(name, text)

    def money(self, name: str, hundredths: int, currency: str) -> None:
        sign, whole, rest = "-" if hundredths < 0 else "", *divmod(abs(hundredths), 100)
        self.add(name, f"{sign}{whole}.{rest:02}", currencyID=currency)


def ehf(invoice: Invoice) -> bytes:
    """The file. Asks for a buyer with an electronic address: ``invoice.has_ehf``."""
    kind = "CreditNote" if invoice.is_credit_note else "Invoice"
    ET.register_namespace("", f"{UBL}{kind}-2")
    for prefix, name in NAMESPACES.items():
        ET.register_namespace(prefix, name)
    root = Element(ET.Element(f"{{{UBL}{kind}-2}}{kind}"))
    _head(root, invoice, kind)
    _references(root, invoice)
    _seller(root, invoice.content["seller"], _charges_vat(invoice))
    _buyer(root, invoice.content["buyer"])
    if invoice.content["event"]["date"]:
        root.add("cac:Delivery").add("cbc:ActualDeliveryDate", invoice.content["event"]["date"])
    _payment(root, invoice)
    _tax(root, invoice)
    _totals(root, invoice)
    _line(root, invoice, kind)
    return bytes(ET.tostring(root.node, encoding="UTF-8", xml_declaration=True))


def _charges_vat(invoice: Invoice) -> bool:
    """BR-O-02: an invoice outside VAT never shows a VAT number."""
    return bool(invoice.content["vat"]["kind"] != OUTSIDE)


def _head(root: Element, invoice: Invoice, kind: str) -> None:
    root.add("cbc:CustomizationID", CUSTOMIZATION)
    root.add("cbc:ProfileID", PROFILE)
    root.add("cbc:ID", str(invoice.number))
    root.add("cbc:IssueDate", invoice.issue_date.isoformat())
    if invoice.due_date:
        root.add("cbc:DueDate", invoice.due_date.isoformat())
    root.add(f"cbc:{kind}TypeCode", "381" if invoice.is_credit_note else "380")
    root.add_if("cbc:Note", invoice.content["note"])
    root.add("cbc:DocumentCurrencyCode", invoice.currency)


def _references(root: Element, invoice: Invoice) -> None:
    """PEPPOL-EN16931-R003: a buyer reference or an order. A credit note names its invoice."""
    content = invoice.content
    root.add_if("cbc:BuyerReference", content["reference"])
    if content["order_number"]:
        root.add("cac:OrderReference").add("cbc:ID", content["order_number"])
    if content["credits"]:
        credited = root.add("cac:BillingReference").add("cac:InvoiceDocumentReference")
        credited.add("cbc:ID", str(content["credits"]["number"]))
        credited.add("cbc:IssueDate", content["credits"]["date"])


def _seller(root: Element, seller: dict[str, Any], charges_vat: bool) -> None:
    party = root.add("cac:AccountingSupplierParty").add("cac:Party")
    number = seller["organisation_number"]
    party.add("cbc:EndpointID", number, schemeID=NORWEGIAN_NUMBER)
    _address(party, seller)
    if charges_vat:
        _tax_scheme(party, f"NO{number}MVA", "VAT")
    if seller["is_in_business_register"]:
        _tax_scheme(party, BUSINESS_REGISTER, "TAX")
    _legal_entity(party, seller["name"], NORWEGIAN_NUMBER, number)
    contact = party.add("cac:Contact")
    contact.add("cbc:Name", seller["name"])
    contact.add("cbc:ElectronicMail", seller["email"])


def _buyer(root: Element, buyer: dict[str, Any]) -> None:
    party = root.add("cac:AccountingCustomerParty").add("cac:Party")
    scheme, address = address_of(buyer) or ("", "")
    party.add("cbc:EndpointID", address, schemeID=scheme)
    _address(party, buyer)
    _legal_entity(party, buyer["name"], *scheme_and_number(buyer))
    if buyer["email"]:
        party.add("cac:Contact").add("cbc:ElectronicMail", buyer["email"])


def _address(party: Element, where: dict[str, Any]) -> None:
    address = party.add("cac:PostalAddress")
    address.add_if("cbc:StreetName", where["street"])
    address.add_if("cbc:CityName", where["city"])
    address.add_if("cbc:PostalZone", where["postal_code"])
    address.add("cac:Country").add("cbc:IdentificationCode", where["country"])


def _tax_scheme(party: Element, company: str, scheme: str) -> None:
    tax = party.add("cac:PartyTaxScheme")
    tax.add("cbc:CompanyID", company)
    tax.add("cac:TaxScheme").add("cbc:ID", scheme)


def _legal_entity(party: Element, name: str, scheme: str, number: str) -> None:
    entity = party.add("cac:PartyLegalEntity")
    entity.add("cbc:RegistrationName", name)
    if number:
        entity.add("cbc:CompanyID", number, **({"schemeID": scheme} if scheme else {}))


def _payment(root: Element, invoice: Invoice) -> None:
    means = root.add("cac:PaymentMeans")
    means.add("cbc:PaymentMeansCode", CREDIT_TRANSFER)
    means.add("cac:PayeeFinancialAccount").add("cbc:ID", invoice.content["seller"]["bank_account"])
    root.add("cac:PaymentTerms").add("cbc:Note", invoice.content["payment"])


def _category(parent: Element, name: str, vat: dict[str, Any], *, reason: bool) -> None:
    """BR-O-05: outside VAT there is no rate at all, not even nothing."""
    category = parent.add(name)
    category.add("cbc:ID", vat["kind"])
    if vat["kind"] != OUTSIDE:
        category.add("cbc:Percent", str(vat["percent"]))
    if reason:
        category.add_if("cbc:TaxExemptionReason", vat["reason"])
    category.add("cac:TaxScheme").add("cbc:ID", "VAT")


def _tax(root: Element, invoice: Invoice) -> None:
    total = root.add("cac:TaxTotal")
    total.money("cbc:TaxAmount", invoice.vat, invoice.currency)
    part = total.add("cac:TaxSubtotal")
    part.money("cbc:TaxableAmount", invoice.net, invoice.currency)
    part.money("cbc:TaxAmount", invoice.vat, invoice.currency)
    _category(part, "cac:TaxCategory", invoice.content["vat"], reason=True)


def _totals(root: Element, invoice: Invoice) -> None:
    """BR-CO-10, 13, 15 and 16: each sum is the one before with one thing more."""
    total, currency = root.add("cac:LegalMonetaryTotal"), invoice.currency
    total.money("cbc:LineExtensionAmount", invoice.net, currency)
    total.money("cbc:TaxExclusiveAmount", invoice.net, currency)
    total.money("cbc:TaxInclusiveAmount", invoice.net + invoice.vat, currency)
    if invoice.rounding:
        total.money("cbc:PayableRoundingAmount", invoice.rounding, currency)
    total.money("cbc:PayableAmount", invoice.total, currency)


def _line(root: Element, invoice: Invoice, kind: str) -> None:
    content, currency = invoice.content, invoice.currency
    line = root.add(f"cac:{kind}Line")
    line.add("cbc:ID", "1")
    line.add(
        "cbc:CreditedQuantity" if content["credits"] else "cbc:InvoicedQuantity", "1", unitCode=ONE_PIECE
    )
    line.money("cbc:LineExtensionAmount", invoice.net, currency)
    item = line.add("cac:Item")
    item.add_if("cbc:Description", content["line"]["description"])
    item.add("cbc:Name", content["line"]["name"])
    _category(item, "cac:ClassifiedTaxCategory", content["vat"], reason=False)
    line.add("cac:Price").money("cbc:PriceAmount", invoice.net, currency)
