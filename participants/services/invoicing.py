"""Invoices and credit notes: issued once, numbered without a gap, never changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.dates import OSLO, long_date
from inkludering.errors import DomainError
from participants.balances import billed, paid
from participants.invoice_mail import recipient_of, tell_invoice
from participants.models import (
    FeeAgreement,
    FeePlan,
    Invoice,
    InvoiceKind,
    Registration,
    RegistrationStatus,
    Seller,
    VatKind,
)
from participants.refunds import deadline, half_up, refund
from participants.services import seats
from participants.services.fees import policy_of


def take_number(seller_id: int) -> tuple[Seller, int]:
    """The next number of the seller's series, whose row stays locked until the transaction ends: a number
    that comes to nothing is given to the next invoice."""
    seller = Seller.objects.select_for_update().get(pk=seller_id)
    seller.last_number += 1
    seller.save(update_fields=["last_number"])
    return seller, seller.last_number


def split_vat(total: int, percent: int) -> tuple[int, int, int]:
    """``total`` as net, VAT and what rounding leaves over: never more than one hundredth."""
    net = half_up(total * 100, 100 + percent)
    vat = half_up(net * percent, 100)
    return net, vat, total - net - vat


@transaction.atomic
def issue_invoice(*, registration: Registration, now: datetime, by: User) -> Invoice:
    """The invoice of somebody with a seat. Raises ``DomainError`` when there is nothing to ask for, when
    it is asked for already, or when the organiser's own details are not there."""
    event = seats.lock_event(registration.event_id)
    agreement = _agreement_of(registration.pk)
    if agreement is None or agreement.is_free:
        raise DomainError(_("There is nothing to pay for this registration."))
    if agreement.registration.status != RegistrationStatus.CONFIRMED:
        raise DomainError(_("Only those with a seat get an invoice."))
    if billed(agreement):
        raise DomainError(_("The invoice is made already."))
    plan = FeePlan.objects.get(event=event.pk)
    seller = _seller_of(agreement, plan)
    due = _today(now) + timedelta(days=plan.due_days)
    invoice = _make(agreement, seller, _vat_of(plan), agreement.amount, now=now, due=due)
    record("invoice.issued", invoice, by=by, region_id=event.region_id, event=event.pk, number=invoice.number)
    tell_invoice(invoice, agreement.registration)
    return invoice


@transaction.atomic
def issue_all(*, event: Event, now: datetime, by: User) -> int:
    """An invoice for each with a seat and something to pay who has none. Returns how many were made."""
    waiting = uninvoiced(event).select_related("event")
    return len([issue_invoice(registration=one, now=now, by=by) for one in waiting])


def uninvoiced(event: Event) -> Any:
    """Those with a seat and a price, and no invoice yet."""
    with_price = event.registrations.confirmed().filter(fee__amount__gt=0)
    return with_price.exclude(fee__invoices__isnull=False).order_by("pk")


def settle_cancelled(
    registration: Registration, event: Event, *, now: datetime, by_us: bool
) -> Invoice | None:
    """Credit what need not be paid by somebody who does not come. The event is locked.

    ``by_us``: the organiser cancelled, and everything comes back. In time: what was paid, less the charge.
    Too late: nothing. An event that never cost anything costs no look.
    """
    agreement = _agreement_of(registration.pk) if event.asks_more else None
    if agreement is None:
        return None
    asked, came = billed(agreement), paid(agreement)
    kept = 0 if by_us else kept_of(agreement, event, asked=asked, came=came, on=_today(now))
    return _credit(agreement, asked - kept, now=now) if asked > kept else None


def kept_of(agreement: FeeAgreement, event: Event, *, asked: int, came: int, on: date) -> int:
    """What the organiser keeps when the person cancels on this date."""
    policy = policy_of(agreement)
    until = deadline(agreement.refund_until, event.first_date, policy)
    if until is None or on > until:
        return asked
    return came - refund(came, on=on, until=until, policy=policy)


def _credit(agreement: FeeAgreement, amount: int, *, now: datetime) -> Invoice | None:
    """A credit note over the newest invoice."""
    credited = agreement.invoices.filter(kind=InvoiceKind.INVOICE).order_by("-pk").first()
    if credited is None or amount <= 0:
        return None
    vat = credited.content["vat"]
    note = _make(agreement, credited.seller, vat, amount, now=now, credits_invoice=credited)
    event_id = agreement.registration.event_id
    record("invoice.credited", note, event=event_id, number=note.number, credits=credited.number)
    tell_invoice(note, agreement.registration)
    return note


@dataclass(frozen=True)
class CreditAhead:
    """What crediting the rest would do: over which invoice, how much, with which number if no other comes
    first, to whom the mail goes ("" for nobody), and what must be paid back by hand after it."""

    invoice: Invoice
    amount: int
    number: int
    recipient: str
    to_pay_back: int


def look_ahead(invoice: Invoice) -> CreditAhead:
    """For the page that asks before it happens. Raises ``DomainError`` when nothing is left to credit."""
    agreement = invoice.agreement
    newest = agreement.invoices.filter(kind=InvoiceKind.INVOICE).select_related("seller").latest("pk")
    left = billed(agreement)
    if left <= 0:
        raise DomainError(_("All of it is credited already."))
    return CreditAhead(
        invoice=newest,
        amount=left,
        number=newest.seller.last_number + 1,
        recipient=recipient_of(newest, agreement.registration),
        to_pay_back=max(0, paid(agreement)),
    )


@transaction.atomic
def credit_by_hand(*, invoice: Invoice, now: datetime, by: User, seen: int | None = None) -> Invoice:
    """Credit all that is left of an invoice: a wrong payer, or goodwill. A new one can be made after it.
    Raises ``DomainError`` when nothing is left, or something else than was ``seen`` on the page before."""
    event = seats.lock_event(invoice.event.pk)
    agreement = _agreement_of(invoice.agreement.registration_id)
    assert agreement  # noqa: S101  # an invoice has one, and it is never deleted before it
    left = billed(agreement)
    if left > 0 and seen not in (None, left):
        raise DomainError(_("The sum has just changed. Look at it once more."))
    note = _credit(agreement, left, now=now)
    if note is None:
        raise DomainError(_("All of it is credited already."))
    record("invoice.credited_by_hand", note, by=by, region_id=event.region_id, event=event.pk)
    return note


def _agreement_of(registration_id: int) -> FeeAgreement | None:
    whole = FeeAgreement.objects.select_related(
        "registration__event__controller__seller", "registration__participant", "registration__party"
    )
    return whole.filter(registration=registration_id).first()


def _seller_of(agreement: FeeAgreement, plan: FeePlan) -> Seller:
    event = agreement.registration.event
    seller: Seller | None = getattr(event.controller, "seller", None)
    if seller is None:
        raise DomainError(_("Write who sends the invoices first."))
    if plan.vat_kind != VatKind.OUTSIDE and not seller.is_vat_registered:
        raise DomainError(_("The organiser is not registered for VAT, so the terms cannot say VAT."))
    return seller


def _today(now: datetime) -> date:
    return now.astimezone(OSLO).date()


def _make(
    agreement: FeeAgreement,
    seller: Seller,
    vat: dict[str, Any],
    amount: int,
    *,
    now: datetime,
    due: date | None = None,
    credits_invoice: Invoice | None = None,
) -> Invoice:
    seller, number = take_number(seller.pk)
    net, tax, rounding = split_vat(amount, vat["percent"])
    with translation.override(agreement.registration.language):
        content = _content(agreement, seller, vat, due, credits_invoice)
    return Invoice.objects.create(
        seller=seller,
        number=number,
        kind=InvoiceKind.CREDIT_NOTE if credits_invoice else InvoiceKind.INVOICE,
        agreement=agreement,
        credits=credits_invoice,
        issue_date=_today(now),
        due_date=due,
        issued_at=now,
        currency=agreement.currency,
        net=net,
        vat=tax,
        rounding=rounding,
        total=amount,
        language=agreement.registration.language,
        content=content,
    )


def _vat_of(plan: FeePlan) -> dict[str, Any]:
    return {"kind": plan.vat_kind, "percent": plan.vat_percent, "reason": plan.vat_reason}


def _content(
    agreement: FeeAgreement,
    seller: Seller,
    vat: dict[str, Any],
    due: date | None,
    credited: Invoice | None,
) -> dict[str, Any]:
    """Every word of it, in the active language, as it stays. A credit note says what its invoice said."""
    if credited:
        number = {"number": credited.number, "date": str(credited.issue_date)}
        words = {"seller": _seller_words(seller), "payment": _payment_words(due, credited)}
        return {**credited.content, **words, "credits": number}
    registration, event = agreement.registration, agreement.registration.event
    dates = _dates(agreement)
    when = ", ".join(map(long_date, dates))
    where = ", ".join(part for part in (event.venue_name, event.venue_address) if part)
    return {
        "seller": _seller_words(seller),
        "buyer": _buyer_words(agreement),
        "line": {"name": f"{event.title}: {agreement.name}", "description": registration.name},
        "event": {"title": event.title, "date": str(min(dates, default="")), "when": when, "where": where},
        "vat": vat,
        "reference": agreement.reference or ("" if agreement.order_number else registration.name),
        "order_number": agreement.order_number,
        "note": " ".join(part for part in (when, where) if part),
        "payment": _payment_words(due, credited),
        "credits": None,
    }


def _dates(agreement: FeeAgreement) -> list[date]:
    """What is paid for: the days of the price, else all days."""
    of_price = agreement.days.order_by("date").values_list("date", flat=True)
    return list(of_price) or list(
        agreement.registration.event.days.order_by("date").values_list("date", flat=True)
    )


def _payment_words(due: date | None, credited: Invoice | None) -> str:
    if credited:
        return _("Credits invoice %(number)d. What you have paid too much is paid back.") % {
            "number": credited.number
        }
    return _("Pay by %(date)s. Write the number of the invoice on the payment.") % {
        "date": long_date(due) if due else ""
    }


def _seller_words(seller: Seller) -> dict[str, Any]:
    names = ("name", "organisation_number", "street", "postal_code", "city", "email", "bank_account")
    flags = ("is_vat_registered", "is_in_business_register")
    return {name: getattr(seller, name) for name in (*names, *flags)} | {"country": "NO"}


def _buyer_words(agreement: FeeAgreement) -> dict[str, Any]:
    names = ("organisation_number", "electronic_address", "street", "postal_code", "city", "country")
    registration = agreement.registration
    name = agreement.payer_name or registration.organisation_name or registration.name
    return {"name": name, "email": agreement.invoice_email} | {one: getattr(agreement, one) for one in names}
