"""What one registration costs and until when the money comes back, ready for mails and pages."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from events.models import Event
from inkludering.dates import OSLO
from participants.models import FeeAgreement, FeePlan
from participants.money import money
from participants.refunds import Policy, deadline


@dataclass(frozen=True)
class FeeWords:
    """``until`` is the last day, in Oslo, on which cancelling gives money back."""

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
    return FeeWords(
        name=agreement.name,
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
