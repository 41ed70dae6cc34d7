"""The lock on an event, and the one way a change of it is noted."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events import rules
from events.models import Event, EventStatus, ItemKind
from inkludering.accounts.models import User
from inkludering.audit.models import Entry
from inkludering.audit.services import record
from inkludering.dates import aware, clock, local, short_date
from inkludering.errors import DomainError
from inkludering.text import slugify
from inkludering.wake import wake

RENDER = "events.tasks.render_programmes"


class StaleError(DomainError):
    """Somebody saved the event while this form was open."""


def lock_event(event: Event | int, *, version: int | None = None) -> Event:
    """The event's row, locked until the transaction ends.

    With ``version``, raises ``StaleError`` when the event is no longer the one the form showed.
    """
    pk = event if isinstance(event, int) else event.pk
    locked = Event.objects.select_for_update().get(pk=pk)
    if version is not None and locked.version != version:
        raise StaleError(_changed_by(locked))
    return locked


def _changed_by(event: Event) -> str:
    entry = Entry.objects.of(event).first()
    author = User.objects.filter(pk=entry.by_id).first() if entry and entry.by_id else None
    who = author.name if author and author.name else _("Somebody")
    at = local(event.changed_at or event.created_at, event.zone)
    when = {"who": who, "day": short_date(at.date()), "time": clock(at)}
    return (
        _(
            "%(who)s saved a change on %(day)s at %(time)s, while you were writing. "
            "What you wrote is still here. Save once more to keep it."
        )
        % when
    )


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The clock time ``at`` on ``day`` in UTC. Raises ``DomainError`` where the clock change forbids it."""
    try:
        return aware(day, at, zone)
    except ValidationError as error:
        raise DomainError(error.messages[0]) from None


def same_clock(old: datetime | None, day: date, zone: ZoneInfo) -> datetime | None:
    """The clock time of ``old`` on another ``day``."""
    return moment(day, local(old, zone).time(), zone) if old else None


def refuse_cancelled(event: Event) -> None:
    if event.status == EventStatus.CANCELLED:
        raise DomainError(_("This day is cancelled and can no longer be changed."))


def touch(event: Event, *, by: User | None, now: datetime, verb: str, **facts: Any) -> None:
    """Note a change of what visitors see: new version, audit entry, and a wish for new paper.

    ``event`` must come from ``lock_event`` in the same transaction.
    """
    event.version += 1
    event.changed_at = now
    event.save(update_fields=["version", "changed_at"])
    record(verb, event, by=by, region_id=event.region_id, **facts)
    if event.status == EventStatus.PUBLISHED:
        wake(RENDER, event.pk)


def derive_times(event: Event, *, now: datetime) -> None:
    """Set ``starts_at``, ``ends_at`` and ``year`` from the days and their items, and save them.

    Raises ``DomainError`` when a published event would be left without a time.
    """
    days = list(event.days.order_by("date").prefetch_related("items"))
    timed = [(item.starts_at, item.kind) for day in days for item in day.items.all() if item.starts_at]
    proper = [starts for starts, kind in timed if kind != ItemKind.ARRIVAL]
    starts = proper or [starts for starts, _kind in timed]  # the doors open before it begins
    event.starts_at = min(starts, default=None)
    event.ends_at = rules.day_end(days[-1].date, days[-1].items.all(), event.zone) if starts else None
    if event.status != EventStatus.DRAFT and not starts:
        raise DomainError(_("A published day needs at least one item with a time."))
    event.year = days[0].date.year if days else local(now, event.zone).year
    save_with_free_address(event, event.slug, update_fields=["starts_at", "ends_at", "year", "slug"])


def save_with_free_address(event: Event, text: str, update_fields: list[str] | None = None) -> None:
    """Save ``event`` under an address of ``text`` that nobody has that year: with a number when taken."""
    base = slugify(text) or "dag"
    for _attempt in range(5):
        same_year = Event.objects.filter(year=event.year, slug__startswith=base).exclude(pk=event.pk)
        taken = set(same_year.values_list("slug", flat=True))
        numbers = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        event.slug = base if base not in taken else next(slug for slug in numbers if slug not in taken)
        try:
            with transaction.atomic():
                event.save(update_fields=update_fields)
        except IntegrityError:  # another event took the address in this moment
            continue
        return
    raise DomainError(_("Somebody is making a day with the same name. Try again."))
