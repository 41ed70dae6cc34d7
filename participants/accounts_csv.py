"""The accounts of one event as CSV for Norwegian spreadsheets: semicolons, decimal commas, no formulas."""

import csv
import io

from django.utils.translation import gettext as _

from participants.export import plain_cell
from participants.models import Invoice, Payment
from participants.money import plain_amount


def headings() -> list[str]:
    return [
        _("Kind"),
        _("Number"),
        _("Date"),
        _("Pay by"),
        _("Payer"),
        _("Organisation number"),
        _("Reference"),
        _("What is paid for"),
        _("Net"),
        _("VAT"),
        _("VAT code"),
        _("Amount"),
        _("Currency"),
    ]


def _invoice(row: Invoice) -> list[str]:
    """A credit note has its sums below nothing."""
    sign, content = -1 if row.is_credit_note else 1, row.content
    due = row.due_date.isoformat() if row.due_date else ""
    sums = [plain_amount(sign * row.net), plain_amount(sign * row.vat), content["vat"]["kind"]]
    buyer = [plain_cell(content["buyer"]["name"]), content["buyer"]["organisation_number"]]
    words = [plain_cell(content["reference"]), plain_cell(content["line"]["name"])]
    head = [str(row.get_kind_display()), str(row.number), row.issue_date.isoformat(), due]
    return [*head, *buyer, *words, *sums, plain_amount(sign * row.total), row.currency]


def _payment(row: Payment) -> list[str]:
    kind = _("Paid") if row.amount > 0 else _("Paid back")
    agreement = row.agreement
    registration = agreement.registration
    name = agreement.payer_name or registration.organisation_name or registration.name
    payer = [plain_cell(name), agreement.organisation_number]
    head = [kind, _paid_number(row), row.paid_on.isoformat(), "", *payer]
    what = [plain_cell(agreement.reference), plain_cell(agreement.name)]
    return [*head, *what, "", "", "", plain_amount(row.amount), agreement.currency]


def _paid_number(row: Payment) -> str:
    """The newest invoice the payment can be for."""
    asked = [one for one in vars(row.agreement).get("all_invoices", ()) if not one.is_credit_note]
    return str(asked[-1].number) if asked else ""


def as_csv(rows: list[Invoice | Payment]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(headings())
    for row in rows:
        writer.writerow(_invoice(row) if isinstance(row, Invoice) else _payment(row))
    return b"\xef\xbb\xbf" + file.getvalue().encode()
