"""The clock of seat offers, as pure functions: when one may be made, and until when it holds.

All by the clock on the wall where the event is. In the night no offer is made, and the clock of one
that runs stands still. The evening before the event the line is asked for the last time.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.models import Event
from inkludering.dates import clock, local, long_date

MORNING, EVENING = time(8), time(20)
LONG, SHORT = timedelta(hours=6), timedelta(hours=2)
SHORT_FROM = time(14)  # the day before the event
ASKED_AT_MOST = 3  # times; after that they stay in line, and the organiser can let them in


class Next(StrEnum):
    """What somebody in line can count on."""

    TURN = "turn"  # to be asked, in turn
    LATER = "later"  # asked before: after those who were not, and not on the same day
    ORGANISER = "organiser"  # asked as often as we ask
    DOOR = "door"  # no seat goes to the line any more


def at_clock(day: date, at: time, zone: ZoneInfo) -> datetime:
    """That time of that day, in UTC. A time that the clock change repeats is the first of the two."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def is_night(now: datetime, zone: ZoneInfo) -> bool:
    """From 20:00 until, but not including, 08:00."""
    at = now.astimezone(zone).time()
    return at >= EVENING or at < MORNING


def last_call(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """20:00 the day before: from then on no seat goes to the line; the door decides."""
    return at_clock(_day_before(starts_at, zone), EVENING, zone)


def answer_time(offered_at: datetime, starts_at: datetime, zone: ZoneInfo) -> timedelta:
    """Six hours; two from 14:00 the day before."""
    short_from = at_clock(_day_before(starts_at, zone), SHORT_FROM, zone)
    return SHORT if offered_at >= short_from else LONG


def after_waking(begin: datetime, wait: timedelta, zone: ZoneInfo) -> datetime:
    """The moment when ``wait`` has passed outside the nights, in UTC."""
    moment, left = begin.astimezone(UTC), wait
    while True:
        day = moment.astimezone(zone).date()
        morning, evening = at_clock(day, MORNING, zone), at_clock(day, EVENING, zone)
        moment = max(moment, morning)
        if moment < evening and left <= evening - moment:
            return moment + left
        left -= max(evening - moment, timedelta())
        moment = at_clock(day + timedelta(days=1), MORNING, zone)


def may_offer(event: Event, now: datetime) -> bool:
    """Is this an hour to offer free seats of ``event``? Whether it is open is asked elsewhere."""
    if event.starts_at is None or is_night(now, event.zone):
        return False
    return now < last_call(event.starts_at, event.zone)


def expiry(event: Event, offered_at: datetime) -> datetime:
    """Until when an offer made now holds: never past the last call, nor past the end of sign-up."""
    assert event.starts_at is not None  # noqa: S101  # no offer without: ``may_offer``
    wait = answer_time(offered_at, event.starts_at, event.zone)
    ends = [after_waking(offered_at, wait, event.zone), last_call(event.starts_at, event.zone)]
    return min([*ends, event.registration_closes_at] if event.registration_closes_at else ends)


def today_from(now: datetime, zone: ZoneInfo) -> datetime:
    """The midnight that this day began with. Nobody is asked twice on the same day."""
    return at_clock(now.astimezone(zone).date(), time(), zone)


def _day_before(starts_at: datetime, zone: ZoneInfo) -> date:
    return starts_at.astimezone(zone).date() - timedelta(days=1)


def what_comes_next(event: Event, times_asked: int, now: datetime) -> Next:
    """For somebody in line who holds no offer, asked ``times_asked`` times."""
    is_past = event.starts_at is None or now >= last_call(event.starts_at, event.zone)
    if is_past or not event.is_open(now):
        return Next.DOOR
    if times_asked >= ASKED_AT_MOST:
        return Next.ORGANISER
    return Next.LATER if times_asked else Next.TURN


def until_words(moment: datetime, zone: ZoneInfo) -> str:
    """ "torsdag 28. januar 2027 kl. 16.00" in the active language."""
    day = long_date(local(moment, zone).date())
    return _("%(date)s at %(time)s") % {"date": day, "time": clock(moment, zone)}
