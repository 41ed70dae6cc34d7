"""The seats of an event: one lock, one count, one way for a registration to change its state.

Whoever uses or frees a seat first takes ``lock_event``; what the decision rests on is counted from
the rows after that. Nobody else writes the counters of the event.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event, EventStatus
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import TRANSITIONS, OfferState, Registration, RegistrationStatus
from participants.services import notices, offering, seat_rows
from participants.services.quotas import ANY, Room, Seeker, those_who_fit
from participants.services.seat_rows import Known, LookFor

CANCELLED, CONFIRMED, WAITING = (
    RegistrationStatus.CANCELLED,
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.WAITING,
)

NOTHING = LookFor()


def lock_event(event_id: int, organisation: str = "") -> Event:
    """The event row, locked until the transaction ends: the lock on its seats.

    On SQLite the lock is the transaction itself, which begins IMMEDIATE. The id of the
    ``organisation`` of exactly that name rides along as ``typed``.
    """
    return seat_rows.lock(event_id, organisation)


def count(event: Event, looked: LookFor = NOTHING) -> Known:
    """Put the true numbers on a locked event; returns what was looked for among its rows."""
    counted = seat_rows.count(event.pk, looked)
    event.seats_taken, event.seats_held = counted.confirmed, counted.held
    event.waiting_count = counted.waiting
    event.waiting_counter = max(event.waiting_counter, counted.last_in_line)
    return counted.known


def current_of(registration: Registration) -> Registration:
    """The row as it is under the lock. Raises ``DomainError`` when it has another link since: it is
    somebody else's, or its address has changed."""
    current = Registration.objects.select_related("participant", "party").get(pk=registration.pk)
    if current.link_version != registration.link_version:
        raise DomainError(_("That is no longer possible: the registration has changed since."))
    return current


def save_counters(event: Event) -> None:
    """Write the numbers of a locked and counted event."""
    seat_rows.write(event)


def has_seat_for_next(
    event: Event, room: Room = ANY, seeker: Seeker | None = None, *, passes: bool = False
) -> bool:
    """Would somebody who comes now get a seat? Never past those who stand in line, save those whom a
    limit of the event keeps there (``passes``: all who fit have been let in already)."""
    fits = seeker is None or room.fits(seeker)
    return event.seats_free() != 0 and fits and (event.waiting_count == 0 or (passes and room.is_limited))


def may_promote(event: Event, now: datetime) -> bool:
    """May a free seat be given to somebody in line? Not once the day begins, or sign-up has closed."""
    return event.is_open(now) and event.starts_at is not None and now < event.starts_at


def take_place(registration: Registration, event: Event, *, seat: bool, now: datetime) -> None:
    """A registration's new seat or place in line, and the counters that follow. The event is locked
    and counted; nothing is saved."""
    if seat:
        registration.status, registration.confirmed_at = CONFIRMED, now
        event.seats_taken += 1
        return
    event.waiting_counter += 1
    event.waiting_count += 1
    registration.status, registration.position = WAITING, event.waiting_counter


def begin(registration: Registration, event: Event, status: RegistrationStatus, *, now: datetime) -> None:
    """The first state of a new registration. As ``take_place``; who has only applied takes neither."""
    if status in (CONFIRMED, WAITING):
        take_place(registration, event, seat=status == CONFIRMED, now=now)
    else:
        registration.status = status


def move(registration: Registration, to: RegistrationStatus, event: Event, *, now: datetime) -> None:
    """The one change of state: guarded by ``TRANSITIONS``, with the counters that follow.

    The event is locked and counted; saves the registration, not the event. Raises ``DomainError``.
    """
    before = RegistrationStatus(registration.status)
    if to not in TRANSITIONS[before]:
        raise DomainError(_("That is no longer possible: the registration has changed since."))
    if before == WAITING:
        event.waiting_count -= registration.times_asked == 0
        ended = OfferState.ACCEPTED if to == CONFIRMED else OfferState.WITHDRAWN
        offering.end_with_place(registration, ended, event, now=now)
    elif before == CONFIRMED:
        event.seats_taken -= 1
    registration.status, registration.position = to, None
    if to in (CONFIRMED, WAITING):
        take_place(registration, event, seat=to == CONFIRMED, now=now)
    else:
        registration.cancelled_at, registration.form_id = now, None
    registration.save(update_fields=["status", "position", "confirmed_at", "cancelled_at", "form_id"])


def fill(event: Event, *, now: datetime) -> list[Registration]:
    """Give or offer the free seats of a locked and counted event to those next in line, one mail each.

    Returns who was given one, or is asked.
    """
    free = event.seats_free()
    if free == 0 or not may_promote(event, now):
        return []
    if vars(event)["by_offers"]:
        return offering.offer_free_seats(event, now=now)
    promoted = those_who_fit(event, offering.line_of(event), free)
    for registration in promoted:
        promote(registration, event, now=now, by=None, verb="registration.promoted")
    return promoted


def promote(registration: Registration, event: Event, *, now: datetime, by: User | None, verb: str) -> None:
    """From the line to a seat, with its mail and its line in the log."""
    move(registration, CONFIRMED, event, now=now)
    notices.tell_promoted(registration, event)
    record(verb, registration, by=by, region_id=event.region_id, event=event.pk)


@transaction.atomic
def fill_free_seats(*, event: Event, now: datetime) -> list[Registration]:
    """Give or offer as many seats as are free, in order. Harmless to repeat; returns who got one."""
    locked = lock_event(event.pk)
    count(locked)
    promoted = fill(locked, now=now)
    save_counters(locked)
    return promoted


def follow_capacity(event: Event) -> None:
    """Called by the events storey when seats were added or taken away, inside its transaction.

    Taking seats away removes nobody: the event is then overbooked.
    """
    fill_free_seats(event=event, now=timezone.now())
    event.refresh_from_db(fields=["seats_taken", "seats_held", "waiting_count", "waiting_counter"])


@transaction.atomic
def confirm_by_staff(
    *, registration: Registration, now: datetime, by: User | None, over_capacity: bool = False
) -> Registration:
    """Let somebody in from the line, out of turn. Raises ``DomainError`` when nobody may be let in any
    more, or no seat is free and ``over_capacity`` was not asked for."""
    event = lock_event(registration.event_id)
    count(event)
    if event.status != EventStatus.PUBLISHED or event.is_over(now):
        raise DomainError(_("The day is over or cancelled."))
    if event.seats_free() == 0 and not over_capacity:
        raise DomainError(_("No seat is free. You can let this person in all the same, as one too many."))
    current = Registration.objects.select_related("participant").get(pk=registration.pk)
    if current.status != CONFIRMED:
        promote(current, event, now=now, by=by, verb="registration.let_in")
        save_counters(event)
    return current


@transaction.atomic
def let_in(
    *, registration: Registration, now: datetime, by: User | None = None, device_id: int | None = None
) -> Registration:
    """At the door: whoever stands in line and has come gets a seat, also when that is one too many.

    No mail. Raises ``DomainError`` for a cancelled registration.
    """
    event = lock_event(registration.event_id)
    count(event)
    current = Registration.objects.select_related("participant").get(pk=registration.pk)
    let_in_locked(current, event, now=now, by=by, device_id=device_id)
    return current


def let_in_locked(
    registration: Registration, event: Event, *, now: datetime, by: User | None, device_id: int | None
) -> None:
    """As ``let_in``, for an event that is locked and counted."""
    if registration.status == CONFIRMED:
        return
    move(registration, CONFIRMED, event, now=now)
    save_counters(event)
    region_id = event.region_id
    record(
        "registration.let_in",
        registration,
        by=by,
        device_id=device_id,
        region_id=region_id,
        event=event.pk,
    )


def place_in_line(registration: Registration) -> int | None:
    """1 for the next to be asked; None without a place there."""
    if registration.position is None:
        return None
    line = Registration.objects.filter(event=registration.event_id)
    return line.up_to(registration).count()
