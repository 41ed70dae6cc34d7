"""Which of its lives an event is in, seen from outside."""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext, ngettext

from events.models import Event, EventStatus
from inkludering.dates import clock, local, short_date


class State(StrEnum):
    """Each has a friendly page of its own. ``DRAFT`` is met in the preview only."""

    DRAFT = "draft"
    OPEN = "open"
    FULL = "full"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    OVER = "over"


def state_of(event: Event, now: datetime) -> State:
    opens_at = event.registration_opens_at
    return state_from(
        event.status,
        is_over=event.is_over(now),
        is_open=event.is_open(now),
        opens_later=bool(opens_at and opens_at > now),
        has_free_seat=event.seats_free() != 0,
    )


def state_from(status: str, *, is_over: bool, is_open: bool, opens_later: bool, has_free_seat: bool) -> State:
    if status == EventStatus.CANCELLED:
        return State.CANCELLED
    if is_over:
        return State.OVER
    if status == EventStatus.DRAFT:
        return State.DRAFT
    if is_open:
        return State.OPEN if has_free_seat else State.FULL
    return State.NOT_YET if opens_later else State.CLOSED


def seats_words(event: Event, state: State) -> str:
    """What a list says about the seats: "26 seats free", "Waiting list", "Cancelled"."""
    words = {
        State.DRAFT: gettext("Not published"),
        State.FULL: gettext("Waiting list"),
        State.CLOSED: gettext("Registration is closed"),
        State.CANCELLED: gettext("Cancelled"),
        State.OVER: gettext("This day is over"),
    }
    if state is State.NOT_YET:
        return gettext("Registration opens %(when)s") % {"when": opening_words(event)}
    return words.get(state) or free_words(event)


def free_words(event: Event) -> str:
    """How many seats are free, or that all may come where there is no limit."""
    free = event.seats_free()
    if free is None:
        return gettext("Open to all")
    return ngettext("%(count)s seat free", "%(count)s seats free", free) % {"count": free}


def opening_words(event: Event) -> str:
    """ "4. januar kl. 09.00": when registration opens."""
    if event.registration_opens_at is None:
        return ""
    opens_at = local(event.registration_opens_at, event.zone)
    return gettext("%(date)s at %(time)s") % {
        "date": short_date(opens_at.date()),
        "time": clock(opens_at, event.zone),
    }
