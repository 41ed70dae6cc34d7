"""The invoices behind a participant's own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from inkludering.permissions import by_token
from participants.invoice_pdf import invoice_filename, invoice_pdf
from participants.models import Invoice, Registration
from participants.views.own import owned


def as_pdf(invoice: Invoice) -> HttpResponse:
    response = HttpResponse(invoice_pdf(invoice), content_type="application/pdf")
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
