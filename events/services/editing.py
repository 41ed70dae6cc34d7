"""Changing what a day is: its texts, its dates, its seats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from events import hooks
from events.models import LARGEST_CAPACITY, Event, EventDay, EventStatus
from events.services.themes import get_or_create_theme
from events.services.touching import derive_times, lock_event, refuse_cancelled, same_clock, touch
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError

EDITABLE = {
    "kind",
    "format",
    "title",
    "subtitle",
    "guiding_question",
    "introduction",
    "audience",
    "goals",
    "hashtags",
    "language",
    "owner",
    "venue_name",
    "venue_address",
    "access_info",
    "travel_info",
    "digital_link",
    "contact_email",
    "contact_phone",
    "meal_note",
    "registration_opens_at",
    "registration_closes_at",
}


@dataclass(frozen=True)
class DayPlan:
    """One date as somebody wants it; ``id`` names the day it was before, None a new one."""

    date: date
    id: int | None = None
    title: str = ""
    introduction: str = ""
    capacity: int | None = None


@transaction.atomic
def edit_event(
    *, event: Event, by: User | None, now: datetime, version: int | None = None, **fields: Any
) -> Event:
    """Write the given fields. Also takes ``theme`` (its name), ``capacity`` and ``days`` (``DayPlan`` rows).

    Raises ``StaleError`` when ``version`` is given and no longer the event's.
    """
    event = lock_event(event, version=version)
    refuse_cancelled(event)
    days, theme = fields.pop("days", None), fields.pop("theme", None)
    if "capacity" in fields:
        _write_capacity(event, fields.pop("capacity"), by=by)
    if unknown := fields.keys() - EDITABLE:
        raise TypeError(f"not fields of an event to edit: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(event, name, value)
    if theme is not None:
        _write_theme(event, theme)
    if "venue_name" in fields and "venue" in event.review:
        event.review = [part for part in event.review if part != "venue"]
    if event.status == EventStatus.DRAFT:
        event.slug = event.title  # the address follows the title until visitors know it
    event.save(update_fields=[*fields, "theme", "goals", "guiding_question", "review"])
    if days is not None:
        _write_days(event, days)
    derive_times(event, now=now)
    touch(event, by=by, now=now, verb="event.edited")
    return event


def _write_theme(event: Event, name: str) -> None:
    if not name:
        event.theme = None
        return
    event.theme = get_or_create_theme(name=name, question=event.guiding_question, goals=event.goals)
    event.guiding_question = event.guiding_question or event.theme.question
    event.goals = event.goals or event.theme.goals


@transaction.atomic
def set_days(*, event: Event, by: User | None, now: datetime, days: Iterable[DayPlan]) -> Event:
    """Add, remove or move dates. The items of a moved day keep their clock times."""
    event = lock_event(event)
    refuse_cancelled(event)
    _write_days(event, days)
    derive_times(event, now=now)
    touch(event, by=by, now=now, verb="event.days_set")
    return event


def _write_days(event: Event, days: Iterable[DayPlan]) -> None:
    plans = list(days)
    dates = [plan.date for plan in plans]
    if not plans:
        raise DomainError(_("A day needs a date."))
    if len(set(dates)) < len(dates):
        raise DomainError(_("The same date stands twice."))
    old = {day.pk: day for day in event.days.all()}
    wanted = {plan.id for plan in plans if plan.id}
    if not wanted <= old.keys():
        raise DomainError(_("One of the dates is gone. Open the page again."))
    going = [day for pk, day in old.items() if pk not in wanted]
    for listener in hooks.before_days_go if going else ():
        listener(event, going)
    try:
        event.days.exclude(pk__in=wanted).delete()
    except ProtectedError:
        raise DomainError(_("People were checked in on a date you want to remove.")) from None
    except RestrictedError:
        raise DomainError(_("A price is for a date you want to remove. Remove that price first.")) from None
    far = date.max.toordinal()
    for number, pk in enumerate(wanted):  # make way first: two days may change places
        EventDay.objects.filter(pk=pk).update(date=date.fromordinal(far - number))
    for plan in plans:
        day = old[plan.id] if plan.id else EventDay(event=event)
        moved = plan.id is not None and day.date != plan.date
        day.date, day.title = plan.date, plan.title
        day.introduction, day.capacity = plan.introduction, plan.capacity
        day.save()
        if moved:
            _move_items(day, event)


def _move_items(day: EventDay, event: Event) -> None:
    for item in day.items.exclude(starts_at=None):
        item.starts_at = same_clock(item.starts_at, day.date, event.zone)
        item.ends_at = same_clock(item.ends_at, day.date, event.zone)
        item.save(update_fields=["starts_at", "ends_at"])


@transaction.atomic
def set_capacity(*, event: Event, capacity: int | None, by: User | None, now: datetime) -> Event:
    """How many seats there are; None for no limit. Freed seats are given away in the same transaction."""
    event = lock_event(event)
    refuse_cancelled(event)
    _write_capacity(event, capacity, by=by)
    touch(event, by=by, now=now, verb="event.edited")
    return event


def _write_capacity(event: Event, capacity: int | None, *, by: User | None) -> None:
    """Under the lock on the event row."""
    if capacity == event.capacity:
        return
    if capacity is not None and not 1 <= capacity <= LARGEST_CAPACITY:
        raise DomainError(_("Seats: a number from 1 to %(most)s.") % {"most": LARGEST_CAPACITY})
    before, event.capacity = event.capacity, capacity
    event.save(update_fields=["capacity"])
    facts: dict[str, Any] = {"before": before or "unlimited", "after": capacity or "unlimited"}
    record("event.capacity_set", event, by=by, region_id=event.region_id, **facts)
    for listener in hooks.after_capacity_change:
        listener(event)


@transaction.atomic
def mark_reviewed(*, event: Event, part: str, by: User | None, now: datetime) -> Event:
    """Somebody looked at what the copy brought along, and it is right."""
    event = lock_event(event)
    if part in event.review:
        event.review = [other for other in event.review if other != part]
        event.save(update_fields=["review"])
        record("event.reviewed", event, by=by, region_id=event.region_id, part=part)
    return event
