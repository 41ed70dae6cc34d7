"""Take a registration back, and tell everybody when the day itself is cancelled."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import Registration, RegistrationStatus
from participants.services import notices, seats
from participants.services.invoicing import settle_cancelled
from participants.services.needs import forget_needs


@transaction.atomic
def cancel(*, registration: Registration, now: datetime, by: User | None = None) -> Registration:
    """Free the seat or the place in line; the seat goes to the first in line at once.

    ``by`` is None when the person did it. Harmless to repeat. Raises ``DomainError`` when the day is over,
    or the place is somebody else's since.
    """
    event = seats.lock_event(registration.event_id)
    seats.count(event)
    current = seats.current_of(registration)
    if not current.is_active:
        return current
    if event.is_over(now):
        raise DomainError(_("The day is over."))
    before = current.status
    seats.move(current, RegistrationStatus.CANCELLED, event, now=now)
    record("registration.cancelled", current, by=by, region_id=event.region_id, event=event.pk, was=before)
    forget_needs(registration=current)
    settle_cancelled(current, event, now=now, by_us=False)
    notices.tell_cancelled(current, event, by_staff=by is not None)
    seats.fill(event, now=now)
    seats.save_counters(event)
    return current


def tell_all_of_cancelled_event(event: Event) -> None:
    """Called by the events storey inside the transaction that cancels the event."""
    coming = event.registrations.active().select_related("participant", "party")
    for registration in coming.order_by("pk"):
        notices.tell_event_cancelled(registration, event)
    if event.asks_more:
        for registration in event.registrations.active().order_by("pk"):
            settle_cancelled(registration, event, now=timezone.now(), by_us=True)
