"""The rules of EN 16931, of Peppol BIS Billing 3.0 and of Norway that can touch our invoices, in XPath 1.0.

Written anew from the published rules, whose numbers they keep. Each answers whether a document obeys it.
"""

from typing import Any

from lxml import etree

from participants.ehf import NAMESPACES
from participants.identifiers import CHECKS, SCHEMES

PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
SELLER = "/*/cac:AccountingSupplierParty/cac:Party"
BUYER = "/*/cac:AccountingCustomerParty/cac:Party"
VAT_NUMBER = f"{SELLER}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID"
REGISTER = f"{SELLER}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='TAX']/cbc:CompanyID"
TAX, TOTAL = "/*/cac:TaxTotal", "/*/cac:LegalMonetaryTotal"
PART, KIND = f"{TAX}/cac:TaxSubtotal", f"{TAX}/cac:TaxSubtotal/cac:TaxCategory"
LINE = "/*/*[self::cac:InvoiceLine or self::cac:CreditNoteLine]"
QUANTITY = f"{LINE}/*[self::cbc:InvoicedQuantity or self::cbc:CreditedQuantity]"
DATES = "(//cbc:IssueDate|//cbc:DueDate|//cbc:ActualDeliveryDate)"
COUNTRIES = "'NO' or .='SE' or .='DK' or .='FI' or .='IS'"


def _equal(one: str, other: str) -> str:
    """The same to the hundredth."""
    return f"round(100*({one})) = round(100*({other}))"


def _number(path: str) -> str:
    """Nothing counts as 0."""
    return f"sum({path})"


def _when(kind: str, then: str) -> str:
    return f"not({KIND}/cbc:ID='{kind}') or ({then})"


RULES: dict[str, str] = {
    "PEPPOL-EN16931-R001": "/*/cbc:ProfileID",
    "PEPPOL-EN16931-R002": "count(/*/cbc:Note) <= 1",
    "PEPPOL-EN16931-R003": "/*/cbc:BuyerReference or /*/cac:OrderReference/cbc:ID",
    "PEPPOL-EN16931-R004": f"/*/cbc:CustomizationID = '{CUSTOMIZATION}'",
    "PEPPOL-EN16931-R007": f"/*/cbc:ProfileID = '{PROFILE}'",
    "PEPPOL-EN16931-R008": "not(//*[not(*) and not(normalize-space())])",
    "PEPPOL-EN16931-R010": f"{BUYER}/cbc:EndpointID",
    "PEPPOL-EN16931-R020": f"{SELLER}/cbc:EndpointID",
    "PEPPOL-EN16931-R051": "not(//@currencyID[. != /*/cbc:DocumentCurrencyCode])",
    "PEPPOL-EN16931-R053": f"count({TAX}[cac:TaxSubtotal]) = 1",
    "PEPPOL-EN16931-R054": f"count({TAX}[not(cac:TaxSubtotal)]) = 0",
    "PEPPOL-EN16931-R120": _equal(
        f"{LINE}/cbc:LineExtensionAmount", f"{QUANTITY} * {LINE}/cac:Price/cbc:PriceAmount"
    ),
    "PEPPOL-EN16931-P0100": "not(/*/cbc:InvoiceTypeCode[. != '380'])",
    "PEPPOL-EN16931-P0101": "not(/*/cbc:CreditNoteTypeCode[. != '381'])",
    "PEPPOL-EN16931-F001": f"not({DATES}[string-length(.) != 10 or translate(., '0123456789', '') != '--'])",
    "NO-R-001": f"not({VAT_NUMBER}) or (starts-with({VAT_NUMBER}, 'NO') and "
    f"substring({VAT_NUMBER}, 12) = 'MVA' and string-length({VAT_NUMBER}) = 14)",
    "NO-R-002": f"not({REGISTER}) or {REGISTER} = 'Foretaksregisteret'",
    "BR-10/BR-11": f"{BUYER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    "BR-CL-14": f"not(//cbc:IdentificationCode[not(.={COUNTRIES})])",
    "BR-55": "not(/cn:*) or /*/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
    "BR-61": "not(/*/cac:PaymentMeans[cbc:PaymentMeansCode='30'][not(cac:PayeeFinancialAccount/cbc:ID)])",
    "BR-CO-10": _equal(f"{TOTAL}/cbc:LineExtensionAmount", _number(f"{LINE}/cbc:LineExtensionAmount")),
    "BR-CO-13": _equal(f"{TOTAL}/cbc:TaxExclusiveAmount", f"{TOTAL}/cbc:LineExtensionAmount"),
    "BR-CO-14": _equal(f"{TAX}/cbc:TaxAmount", _number(f"{PART}/cbc:TaxAmount")),
    "BR-CO-15": _equal(
        f"{TOTAL}/cbc:TaxInclusiveAmount", f"{TOTAL}/cbc:TaxExclusiveAmount + {TAX}/cbc:TaxAmount"
    ),
    "BR-CO-16": _equal(
        f"{TOTAL}/cbc:PayableAmount",
        f"{TOTAL}/cbc:TaxInclusiveAmount + {_number(f'{TOTAL}/cbc:PayableRoundingAmount')}",
    ),
    "BR-CO-17": f"not({KIND}/cbc:Percent) or "
    + _equal(f"{PART}/cbc:TaxAmount", f"{PART}/cbc:TaxableAmount * {KIND}/cbc:Percent div 100"),
    "BR-CO-25": "/*/cbc:DueDate or /*/cac:PaymentTerms/cbc:Note",
    "BR-CO-26": f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID",
    "BR-DEC": "not(//*[@currencyID][string-length(substring-after(., '.')) > 2])",
    "BR-CO-04": f"{LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:ID = {KIND}/cbc:ID",
    "BR-O-02": _when("O", f"not({VAT_NUMBER})"),
    "BR-O-05": _when("O", "not(//cbc:Percent)"),
    "BR-O-09": _when("O", f"{PART}/cbc:TaxAmount = 0"),
    "BR-O-10": _when("O", f"{KIND}/cbc:TaxExemptionReason"),
    "BR-E-02": _when("E", VAT_NUMBER),
    "BR-E-05": _when("E", "not(//cbc:Percent[. != 0])"),
    "BR-E-10": _when("E", f"{KIND}/cbc:TaxExemptionReason"),
    "BR-Z-02": _when("Z", VAT_NUMBER),
    "BR-Z-05": _when("Z", "not(//cbc:Percent[. != 0])"),
    "BR-Z-10": _when("Z", f"not({KIND}/cbc:TaxExemptionReason)"),
    "BR-S-02": _when("S", VAT_NUMBER),
    "BR-S-05": _when("S", "not(//cbc:Percent[. <= 0])"),
    "BR-S-10": _when("S", f"not({KIND}/cbc:TaxExemptionReason)"),
}
_NAMES = NAMESPACES | {"cn": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"}


def _numbers_right(root: Any) -> bool:
    """PEPPOL-COMMON-R040, R041, R042, R049 and PEPPOL-EN16931-CL008: every number fits its scheme."""
    found = root.xpath("//*[self::cbc:EndpointID or self::cbc:CompanyID][@schemeID]", namespaces=_NAMES)
    pairs = [(one.get("schemeID"), one.text) for one in found]
    return all(scheme in SCHEMES and CHECKS.get(scheme, bool)(text) for scheme, text in pairs)


def broken(document: bytes) -> set[str]:
    """The numbers of the rules that ``document`` breaks."""
    root = etree.fromstring(document)
    found = {rule for rule, path in RULES.items() if not root.xpath(f"boolean({path})", namespaces=_NAMES)}
    return found if _numbers_right(root) else found | {"PEPPOL-COMMON"}
