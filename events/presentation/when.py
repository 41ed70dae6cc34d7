"""When and in which language a day is, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.presentation.programme import Day
from inkludering.dates import clock, local, time_span

LANGUAGE_WORDS: dict[str, Promise] = {
    "nb": _("Norwegian"),
    "nn": _("Norwegian"),
    "sv": _("Swedish"),
    "da": _("Danish"),
    "en": _("English"),
}


def language_words(codes: Iterable[str]) -> str:
    """ "Norwegian, Swedish and Danish": each language once, in the order they are met."""
    words = dict.fromkeys(str(LANGUAGE_WORDS[code]) for code in codes if code in LANGUAGE_WORDS)
    first, *others = words or [""]
    if get_language() != "en":  # only English writes its languages with a capital inside a sentence
        others = [word.lower() for word in others]
    return get_text_list([first[:1].upper() + first[1:], *others], gettext("and"))


def dates_of(event: Event) -> tuple[date, date] | None:
    """First and last date in the event's own zone."""
    if event.starts_at is None or event.ends_at is None:
        return None
    return local(event.starts_at, event.zone).date(), local(event.ends_at, event.zone).date()


@dataclass(frozen=True)
class Hours:
    """A date with its hours in words: "kl. 08.30–12.00". ``doors`` is "" where nobody is met before."""

    date: date
    span: str
    doors: str


def hours_of(event: Event, days: tuple[Day, ...]) -> tuple[Hours, ...]:
    """The hours of each day, from the programme; the event's own where a single day has no timed items."""
    alone = len(days) == 1
    found = []
    for day in days:
        start = day.starts_at or (event.starts_at if alone else None)
        end = day.ends_at or (closing_time(event) if alone else None)
        doors = clock(day.doors_at, event.zone) if day.doors_at and day.doors_at != start else ""
        found.append(Hours(day.date, time_span(start, end, event.zone) if start else "", doors))
    return tuple(found)


def closing_time(event: Event) -> datetime | None:
    """When the event ends; None for an open end, which is stored as 23:59 and told to nobody."""
    if event.ends_at is None:
        return None
    end = local(event.ends_at, event.zone)
    return None if (end.hour, end.minute) == (23, 59) else event.ends_at
