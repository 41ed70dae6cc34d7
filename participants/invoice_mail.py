"""The mail that brings an invoice or a credit note, with the PDF made when it is sent."""

import structlog
from django.utils import translation

from inkludering.mail import render_mail
from inkludering.outbox import kinds
from inkludering.outbox.kinds import Mail
from inkludering.outbox.models import Message
from inkludering.outbox.services import queue
from inkludering.pdf import PdfError, PdfUnavailable
from participants.emails import own_url
from participants.fee_words import words_of
from participants.invoice_pdf import invoice_filename, invoice_page, invoice_pdf
from participants.models import Invoice, Registration

KIND = "participants.invoice"
PDF = "application/pdf"

log = structlog.get_logger(__name__)


def recipient_of(invoice: Invoice, registration: Registration) -> str:
    """Where the payer wants it, else the one who signed up; "" for nobody we can write to."""
    return invoice.content["buyer"]["email"] or registration.mail_address


def tell_invoice(invoice: Invoice, registration: Registration) -> None:
    recipient = recipient_of(invoice, registration)
    if recipient:
        queue(
            kind=KIND,
            key=str(invoice.pk),
            recipient=recipient,
            language=invoice.language,
            params={"invoice": invoice.pk},
            reply_to=invoice.content["seller"]["email"],
        )


def render(message: Message) -> Mail | None:
    invoice = Invoice.objects.select_related(
        "agreement__registration__participant", "agreement__registration__event__region"
    ).get(pk=message.params["invoice"])
    registration = invoice.agreement.registration
    event = registration.event
    paper = _paper(invoice)
    may_cancel = registration.is_active and not invoice.is_credit_note
    is_own = registration.mail_address == message.recipient
    with translation.override(message.language):
        context = {
            "invoice": invoice,
            "event": event,
            "fee": words_of(invoice.agreement, event) if may_cancel else None,
            "is_page": paper[2] != PDF,
            "own_url": own_url(registration) if is_own and registration.is_active else "",
        }
    mail = render_mail("participants/mail/invoice", context, message.language)
    mail.attachments.append(paper)
    return mail


def _paper(invoice: Invoice) -> tuple[str, bytes, str]:
    """What is attached. A PDF that cannot be drawn keeps no invoice back: then it is a page to print."""
    try:
        return invoice_filename(invoice), invoice_pdf(invoice), PDF
    except (PdfError, PdfUnavailable) as error:
        log.warning("invoice not drawn", error=type(error).__name__)
        return invoice_filename(invoice, "html"), invoice_page(invoice), "text/html"


def register_kind() -> None:
    kinds.register(KIND, render)
