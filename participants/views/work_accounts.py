"""Invoices, credit notes and payments of a day: kept by finance, seen by the coordinator."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.models import Event
from inkludering.audit.services import record
from inkludering.dates import OSLO
from inkludering.errors import DomainError, flash_errors
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.accounts_csv import as_csv
from participants.ehf import ehf
from participants.forms.accounts import MissingForm, PaymentForm, SellerForm
from participants.forms.payers import ChangePayerForm
from participants.models import FeeAgreement, FeeType, Invoice, Payment, Registration, Seller
from participants.services import accounts
from participants.services.fees import can_set_payer, set_payer
from participants.services.giving_fees import set_fee
from participants.services.invoicing import credit_by_hand, issue_all, issue_invoice, look_ahead
from participants.services.sellers import regions_sharing, save_seller, who_is_told
from participants.views.own_fees import as_pdf
from regions import rules

BY_PERSON = {"event_id": "event_id", "registration_id": "pk"}
BY_INVOICE = {"event_id": "agreement__registration__event_id", "invoice_id": "pk"}
BY_PAYMENT = {"event_id": "agreement__registration__event_id", "payment_id": "pk"}


@dataclass(frozen=True)
class Wrong:
    """A payment that could not be noted: what was typed, and for whom. It stays open on the page."""

    form: PaymentForm
    registration_id: int


def read_seen(text: str) -> int:
    """The sum that stood on the page; one that can never be when somebody has changed it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _back(event_id: int) -> HttpResponse:
    return redirect("participants_work:accounts", event_id)


def _page(request: UserRequest, event: Event, **more: Any) -> dict[str, Any]:
    may_keep = rules.can_keep_accounts(request.user, event)
    may_set = rules.can_set_fees(request.user, event)
    page = {"event": event, "event_tabs": tabs_for(request, event), "may_keep": may_keep, "may_set": may_set}
    return page | more


@require_GET
@loads(Event, rules.can_see_accounts)
def overview(request: UserRequest, event: Event) -> HttpResponse:
    return _overview(request, event)


def _overview(request: UserRequest, event: Event, wrong: Wrong | None = None) -> HttpResponse:
    today = timezone.localdate(timezone=OSLO)
    rows = accounts.accounts_of(event, today=today)
    context = _page(
        request,
        event,
        rows=rows,
        sums=accounts.sums_of(rows),
        seller=Seller.objects.filter(controller=event.controller).first(),
        payment=PaymentForm(initial={"paid_on": today}),
        wrong=wrong,
    )
    return render(request, "participants/work/accounts.html", context | _missing(event))


def _missing(event: Event) -> dict[str, Any]:
    """Those without a price, and what they can be given."""
    people = accounts.without_fee(event)
    types = list(FeeType.objects.on_offer().filter(event=event).in_order())
    return {"missing": people, "missing_form": MissingForm(types=types, people=people) if types else None}


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_keep_accounts)
def seller(request: UserRequest, event: Event) -> HttpResponse:
    """Who sends the invoices."""
    if event.controller is None:
        raise Http404
    before = Seller.objects.filter(controller=event.controller).first()
    form = SellerForm(request.POST or None, seller=before or Seller(controller=event.controller))
    if request.method == "POST" and form.is_valid():
        with flash_errors(request):
            save_seller(seller=form.filled(), by=request.user, event=event, confirmed=form.asks_again)
            messages.success(request, _("Saved."))
        return _back(event.pk)
    context = _page(request, event, form=form, regions=regions_sharing(event.controller.pk, event))
    context["told"] = who_is_told(event.controller.pk, event).count() if form.asks_again else 0
    return render(request, "participants/work/seller.html", context)


@require_POST
@loads(Event, rules.can_keep_accounts)
def invoice_all(request: UserRequest, event: Event) -> HttpResponse:
    with flash_errors(request):
        number = issue_all(event=event, now=timezone.now(), by=request.user)
        words = ngettext("%(number)d invoice is made.", "%(number)d invoices are made.", number)
        messages.success(request, words % {"number": number})
    return _back(event.pk)


@require_POST
@loads(Event, rules.can_keep_accounts)
def give_fee(request: UserRequest, event: Event) -> HttpResponse:
    """A price for those who have none."""
    types = list(FeeType.objects.on_offer().filter(event=event))
    form = MissingForm(request.POST, types=types, people=accounts.without_fee(event))
    with flash_errors(request):
        if not form.is_valid():
            raise DomainError(" ".join(str(words) for field in form.errors.values() for words in field))
        given = set_fee(
            registrations=form.chosen(), fee_type=form.fee_type(), by=request.user, now=timezone.now()
        )
        words = ngettext("%(number)d person has a price.", "%(number)d people have a price.", given)
        messages.success(request, words % {"number": given})
    return _back(event.pk)


@require_POST
@loads(Registration, rules.can_keep_accounts, by=BY_PERSON)
def invoice_one(request: UserRequest, registration: Registration) -> HttpResponse:
    with flash_errors(request):
        issue_invoice(registration=registration, now=timezone.now(), by=request.user)
        messages.success(request, _("The invoice is made, and sent by mail."))
    return _back(registration.event_id)


@require_POST
@loads(Registration, rules.can_keep_accounts, by=BY_PERSON)
def pay(request: UserRequest, registration: Registration) -> HttpResponse:
    """Note money that came or went back."""
    form = PaymentForm(request.POST)
    if not form.is_valid():
        return _overview(request, registration.event, Wrong(form, registration.pk))
    paid_on, amount = form.cleaned_data["paid_on"], form.hundredths()
    with flash_errors(request):
        accounts.note_payment(
            registration=registration, amount=amount, paid_on=paid_on, by=request.user, now=timezone.now()
        )
        messages.success(request, _("Noted."))
    return _back(registration.event_id)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Registration, rules.can_set_fees, by=BY_PERSON)
def payer(request: UserRequest, registration: Registration) -> HttpResponse:
    """Who gets the invoice, until there is one."""
    agreement = FeeAgreement.objects.filter(registration=registration).first()
    if agreement is None or not can_set_payer(agreement):
        messages.error(request, _("The invoice is made already, or there is nothing to pay."))
        return _back(registration.event_id)
    form = ChangePayerForm(request.POST or None, agreement=agreement)
    if form.is_valid():
        with flash_errors(request):
            set_payer(registration=registration, payer=form.payer(), by=request.user)
            messages.success(request, _("Saved. The invoice goes there."))
        return _back(registration.event_id)
    context = _page(request, registration.event, registration=registration, form=form)
    return render(request, "participants/work/payer.html", context)


@require_POST
@loads(Payment, rules.can_keep_accounts, by=BY_PAYMENT)
def undo(request: UserRequest, payment: Payment) -> HttpResponse:
    with flash_errors(request):
        accounts.undo_payment(payment=payment, by=request.user, now=timezone.now())
        messages.success(request, _("The entry is put right by its opposite."))
    return _back(payment.event.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Invoice, rules.can_keep_accounts, by=BY_INVOICE)
def credit(request: UserRequest, invoice: Invoice) -> HttpResponse:
    """Ask first: what it will do, and who gets a mail."""
    with flash_errors(request):
        if request.method != "POST":
            context = _page(request, invoice.event, ahead=look_ahead(invoice))
            return render(request, "participants/work/credit.html", context)
        seen = read_seen(request.POST.get("seen", ""))
        credit_by_hand(invoice=invoice, now=timezone.now(), by=request.user, seen=seen)
        messages.success(request, _("The credit note is made, and sent by mail."))
    return _back(invoice.event.pk)


@require_GET
@loads(Invoice, rules.can_see_accounts, by=BY_INVOICE)
def pdf(request: UserRequest, invoice: Invoice) -> HttpResponse:
    return as_pdf(invoice)


@require_GET
@loads(Invoice, rules.can_keep_accounts, by=BY_INVOICE)
def ehf_file(request: UserRequest, invoice: Invoice) -> HttpResponse:
    """The file to send with the organiser's own accounting system; nothing is sent from here."""
    if not invoice.has_ehf:
        raise Http404
    record("invoice.ehf_taken", invoice, by=request.user, region_id=invoice.event.region_id)
    response = HttpResponse(ehf(invoice), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="ehf-{invoice.number}.xml"'
    return response


@require_GET
@loads(Event, rules.can_keep_accounts)
def csv_file(request: UserRequest, event: Event) -> HttpResponse:
    """All that moved money; each export is in the log."""
    content = as_csv(accounts.lines_for_accounts(event, today=timezone.localdate(timezone=OSLO)))
    record("accounts.exported", event, by=request.user, region_id=event.region_id)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="regnskap-{event.slug}.csv"'
    return response
