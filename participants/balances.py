"""What has been asked for and what has been paid, for one agreement."""

from django.db.models import Sum

from participants.models import FeeAgreement, Invoice, InvoiceKind


def billed(agreement: FeeAgreement) -> int:
    """Invoices less credit notes."""
    rows = Invoice.objects.filter(agreement=agreement).values_list("kind").annotate(total=Sum("total"))
    sums = dict(rows)
    return int(sums.get(InvoiceKind.INVOICE, 0)) - int(sums.get(InvoiceKind.CREDIT_NOTE, 0))


def paid(agreement: FeeAgreement) -> int:
    """What came less what went back."""
    return agreement.payments.aggregate(total=Sum("amount"))["total"] or 0
