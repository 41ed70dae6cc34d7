"""Dates and clock times as people here write them. Stored in UTC, shown in the event's zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

OSLO = ZoneInfo("Europe/Oslo")


def local(moment: datetime, zone: ZoneInfo = OSLO) -> datetime:
    return moment.astimezone(zone)


def _norwegian_style() -> bool:
    return (get_language() or "nb")[:2] in {"nb", "nn", "da"}


def long_date(day: date) -> str:
    """ "fredag 29. januar 2027" in the active language."""
    return formats.date_format(day, "l j. F Y" if _norwegian_style() else "l j F Y")


def short_date(day: date) -> str:
    """ "29. januar" in the active language."""
    return formats.date_format(day, "j. F" if _norwegian_style() else "j F")


def clock(moment: datetime | time, zone: ZoneInfo = OSLO) -> str:
    """ "08.30" (a colon in Swedish and English)."""
    shown = moment.astimezone(zone).time() if isinstance(moment, datetime) else moment
    return shown.strftime("%H.%M" if _norwegian_style() else "%H:%M")


def time_span(start: datetime, end: datetime | None, zone: ZoneInfo = OSLO) -> str:
    """ "kl. 08.30–12.00"; without an end "kl. 08.30"."""
    span = clock(start, zone) + (f"–{clock(end, zone)}" if end else "")
    return _("at %(span)s") % {"span": span}


def day_span(start: datetime, end: datetime | None, zone: ZoneInfo = OSLO) -> str:
    """Date and hours; over several days each end has its own date: "… kl. 12.00 – torsdag … kl. 15.30"."""
    first = long_date(local(start, zone).date())
    if end is None or local(end, zone).date() == local(start, zone).date():
        return f"{first}, {time_span(start, end, zone)}"
    last = long_date(local(end, zone).date())
    return f"{first}, {time_span(start, None, zone)} – {last}, {time_span(end, None, zone)}"


def aware(day: date, at: time, zone: ZoneInfo = OSLO) -> datetime:
    """The moment in UTC. Raises ``ValidationError`` for a time that the clock change skips or repeats."""
    naive = datetime.combine(day, at)
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(
            _("The clocks change that night, so %(time)s is not one clear time. Choose another.")
            % {"time": clock(at)},
            code="clock_change",
        )
    return first.astimezone(UTC)
