"""The money behind a participant's own page: the invoices, and who gets them."""

import structlog
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from inkludering.errors import flash_errors
from inkludering.pdf import PdfError, PdfUnavailable
from inkludering.permissions import by_token
from participants.forms.payers import ChangePayerForm
from participants.invoice_pdf import invoice_filename, invoice_html, invoice_pdf
from participants.models import FeeAgreement, Invoice, Registration
from participants.services.fees import can_set_payer, set_payer
from participants.views.own import owned

log = structlog.get_logger(__name__)


def as_pdf(invoice: Invoice) -> HttpResponse:
    """Where it cannot be drawn just now, the same words as a page: it prints from the browser."""
    try:
        drawn = invoice_pdf(invoice)
    except (PdfError, PdfUnavailable) as error:
        log.warning("invoice not drawn", error=type(error).__name__)
        return HttpResponse(invoice_html(invoice, on_screen=True))
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{invoice_filename(invoice)}"'
    return response


@by_token
@require_safe
@owned
def invoice(request: HttpRequest, registration: Registration, number: int) -> HttpResponse:
    """One of the person's own."""
    found = Invoice.objects.filter(agreement__registration=registration, number=number).first()
    if found is None:
        raise Http404
    return as_pdf(found)


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
@owned
def payer(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Who pays, until the invoice is made."""
    agreement = FeeAgreement.objects.filter(registration=registration).first()
    if agreement is None or not can_set_payer(agreement):
        return redirect("own:registration", registration.pk)
    form = ChangePayerForm(request.POST if request.method == "POST" else None, agreement=agreement)
    if form.is_valid():
        with flash_errors(request):
            set_payer(registration=registration, payer=form.payer())
            messages.success(request, _("Saved. The invoice goes there."))
        return redirect("own:registration", registration.pk)
    context = {"registration": registration, "event": registration.event, "form": form}
    return render(request, "participants/own_payer.html", context)
