"""Make an offer and end one, for an event that is locked and counted. What people do with offers:
``services.offers``. The rules and why they are so: ``docs/adr/0013-seat-offers.md``.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import OFFER_TRANSITIONS, OfferState, Registration, SeatOffer
from participants.models.registrations import RegistrationQuerySet
from participants.offer_times import ASKED_AT_MOST, expiry, may_offer, today_from
from participants.services import notices
from participants.services.quotas import those_who_fit


def line_of(event: Event) -> RegistrationQuerySet:
    """Who may be given a seat at once: everybody in line for whom none is held."""
    line = event.registrations.waiting().select_related("participant", "party")
    return line.exclude(pk__in=_held(event)) if event.seats_held else line


def to_ask(event: Event, now: datetime) -> RegistrationQuerySet:
    """Who may be asked now: those not asked yet, then those who did not answer, on another day."""
    line = event.registrations.waiting().select_related("participant", "party")
    asked = SeatOffer.objects.filter(registration__event=event.pk)
    today = asked.filter(offered_at__gte=today_from(now, event.zone)).values("registration")
    return line.filter(times_asked__lt=ASKED_AT_MOST).exclude(pk__in=today).exclude(pk__in=_held(event))


def _held(event: Event) -> RegistrationQuerySet:
    pending = SeatOffer.objects.pending().filter(registration__event=event.pk)
    return Registration.objects.filter(pk__in=pending.values("registration"))


def offer_free_seats(event: Event, *, now: datetime) -> list[Registration]:
    """Offer the free seats to those next in line who fit; nobody in the night. Returns who was asked."""
    if not may_offer(event, now):
        return []
    asked = those_who_fit(event, to_ask(event, now), event.seats_free())
    for registration in asked:
        _offer(registration, event, now=now)
    return asked


def _offer(registration: Registration, event: Event, *, now: datetime) -> None:
    offer = SeatOffer.objects.create(registration=registration, offered_at=now, expires_at=expiry(event, now))
    if registration.times_asked == 0:
        event.waiting_count -= 1
    event.seats_held += 1
    registration.times_asked += 1
    registration.save(update_fields=["times_asked"])
    notices.tell_offer(offer, event)
    record("offer.made", registration, region_id=event.region_id, event=event.pk, offer=offer.pk)


def end(offer: SeatOffer, to: OfferState, event: Event, *, now: datetime, by: User | None = None) -> None:
    """The one change of an offer's state: guarded by ``OFFER_TRANSITIONS``; what was held is let go.

    Saves the offer, not the event. Raises ``DomainError``.
    """
    if to not in OFFER_TRANSITIONS[OfferState(offer.state)]:
        raise DomainError(_("That is no longer possible: the offer has been answered or has run out."))
    offer.state, offer.ended_at = to, now
    offer.save(update_fields=["state", "ended_at"])
    event.seats_held -= 1
    record(
        f"offer.{to.value}",
        offer.registration,
        by=by,
        region_id=event.region_id,
        event=event.pk,
        offer=offer.pk,
    )


def end_with_place(registration: Registration, to: OfferState, event: Event, *, now: datetime) -> None:
    """A place in line ends, by a seat or otherwise: so does an offer that was out. One look, and only
    while the event has seats held."""
    if event.seats_held:
        for offer in SeatOffer.objects.pending().filter(registration=registration):
            end(offer, to, event, now=now)
