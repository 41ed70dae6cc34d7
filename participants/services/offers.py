"""Offers of seats: yes, no, no answer, taken back. Each verb is one transaction under the event's lock."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from events.models import Event, EventStatus
from events.models.events import EventQuerySet
from inkludering.accounts.models import User
from participants.models import OfferState, Registration, RegistrationStatus, SeatOffer
from participants.services import notices, offering, seats
from participants.services.cancelling import cancel


def stands(offer: SeatOffer, event: Event, now: datetime) -> bool:
    """Can it still be said yes to? A promise holds though sign-up was closed since; not past the start."""
    is_on = event.status == EventStatus.PUBLISHED and event.starts_at is not None and now < event.starts_at
    return offer.is_pending and is_on and now < offer.expires_at


def latest_offer(registration: Registration) -> SeatOffer | None:
    """The offer that counts for a place in line; None where nothing was offered."""
    offers = SeatOffer.objects.filter(registration=registration).order_by("-pk")
    return offers.select_related("registration__participant", "registration__party").first()


def open_offer(registration: Registration, *, now: datetime) -> SeatOffer | None:
    """The offer to show on a person's own page."""
    if not registration.is_waiting or registration.times_asked == 0:
        return None
    offer = latest_offer(registration)
    return offer if offer and stands(offer, registration.event, now) else None


@transaction.atomic
def accept(*, registration: Registration, now: datetime) -> OfferState | None:
    """Take the offered seat. Returns how the offer stands then: expired when the answer came too late,
    and the seat has gone on. None without any offer, or when the place is somebody else's since.
    Harmless to repeat."""
    event = seats.lock_event(registration.event_id)
    seats.count(event)
    offer = latest_offer(registration)
    if offer is None or offer.registration.link_version != registration.link_version:
        return None
    if not offer.is_pending:
        return OfferState(offer.state)
    if not stands(offer, event, now):
        _let_go(offer, event, now=now)
        seats.fill(event, now=now)
    else:
        seats.promote(offer.registration, event, now=now, by=None, verb="registration.promoted")
    seats.save_counters(event)
    return OfferState(SeatOffer.objects.values_list("state", flat=True).get(pk=offer.pk))


@transaction.atomic
def decline(*, registration: Registration, now: datetime) -> OfferState | None:
    """No, thank you: the place in line ends and the seat goes on. A seat that was said yes to is not
    touched. As ``accept``; raises ``DomainError`` when the day is over."""
    event = seats.lock_event(registration.event_id)
    seats.count(event)
    offer = latest_offer(registration)
    if offer is None or offer.registration.link_version != registration.link_version:
        return None
    if offer.is_pending:
        offering.end(offer, OfferState.DECLINED, event, now=now)
    if offer.registration.is_waiting:
        cancel(registration=registration, now=now)
    return OfferState(offer.state)


@transaction.atomic
def withdraw(*, offer: SeatOffer, now: datetime, by: User) -> None:
    """Take an offer back; its owner stays in line, and the seat goes on. Raises ``DomainError`` when it
    is answered or over."""
    event = seats.lock_event(offer.registration.event_id)
    seats.count(event)
    current = SeatOffer.objects.select_related("registration__participant", "registration__party")
    ours = current.get(pk=offer.pk)
    offering.end(ours, OfferState.WITHDRAWN, event, now=now, by=by)
    notices.tell_offer_ended(ours, event)
    seats.fill(event, now=now)
    seats.save_counters(event)


@transaction.atomic
def sweep(*, event: Event, now: datetime) -> list[Registration]:
    """Let go what nobody answered, and give or offer what is free. Harmless to repeat."""
    locked = seats.lock_event(event.pk)
    seats.count(locked)
    pending = SeatOffer.objects.pending().filter(registration__event=locked.pk).order_by("pk")
    for offer in pending.select_related("registration__participant", "registration__party"):
        if not stands(offer, locked, now):
            _let_go(offer, locked, now=now)
    given = seats.fill(locked, now=now)
    seats.save_counters(locked)
    return given


def _let_go(offer: SeatOffer, event: Event, *, now: datetime) -> None:
    """Time is up. Nothing is lost: the place in line stays, and its owner is told."""
    offering.end(offer, OfferState.EXPIRED, event, now=now)
    if event.status == EventStatus.PUBLISHED:
        notices.tell_offer_ended(offer, event)


def events_to_sweep(now: datetime) -> EventQuerySet:
    """Events with an offer that is over, or with a free seat while somebody waits."""
    ended = ~Q(registration__event__status=EventStatus.PUBLISHED) | Q(registration__event__starts_at__lte=now)
    over = SeatOffer.objects.pending().filter(ended | Q(expires_at__lte=now))
    has_room = Q(capacity=None) | Q(capacity__gt=F("seats_taken") + F("seats_held"))
    in_line = Registration.objects.filter(event=OuterRef("pk"), status=RegistrationStatus.WAITING)
    waits = Q(has_room, Exists(in_line), status=EventStatus.PUBLISHED, starts_at__gt=now)
    found: EventQuerySet = Event.objects.filter(waits | Q(pk__in=over.values("registration__event")))
    return found.order_by("starts_at", "pk")
