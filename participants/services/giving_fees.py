"""A price given by the organiser: to those who have none yet, or another one until there is an invoice."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.balances import billed
from participants.models import DayChoice, FeeAgreement, FeePlan, FeeType, Registration
from participants.services import notices, quotas, seats
from participants.services.fee_days import follow_price
from participants.services.fees import Payer, plan_of, terms_of, write_agreement


@transaction.atomic
def set_fee(*, registrations: Iterable[Registration], fee_type: FeeType, by: User, now: datetime) -> int:
    """Give those who have no fee yet this one: added by hand, or signed up before the day cost anything.
    Each gets a mail. Returns how many."""
    event = seats.lock_event(fee_type.event_id)
    plan = _plan(event)
    number = 0
    for registration in registrations:
        has_one = FeeAgreement.objects.filter(registration=registration).exists()
        if registration.event_id == event.pk and not has_one:
            _write_first(registration, fee_type, plan, by=by, now=now)
            number += 1
    if fee_type.days.exists():  # somebody comes on fewer days now, which may let in others
        seats.fill_free_seats(event=event, now=now)
    return number


def _plan(event: Event) -> FeePlan:
    plan = plan_of(event)
    if plan is None:
        raise DomainError(_("The day is free."))
    return plan


def _write_first(
    registration: Registration, fee_type: FeeType, plan: FeePlan, *, by: User, now: datetime
) -> None:
    follow_price(registration, fee_type)
    payer = Payer(payer_name=registration.organisation_name or registration.name)
    agreement = write_agreement(registration, fee_type, plan, payer, now=now)
    record("fee.set", registration, by=by, event=registration.event_id, amount=fee_type.amount)
    notices.tell_fee(agreement, registration, plan.event)


@transaction.atomic
def change_fee(
    *, registration: Registration, fee_type: FeeType, by: User, now: datetime, over_capacity: bool = False
) -> None:
    """Another price instead, with the terms of today and the same payer, told by mail; the days follow it.

    Raises ``DomainError`` when there is an invoice to pay, or nothing to change, and ``DayFullError`` for a
    day more that is full, unless it is ``over_capacity``.
    """
    event = seats.lock_event(registration.event_id)
    seats.count(event)
    current, plan = seats.current_of(registration), _plan(event)
    agreement = FeeAgreement.objects.filter(registration=current.pk).first()
    if agreement is None or not current.is_active or fee_type.event_id != event.pk or not fee_type.is_active:
        raise DomainError(_("That is no longer possible: the registration has changed since."))
    if billed(agreement):
        raise DomainError(_("The invoice is made. Credit it first, then give another price."))
    before, room = quotas.seeker_of(current), quotas.room_of(event)
    _follow(current, agreement, fee_type)
    FeeAgreement.objects.filter(pk=agreement.pk).update(**terms_of(fee_type, plan, now=now))
    agreement.days.set(fee_type.days.all())
    after = quotas.seeker_of(seats.current_of(registration))
    if not over_capacity and quotas.holds_a_seat(current):
        room.refuse_days(before, after)
    record("fee.changed", registration, by=by, event=event.pk, amount=fee_type.amount)
    agreement.refresh_from_db()
    notices.tell_fee(agreement, current, event)
    if before != after:
        seats.fill(event, now=now)
        seats.save_counters(event)


def _follow(registration: Registration, agreement: FeeAgreement, fee_type: FeeType) -> None:
    """Whoever came on all days of the old price comes on all of the new one; else on those it leaves."""
    rows = list(DayChoice.objects.filter(registration=registration))
    chosen, old = {row.day_id for row in rows}, {day.pk for day in agreement.days.all()}
    new = {day.pk for day in fee_type.days.all()}
    every = set(registration.event.days.values_list("pk", flat=True))
    whole = not chosen or chosen == (old or every)
    wanted = (new or every) if whole else (chosen & (new or every)) or new
    part = {"part": rows[0].part, "assignment": rows[0].assignment} if rows else {}
    DayChoice.objects.filter(registration=registration).delete()
    DayChoice.objects.bulk_create(DayChoice(registration=registration, day_id=day, **part) for day in wanted)
