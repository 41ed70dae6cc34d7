"""What one event costs: set by the coordinator, and agreed to by each who signs up."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from events.services import lock_event, touch
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.balances import billed
from participants.models import FeeAgreement, FeePlan, FeeType, PayerKind, Registration, SignUp
from participants.refunds import Policy, last_refund_date
from participants.services.fee_days import contradicts, words_at_sign_up
from regions.models import Country

MOST_TYPES = 12


class FeeMissingError(DomainError):
    """The day costs something, and the form did not choose what; or what it chose is no longer offered."""


@dataclass(frozen=True)
class Payer:
    """Who gets the invoice. An organisation has a number and a reference; a person has an address."""

    kind: str = PayerKind.ORGANISATION
    payer_name: str = ""
    organisation_number: str = ""
    electronic_address: str = ""
    reference: str = ""
    order_number: str = ""
    invoice_email: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = Country.NORWAY


@dataclass(frozen=True)
class FeeChoice:
    """The price somebody chose, or the code that makes it free."""

    type_id: int | None = None
    code: str = ""
    payer: Payer = Payer()

    def paid_by(self, payer: Payer) -> "FeeChoice":
        return replace(self, payer=payer)


def plan_of(event: Event) -> FeePlan | None:
    """The terms of an event that costs something; None for a free one, which costs no look."""
    if not event.asks_more:
        return None
    plan = FeePlan.objects.filter(event=event.pk, is_on=True).first()
    if plan is not None:
        plan.event = event
    return plan


def prices_of(event: Event) -> list[FeeType]:
    """What people can choose between: the codes are not among them."""
    return list(FeeType.objects.on_offer().filter(event=event.pk, code="").in_order())


def policy_of(terms: FeePlan | FeeAgreement) -> Policy:
    return Policy(terms.full_until_days, terms.admin_percent, terms.admin_min)


def agree(
    registration: Registration,
    choice: FeeChoice | None,
    event: Event,
    *,
    now: datetime,
    days: Collection[int] = (),
) -> None:
    """Note what ``registration`` costs and under which terms. The event is locked; a free one costs no look.

    Raises ``FeeMissingError`` when the day costs something and no price of it was chosen, or one that is not
    for these ``days`` (none: all).
    """
    plan = plan_of(event)
    if plan is None:
        return
    chosen = _chosen(choice, event) if choice else None
    if chosen is None or choice is None:
        raise FeeMissingError(_("The day has a participation fee. Choose one, then press once more."))
    if contradicts(for_days := chosen.days.all(), days):
        raise FeeMissingError(words_at_sign_up(for_days))
    FeeAgreement.objects.filter(registration=registration, invoices=None).delete()  # a form put right
    write_agreement(registration, chosen, plan, choice.payer, now=now)


def _chosen(choice: FeeChoice, event: Event) -> FeeType | None:
    """The price on offer; a code goes before a price."""
    offered = FeeType.objects.on_offer().filter(event=event.pk)
    if choice.code:
        return offered.filter(code=choice.code).first()
    return offered.filter(pk=choice.type_id or 0, code="").first()


def write_agreement(
    registration: Registration, chosen: FeeType, plan: FeePlan, payer: Payer, *, now: datetime
) -> FeeAgreement:
    """A row with the terms as they are today."""
    told = {name: value for name, value in vars(payer).items() if name != "kind"}
    terms = terms_of(chosen, plan, now=now)
    agreement = FeeAgreement.objects.create(registration=registration, payer_kind=payer.kind, **terms, **told)
    agreement.days.set(chosen.days.all())
    return agreement


def terms_of(chosen: FeeType, plan: FeePlan, *, now: datetime) -> dict[str, Any]:
    """All of an agreement but who pays and the days."""
    first_day: date | None = plan.event.first_date
    return {
        "fee_type": chosen,
        "name": chosen.name,
        "reason": chosen.reason,
        "amount": chosen.amount,
        "currency": plan.currency,
        "full_until_days": plan.full_until_days,
        "admin_percent": plan.admin_percent,
        "admin_min": plan.admin_min,
        "refund_until": last_refund_date(first_day, policy_of(plan)) if first_day else None,
        "terms": plan.terms,
        "agreed_at": now,
    }


@transaction.atomic
def set_plan(*, event: Event, plan: FeePlan, by: User) -> FeePlan:
    """Write the terms. What people have agreed to stays as it was. Raises ``DomainError`` when the fee is
    turned on without a price to choose."""
    locked = lock_event(event)
    if plan.is_on and not prices_of(locked):
        raise DomainError(_("Write at least one price first."))
    before = FeePlan.objects.filter(event=locked).first()
    plan.event, plan.pk = locked, before.pk if before else None
    plan.save()
    _note(locked, is_on=plan.is_on, by=by, verb="fees.changed")
    return plan


@transaction.atomic
def save_type(*, fee_type: FeeType, by: User, days: Collection[int] = ()) -> FeeType:
    """A new price, last in the list, for these ``days`` (none: all)."""
    event = lock_event(fee_type.event_id)
    others = FeeType.objects.on_offer().filter(event=event).exclude(pk=fee_type.pk)
    if others.count() >= MOST_TYPES:
        raise DomainError(_("That is enough prices: the choice must be easy."))
    if fee_type.code and others.filter(code=fee_type.code).exists():
        raise DomainError(_("There is a code like that already."))
    last = FeeType.objects.filter(event=event).aggregate(last=Max("position"))["last"] or 0
    fee_type.position = last + 1
    fee_type.save()
    fee_type.days.set(event.days.filter(pk__in=days))
    _note(event, is_on=None, by=by, verb="fee_type.saved")
    return fee_type


@transaction.atomic
def change_type(*, fee_type: FeeType, name: str, amount: int, days: Collection[int], by: User) -> FeeType:
    """Another name, amount or days for a price on offer, in its place in the list.

    Another amount, or other days, is another price: whoever looks at a form with the old one is asked anew,
    and those who agreed to it keep it. Raises ``DomainError`` when it is no longer on offer.
    """
    event = lock_event(fee_type.event_id)
    current = FeeType.objects.on_offer().filter(pk=fee_type.pk, code="").first()
    if current is None:
        raise DomainError(_("This price is no longer on offer. Add a new one."))
    wanted = set(event.days.filter(pk__in=days).values_list("pk", flat=True))
    if current.amount != amount or wanted != {day.pk for day in current.days.all()}:
        _retire(current)
        current = FeeType(event=event, position=current.position, amount=amount)
    current.name = name
    current.save()
    current.days.set(wanted)
    _note(event, is_on=None, by=by, verb="fee_type.saved")
    return current


def _retire(fee_type: FeeType) -> None:
    """Off the list. The row stays for those who agreed to it."""
    FeeType.objects.filter(pk=fee_type.pk).update(is_active=False, code="", reason="")
    fee_type.days.clear()


@transaction.atomic
def withdraw_type(*, fee_type: FeeType, by: User) -> None:
    """No longer on offer. Raises ``DomainError`` when the fee is on and this is the last price."""
    event = lock_event(fee_type.event_id)
    left = [one for one in prices_of(event) if one.pk != fee_type.pk]
    if not fee_type.code and not left and FeePlan.objects.filter(event=event, is_on=True).exists():
        raise DomainError(_("This is the last price. Turn the fee off instead."))
    _retire(fee_type)
    _note(event, is_on=None, by=by, verb="fee_type.withdrawn")


def _note(event: Event, *, is_on: bool | None, by: User, verb: str) -> None:
    """Tell the locked event that its sign-up differs, and kept pages that they are old."""
    if is_on is not None:
        SignUp.objects.update_or_create(event=event, defaults={"has_fees": is_on})
    if is_on:
        event.asks_more = True
        event.save(update_fields=["asks_more"])
    touch(event, by=by, now=timezone.now(), verb=verb)


def can_set_payer(agreement: FeeAgreement | None) -> bool:
    """Until there is an invoice to pay; nobody pays for what is free, or for a place given up."""
    if agreement is None or agreement.is_free or not agreement.registration.is_active:
        return False
    return billed(agreement) == 0


@transaction.atomic
def set_payer(*, registration: Registration, payer: Payer, by: User | None = None) -> None:
    """Somebody else pays. Raises ``DomainError`` once an invoice is made: an invoice is never changed."""
    lock_event(registration.event_id)
    agreement = FeeAgreement.objects.filter(registration=registration).first()
    if agreement is None:
        raise DomainError(_("There is nothing to pay for this registration."))
    if billed(agreement):
        raise DomainError(_("The invoice is made already. Answer the mail, and we sort it out."))
    told = {name: value for name, value in vars(payer).items() if name != "kind"}
    FeeAgreement.objects.filter(pk=agreement.pk).update(payer_kind=payer.kind, **told)
    record("fee.payer_changed", registration, by=by, event=registration.event_id)
