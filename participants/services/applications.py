"""Where people apply: the coordinator's yes and no, many at a time, each answered by mail."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from participants.models import Registration, RegistrationStatus
from participants.models.registrations import RegistrationQuerySet
from participants.services import notices, quotas, seats
from participants.services.needs import forget_needs

REQUESTED, DECLINED = RegistrationStatus.REQUESTED, RegistrationStatus.DECLINED
MAY_BE_ACCEPTED = (REQUESTED, DECLINED)


def applications_of(event: Event) -> RegistrationQuerySet:
    """Those who wait for an answer, first come first."""
    rows = event.registrations.filter(status=REQUESTED)
    found: RegistrationQuerySet = rows.select_related("participant", "party").order_by("registered_at", "pk")
    return found


@transaction.atomic
def accept(*, event: Event, ids: Iterable[int], now: datetime, by: User) -> tuple[int, int]:
    """Yes to these, in the order they applied: a seat while there is room, else a place in line.

    Returns (seats, places in line). Whoever has an answer already, or has cancelled, is left alone.
    """
    locked = seats.lock_event(event.pk)
    seats.count(locked)
    if locked.is_over(now):
        return 0, 0
    room, passes = quotas.room_of(locked), seats.may_promote(locked, now)
    seated = waiting = 0
    for registration in _chosen(locked, ids, MAY_BE_ACCEPTED).prefetch_related("day_choices"):
        seeker = quotas.seeker_of(registration)
        seat = seats.has_seat_for_next(locked, room, seeker, passes=passes)
        status = RegistrationStatus.CONFIRMED if seat else RegistrationStatus.WAITING
        _answer(registration, locked, status, now=now, by=by)
        if seat:
            room.take(seeker)
        seated, waiting = seated + seat, waiting + (not seat)
    seats.save_counters(locked)
    return seated, waiting


@transaction.atomic
def decline(*, event: Event, ids: Iterable[int], now: datetime, by: User) -> int:
    """No to these. What they need of food and access is deleted at once. Returns how many."""
    locked = seats.lock_event(event.pk)
    seats.count(locked)
    declined = list(_chosen(locked, ids, (REQUESTED,)))
    for registration in declined:
        _answer(registration, locked, DECLINED, now=now, by=by)
        forget_needs(registration=registration)
    seats.save_counters(locked)
    return len(declined)


def _chosen(event: Event, ids: Iterable[int], statuses: Iterable[RegistrationStatus]) -> RegistrationQuerySet:
    rows = Registration.objects.filter(event=event.pk, pk__in=list(ids), status__in=list(statuses))
    return rows.select_related("participant", "party").order_by("registered_at", "pk")


def _answer(
    registration: Registration, event: Event, status: RegistrationStatus, *, now: datetime, by: User
) -> None:
    seats.move(registration, status, event, now=now)
    record(
        "registration.answered",
        registration,
        by=by,
        region_id=event.region_id,
        event=event.pk,
        status=str(status),
    )
    notices.tell_registered(registration, event)
