"""What is kept of one person's money: the fee that was agreed, invoices, and what was paid."""

from django.utils.translation import gettext as _

from participants.models import FeeAgreement, Invoice, Payment, Registration
from participants.models.fees import words_of_days
from participants.money import money
from participants.own_facts import Fact, Part, row_of


def fee_part(registration: Registration) -> Part:
    """With the terms as they were that day, and who pays."""
    found = []
    for agreement in FeeAgreement.objects.filter(registration=registration):
        labels = {"name": _("Fee"), "agreed_at": _("Agreed"), "payer_kind": _("Who pays"), "country": ""}
        facts = row_of(agreement, labels, leave=("amount",))
        words = money(agreement.amount, agreement.currency)
        days = list(agreement.days.order_by("date"))
        facts.append(Fact("days", _("Days"), [day.date.isoformat() for day in days], words_of_days(days)))
        found.append([Fact("amount", _("Amount"), agreement.amount, words), *facts])
    return Part("fee", _("Fee"), found)


def invoices_part(registration: Registration) -> Part:
    """All their words; the papers themselves are on the own page."""
    found = []
    for invoice in Invoice.objects.filter(agreement__registration=registration).order_by("pk"):
        labels = {"number": _("Number"), "issue_date": _("Date"), "kind": _("Paper")}
        words = money(invoice.total, invoice.currency)
        facts = row_of(invoice, labels, leave=("total",))
        found.append([*facts, Fact("total", _("Amount"), invoice.total, words)])
    return Part("invoices", _("Invoices"), found)


def payments_part(registration: Registration) -> Part:
    found = []
    rows = Payment.objects.filter(agreement__registration=registration).select_related("agreement")
    for payment in rows.order_by("pk"):
        words = money(payment.amount, payment.agreement.currency)
        paid = Fact("amount", _("Amount"), payment.amount, words)
        facts = row_of(payment, {"paid_on": _("Paid")}, leave=("amount", "noted_by_id"))
        found.append([paid, *facts])
    return Part("payments", _("Payments"), found)
