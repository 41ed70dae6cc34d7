"""An event as ``.ics``: for the page, and to attach to a confirmation."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from events.addresses import event_address, host
from events.models import Event, EventFormat, EventStatus
from events.presentation import Day, programme_of
from events.presentation.when import closing_time
from inkludering.dates import aware, local

if TYPE_CHECKING:
    from icalendar import Event as Entry

PRODUCT = "-//Inkludering//Inkluderingsdager//NO"
_LATE = time(23, 59)  # an open end
MIMETYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Edition:
    """One person's file. ``number`` grows with each change of that person's place; ``cancelled_at``
    makes it a file that takes the entries out of the calendar. ``dates`` are those the person comes on; none:
    all."""

    number: int = 0
    cancelled_at: datetime | None = None
    dates: frozenset[date] = frozenset()

    @property
    def method(self) -> str:
        return "CANCEL" if self.cancelled_at else "PUBLISH"

    @property
    def mimetype(self) -> str:
        return f"{MIMETYPE}; method={self.method}"


EVERYBODYS = Edition()


def event_calendar(event: Event, edition: Edition = EVERYBODYS) -> bytes:
    """One entry for each day. UIDs never change and SEQUENCE is the event's version and the edition's
    number, both of which only grow, so that a newer file replaces the older entry in a calendar
    instead of standing beside it."""
    from icalendar import Calendar  # noqa: PLC0415  # 10 MB of every web worker, and few ask

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", edition.method)
    days = programme_of(event)
    for place, day in enumerate(days):
        if edition.dates and day.date not in edition.dates:
            continue
        calendar.add_component(_entry(event, day, place, edition, alone=len(days) == 1))
    calendar.add_missing_timezones(*_years(days))
    content: bytes = calendar.to_ical()
    return content


def _years(days: tuple[Day, ...]) -> tuple[date, date]:
    """The clock changes written into the file: of the years the days are in, not of seven decades."""
    years = [day.date.year for day in days] or [1970]
    return date(min(years), 1, 1), date(max(years) + 1, 1, 1)


def filename(event: Event) -> str:
    return f"{event.slug}.ics"


def _entry(event: Event, day: Day, place: int, edition: Edition, *, alone: bool) -> "Entry":
    from icalendar import Event as Entry  # noqa: PLC0415  # as above

    entry = Entry()
    entry.add("uid", f"event-{event.pk}{f'-{place + 1}' if place else ''}@{host()}")
    entry.add("sequence", event.version + edition.number)
    entry.add("dtstamp", edition.cancelled_at or event.changed_at or event.published_at or event.created_at)
    start, end = _hours(event, day, alone=alone)
    if start:
        entry.add("dtstart", local(start, event.zone))
        entry.add("dtend", local(end or aware(day.date, _LATE, event.zone), event.zone))
    else:
        entry.add("dtstart", day.date)
    entry.add("summary", event.title if alone or not day.title else f"{event.title}: {day.title}")
    entry.add("location", _place(event))
    entry.add("description", _description(event))
    entry.add("url", event_address(event.year, event.slug))
    is_off = edition.cancelled_at or event.status == EventStatus.CANCELLED
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if event.contact_email:
        entry.add("organizer", f"mailto:{event.contact_email}")
    return entry


def _hours(event: Event, day: Day, *, alone: bool) -> tuple[datetime | None, datetime | None]:
    """From the doors to the end of the day; the event's own hours where the programme has none."""
    start = day.doors_at or day.starts_at or (event.starts_at if alone else None)
    return start, day.ends_at or (closing_time(event) if alone else None)


def _place(event: Event) -> str:
    if event.format == EventFormat.DIGITAL:
        return gettext("Digital")
    return ", ".join(part for part in (event.venue_name, event.venue_address) if part)


def _description(event: Event) -> str:
    lines = [event.question, event_address(event.year, event.slug)]
    return "\n".join(line for line in lines if line)
