"""Put right what was signed up: by the person behind the own link, or by staff for them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import Registration
from participants.services import notices, quotas, seats
from participants.services.asking import Asked
from participants.services.extra_answers import Extras, write_extras
from participants.services.fee_days import refuse_other_days
from participants.services.registering import Answers, participant_with, write_answers


@transaction.atomic
def change(
    *,
    registration: Registration,
    answers: Answers,
    now: datetime,
    by: User | None = None,
    extras: Extras | None = None,
    asked: Asked | None = None,
    over_capacity: bool = False,
) -> Registration:
    """Write new answers, and with ``asked`` the ``extras``; the address stays.

    Raises ``DomainError`` for a registration that is cancelled or somebody else's since, for days that the
    agreed fee is not for, and for the person, not for staff, when the day is over or what they change to is
    full. Staff are asked about a full day alone (``DayFullError``), unless it is ``over_capacity``.
    """
    event = seats.lock_event(registration.event_id, answers.organisation_name)
    seats.count(event)
    current = seats.current_of(registration)
    if not current.is_active:
        raise DomainError(_("This registration is cancelled."))
    if by is None and event.is_over(now):
        raise DomainError(_("The day is over."))
    before, room = quotas.seeker_of(current), quotas.room_of(event)
    write_answers(current, answers, organisation_id=vars(event)["typed"])
    current.save()
    if extras and asked:
        if asked.days:
            refuse_other_days(current, event, extras.days, by_staff=by is not None)
        write_extras(registration=current, extras=extras, asked=asked, now=now)
    after = quotas.seeker_of(current)
    if before != after and not over_capacity and quotas.holds_a_seat(current):
        (room.refuse_days if by else room.refuse_change)(before, after)
    record("registration.changed", current, by=by, region_id=event.region_id, event=event.pk)
    if before != after:  # what somebody leaves may let in others
        seats.fill(event, now=now)
        seats.save_counters(event)
    return current


@transaction.atomic
def change_address(
    *, registration: Registration, email: str, now: datetime, by: User | None = None
) -> Registration:
    """Another address for the same registration; the old link dies and the new address gets its own.

    Raises ``DomainError`` when that address is registered for the event already.
    """
    event = seats.lock_event(registration.event_id)
    current = seats.current_of(registration)
    taken = Registration.objects.active().filter(event=event, participant__email=email)
    if taken.exclude(pk=current.pk).exists():
        raise DomainError(_("This address is registered for the day already."))
    if current.participant.email == email:
        return current
    current.participant = participant_with(email)
    current.link_version += 1
    current.save(update_fields=["participant", "link_version"])
    record("registration.address_changed", current, by=by, region_id=event.region_id, event=event.pk)
    notices.tell_registered(current, event)
    return current
