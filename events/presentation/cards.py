"""One event as a line in a list of days."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats
from django.utils.translation import get_language, gettext

from events.models import Event, EventFormat
from events.presentation.state import State, seats_words, state_of
from events.presentation.when import closing_time, dates_of
from inkludering.dates import long_date, time_span


@dataclass(frozen=True)
class Card:
    """``weekday``, ``day`` and ``month`` are the date in three lines; ``year`` is "" for this one."""

    event: Event
    state: State
    first_date: date | None
    weekday: str
    day: str
    month: str
    year: str
    hours: str
    place: str
    seats: str


def card_for(event: Event, *, now: datetime) -> Card:
    """Reads ``region`` and ``theme``: fetch the events with ``for_cards()``."""
    state = state_of(event, now)
    found = dates_of(event)
    first = found[0] if found else None
    return Card(
        event=event,
        state=state,
        first_date=first,
        weekday=formats.date_format(first, "l") if first else "",
        day=_day(first) if first else "",
        month=formats.date_format(first, "F") if first else "",
        year=str(first.year) if first and first.year != now.year else "",
        hours=_hours(event),
        place=_place(event),
        seats=seats_words(event, state),
    )


def _day(first: date) -> str:
    with_stop = (get_language() or "nb")[:2] in {"nb", "nn", "da"}
    return f"{first.day}." if with_stop else str(first.day)


def _hours(event: Event) -> str:
    """The hours of a single day; the last date of a longer one."""
    found = dates_of(event)
    if event.starts_at is None or found is None:
        return ""
    first, last = found
    if first != last:
        return gettext("until %(date)s") % {"date": long_date(last)}
    return time_span(event.starts_at, closing_time(event), event.zone)


def _place(event: Event) -> str:
    where = gettext("Digital") if event.format == EventFormat.DIGITAL else event.venue_name
    return f"{where}, {event.region.name}" if where else event.region.name
