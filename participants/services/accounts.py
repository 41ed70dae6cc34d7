"""Who owes what at one event, what was paid by hand, and a file for the accounts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.balances import paid
from participants.models import FeeAgreement, Invoice, Payment, Registration, RegistrationStatus
from participants.services import seats

SECOND_CLICK = timedelta(seconds=30)


@dataclass(frozen=True)
class Account:
    """One person's fee with its invoices and payments, in hundredths."""

    agreement: FeeAgreement
    invoices: list[Invoice]
    payments: list[Payment]
    today: date

    @property
    def registration(self) -> Registration:
        return self.agreement.registration

    @property
    def billed(self) -> int:
        return sum(-one.total if one.is_credit_note else one.total for one in self.invoices)

    @property
    def paid(self) -> int:
        return sum(one.amount for one in self.payments)

    @property
    def owed(self) -> int:
        return max(0, self.billed - self.paid)

    @property
    def to_pay_back(self) -> int:
        return max(0, self.paid - self.billed)

    @property
    def is_overdue(self) -> bool:
        due = [one.due_date for one in self.invoices if one.due_date]
        return self.owed > 0 and bool(due) and max(due) < self.today

    @property
    def can_change_price(self) -> bool:
        """As long as there is no invoice to pay."""
        return self.registration.is_active and self.billed == 0

    @property
    def can_be_invoiced(self) -> bool:
        has_seat = self.registration.status == RegistrationStatus.CONFIRMED
        return has_seat and self.agreement.amount > 0 and self.billed == 0

    @property
    def can_change_payer(self) -> bool:
        """As ``fees.can_set_payer``, without asking the database again."""
        return self.registration.is_active and self.agreement.amount > 0 and self.billed == 0

    @property
    def credited(self) -> Invoice | None:
        """The invoice a credit note would be over."""
        invoices = [one for one in self.invoices if not one.is_credit_note]
        return invoices[-1] if invoices and self.billed > 0 else None

    @property
    def undone(self) -> set[int]:
        """Payments that were put right."""
        return {one.undoes_id for one in self.payments if one.undoes_id}


@dataclass(frozen=True)
class Sums:
    billed: int
    paid: int
    owed: int
    overdue: int
    to_pay_back: int
    uninvoiced: int


def accounts_of(event: Event, *, today: date) -> list[Account]:
    """Every fee of the event by first name: three queries, however many there are."""
    agreements = FeeAgreement.objects.filter(registration__event=event).select_related("registration__event")
    whole = agreements.prefetch_related(
        Prefetch("invoices", Invoice.objects.order_by("pk"), to_attr="all_invoices"),
        Prefetch("payments", Payment.objects.order_by("pk"), to_attr="all_payments"),
    )
    return [
        Account(one, vars(one)["all_invoices"], vars(one)["all_payments"], today)
        for one in whole.order_by("registration__sort_name", "pk")
    ]


def sums_of(accounts: list[Account]) -> Sums:
    return Sums(
        billed=sum(one.billed for one in accounts),
        paid=sum(one.paid for one in accounts),
        owed=sum(one.owed for one in accounts),
        overdue=sum(one.is_overdue for one in accounts),
        to_pay_back=sum(one.to_pay_back for one in accounts),
        uninvoiced=sum(one.can_be_invoiced for one in accounts),
    )


def without_fee(event: Event) -> list[Registration]:
    """Those who come and have agreed to nothing: added by hand, walk-ins, or from before the fee."""
    return list(event.registrations.active().filter(fee=None).alphabetical())


@transaction.atomic
def note_payment(
    *, registration: Registration, amount: int, paid_on: date, by: User, now: datetime
) -> Payment:
    """Money that came (above nothing) or went back (below). A second click notes nothing more. Raises
    ``DomainError`` for a date to come, and for paying back more than there is."""
    event = seats.lock_event(registration.event_id)
    agreement = FeeAgreement.objects.filter(registration=registration).first()
    if agreement is None:
        raise DomainError(_("There is nothing to pay for this registration."))
    if paid_on > now.astimezone(event.zone).date():
        raise DomainError(_("That day has not come yet."))
    if amount > 0 and not agreement.invoices.exists():
        raise DomainError(_("Make the invoice first."))
    if paid(agreement) + amount < 0:
        raise DomainError(_("That is more than was paid."))
    if twin := _just_noted(agreement, amount, paid_on, by=by, now=now):
        return twin
    payment = Payment.objects.create(
        agreement=agreement, amount=amount, paid_on=paid_on, noted_at=now, noted_by_id=by.pk
    )
    record("payment.noted", payment, by=by, region_id=event.region_id, event=event.pk, amount=amount)
    return payment


def _just_noted(
    agreement: FeeAgreement, amount: int, paid_on: date, *, by: User, now: datetime
) -> Payment | None:
    """The same entry by the same hand a moment ago, not put right since: a second click."""
    same = agreement.payments.filter(amount=amount, paid_on=paid_on, noted_by_id=by.pk, undoes=None)
    undone = Payment.objects.filter(agreement=agreement, undoes__isnull=False).values("undoes")
    return same.filter(noted_at__gt=now - SECOND_CLICK).exclude(pk__in=undone).first()


@transaction.atomic
def undo_payment(*, payment: Payment, by: User, now: datetime) -> Payment:
    """Put a wrong entry right by its opposite; both stay. Harmless to repeat. Raises ``DomainError`` when
    some of that money went back since: that entry is put right first."""
    event = seats.lock_event(payment.event.pk)
    before = Payment.objects.filter(undoes=payment).first()
    if before or payment.undoes_id:
        return before or payment
    if paid(payment.agreement) < payment.amount:
        raise DomainError(_("Some of that money is paid back. Put that entry right first."))
    opposite = Payment.objects.create(
        agreement=payment.agreement,
        amount=-payment.amount,
        paid_on=payment.paid_on,
        undoes=payment,
        noted_at=now,
        noted_by_id=by.pk,
    )
    record("payment.undone", opposite, by=by, region_id=event.region_id, event=event.pk)
    return opposite


def lines_for_accounts(event: Event, *, today: date) -> list[Invoice | Payment]:
    """Everything that moved money, in the order it was written down."""
    accounts = accounts_of(event, today=today)
    rows: list[Invoice | Payment] = []
    for one in accounts:
        rows += [*one.invoices, *one.payments]
    return sorted(rows, key=lambda row: row.issued_at if isinstance(row, Invoice) else row.noted_at)
