"""A day's way through its states: draft, published, cancelled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events import hooks
from events.models import TRANSITIONS, Event, EventStatus
from events.services.checklist import publish_checklist
from events.services.touching import lock_event, touch
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError


def change_status(event: Event, to: EventStatus) -> None:
    """The one place where a status changes. Raises ``DomainError`` for a move not in ``TRANSITIONS``."""
    if to not in TRANSITIONS[EventStatus(event.status)]:
        raise DomainError(
            _("This day is %(now)s and cannot become %(to)s.")
            % {"now": EventStatus(event.status).label.lower(), "to": to.label.lower()}
        )
    event.status = to


@transaction.atomic
def publish(*, event: Event, by: User | None, now: datetime) -> Event:
    """Show the day to everybody and open its registration. Names what is missing when it is not ready."""
    event = lock_event(event)
    change_status(event, EventStatus.PUBLISHED)
    missing = [check.label for check in publish_checklist(event, now) if check.blocking and not check.done]
    if missing:
        raise DomainError(_("Not ready yet. Still missing: %(what)s.") % {"what": "; ".join(missing)})
    event.published_at = now
    event.save(update_fields=["status", "published_at"])
    touch(event, by=by, now=now, verb="event.published")
    return event


@transaction.atomic
def discard_draft(*, event: Event, by: User | None) -> None:
    """Throw a draft away. Raises ``DomainError`` once it has been out: then it is called off instead."""
    event = lock_event(event)
    if event.status != EventStatus.DRAFT:
        raise DomainError(_("This day has been out. Call it off instead."))
    record("event.discarded", event, by=by, region_id=event.region_id)
    event.delete()


@transaction.atomic
def cancel_event(*, event: Event, by: User | None, now: datetime, reason: str) -> Event:
    """Call the day off. ``reason`` is told to everybody who is coming."""
    if not reason:
        raise DomainError(_("Write what you want to tell those who are coming."))
    event = lock_event(event)
    change_status(event, EventStatus.CANCELLED)
    event.cancelled_at, event.cancelled_reason = now, reason
    event.save(update_fields=["status", "cancelled_at", "cancelled_reason"])
    for listener in hooks.after_cancel:
        listener(event)
    touch(event, by=by, now=now, verb="event.cancelled")
    return event
