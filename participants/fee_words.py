"""What one registration costs and until when the money comes back, ready for mails and pages."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from events.models import Event, EventStatus
from inkludering.dates import OSLO
from participants.balances import billed, paid
from participants.models import FeeAgreement, FeePlan, Registration
from participants.models.fees import words_of_days
from participants.money import money
from participants.refunds import Policy, deadline


@dataclass(frozen=True)
class FeeWords:
    """``name`` tells the days of a price that is for some only. ``until`` is the last day, in Oslo, on which
    cancelling gives money back."""

    name: str
    price: str
    is_free: bool
    until: date | None
    percent: int
    at_least: str
    terms: str

    @property
    def is_late(self) -> bool:
        """Is the last day past?"""
        return self.until is not None and self.until < timezone.localdate(timezone=OSLO)


def words_of(agreement: FeeAgreement, event: Event) -> FeeWords:
    policy = Policy(agreement.full_until_days, agreement.admin_percent, agreement.admin_min)
    days = words_of_days(agreement.days.all())
    return FeeWords(
        name=f"{agreement.name} ({days})" if days else agreement.name,
        price=money(agreement.amount, agreement.currency),
        is_free=agreement.is_free,
        until=deadline(agreement.refund_until, event.first_date, policy),
        percent=agreement.admin_percent,
        at_least=money(agreement.admin_min, agreement.currency),
        terms=agreement.terms,
    )


def words_of_plan(plan: FeePlan, event: Event) -> FeeWords:
    """The terms as they are offered now."""
    policy = Policy(plan.full_until_days, plan.admin_percent, plan.admin_min)
    return FeeWords(
        name="",
        price="",
        is_free=False,
        until=deadline(None, event.first_date, policy),
        percent=plan.admin_percent,
        at_least=money(plan.admin_min, plan.currency),
        terms=plan.terms,
    )


def fee_of(registration_id: int, event: Event) -> FeeWords | None:
    """None where there is no fee; a free event costs no look."""
    if not event.asks_more:
        return None
    agreement = FeeAgreement.objects.filter(registration=registration_id).first()
    return words_of(agreement, event) if agreement else None


@dataclass(frozen=True)
class Settled:
    """What a place given up means for the money: one of the four, or none where nothing was asked for."""

    back: str = ""
    left: str = ""
    is_kept: bool = False
    is_free: bool = False


def settled(agreement: FeeAgreement, *, kept: int, came: int) -> Settled:
    """``kept`` is what the organiser keeps of the fee, ``came`` what was paid."""
    if came > kept:
        return Settled(back=money(came - kept, agreement.currency))
    if kept > came:
        return Settled(left=money(kept - came, agreement.currency))
    return Settled(is_kept=kept > 0, is_free=kept == 0)


def settled_of(registration: Registration, event: Event) -> Settled | None:
    """For the mail after it: as the accounts stand. A free event costs no look."""
    is_on = registration.is_active and event.status != EventStatus.CANCELLED
    if not event.asks_more or is_on:
        return None
    agreement = FeeAgreement.objects.filter(registration=registration.pk, amount__gt=0).first()
    if agreement is None or not agreement.invoices.exists():
        return None
    return settled(agreement, kept=billed(agreement), came=paid(agreement))
