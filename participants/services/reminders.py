"""Two days before one's first day, at ten in the morning: everybody with a seat is reminded, once."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from events.models import Event
from inkludering.dates import aware
from inkludering.outbox.models import Message
from participants.emails import Kind, has_begun
from participants.models import Registration
from participants.own_dates import own_first_dates
from participants.services import notices

DAYS_BEFORE = 2
AT = time(10)
QUEUED_AHEAD = timedelta(hours=24)
TOO_FRESH = timedelta(hours=24)  # they just had a mail about their seat


def reminder_at(event: Event, day: date | None = None) -> datetime | None:
    """The moment for whoever comes first on ``day``, by the clock on the wall where the event is; None
    without a date. By default for the first date."""
    first = day or event.first_date
    return aware(first - timedelta(days=DAYS_BEFORE), AT, event.zone) if first and event.starts_at else None


def queue_reminders(*, now: datetime) -> int:
    """Queue what is due within a day; returns how many. Harmless to repeat and to run twice at once."""
    soon = Event.objects.published().upcoming(now).filter(starts_at__lt=now + timedelta(days=DAYS_BEFORE + 2))
    return sum(_queue_for(event, now=now) for event in soon)


@transaction.atomic
def _queue_for(event: Event, *, now: datetime) -> int:
    if event.first_date is None:
        return 0
    own = own_first_dates(event)
    days = sorted({event.first_date, *own.values()})
    return sum(_queue_day(event, day, own, now=now) for day in days)


def _queue_day(event: Event, day: date, own: dict[int, date], *, now: datetime) -> int:
    """For those whose first date this is; ``own`` holds the first dates of those who chose some."""
    at = reminder_at(event, day)
    if at is None or now < at - QUEUED_AHEAD or has_begun(event, day, now):
        return 0
    queued = Message.objects.filter(kind=Kind.REMINDER, key__startswith=f"{event.pk}-{day.isoformat()}-")
    done = set(queued.values_list("key", flat=True))
    number = 0
    for registration in _to_remind(event, at):
        key = notices.reminder_key(event.pk, day, registration.participant_id)
        if own.get(registration.pk, event.first_date) == day and key not in done:
            number += notices.tell_reminder(registration, event, day=day, not_before=at)
    return number


def _to_remind(event: Event, at: datetime) -> list[Registration]:
    coming = event.registrations.confirmed().filter(confirmed_at__lte=at - TOO_FRESH)
    return list(coming.select_related("participant", "party").order_by("participant_id"))
