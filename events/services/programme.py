"""Writing the programme: each change locks the event, keeps time order and derives the day anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from events import rules
from events.models import Event, EventDay, ItemKind, ProgrammeItem
from events.services.guessing import guess_kind
from events.services.touching import derive_times, lock_event, moment, refuse_cancelled, same_clock, touch
from events.services.undoing import Undo, remember
from inkludering.accounts.models import User
from inkludering.dates import clock, local
from inkludering.errors import DomainError

LONGEST_SHIFT = 12 * 60  # minutes


@dataclass(frozen=True)
class Row:
    """A line of the programme table. ``id`` names an item; None is a new one, maybe under ``parent_id``."""

    title: str
    starts_at: time | None = None
    kind: str = ""
    id: int | None = None
    parent_id: int | None = None


def _open(day: EventDay, version: int | None = None) -> Event:
    event = lock_event(day.event_id, version=version)
    refuse_cancelled(event)
    return event


def _close(event: Event, *, by: User | None, now: datetime, verb: str, **facts: int | str) -> None:
    event.review = [part for part in event.review if part != "programme"]
    event.save(update_fields=["review"])
    derive_times(event, now=now)
    touch(event, by=by, now=now, verb=verb, **facts)


def _put_in_order(day: EventDay) -> None:
    # Asked anew: a day that came with its items read beforehand does not know the new ones.
    ordered = rules.in_time_order(ProgrammeItem.objects.filter(day=day).order_by("position", "pk"))
    moved = [item for number, item in enumerate(ordered) if item.position != number]
    for number, item in enumerate(ordered):
        item.position = number
    ProgrammeItem.objects.bulk_update(moved, ["position"])


def _span(day: EventDay, event: Event, starts: time | None, ends: time | None) -> dict[str, datetime | None]:
    """Start and end as moments. Raises ``DomainError`` when they do not make a span."""
    if ends and not starts:
        raise DomainError(_("Write when it starts, too."))
    if starts and ends and ends <= starts:
        raise DomainError(_("It ends before it starts."))
    begins = moment(day.date, starts, event.zone) if starts else None
    return {"starts_at": begins, "ends_at": moment(day.date, ends, event.zone) if ends else None}


def _parent_for(day: EventDay, parent: ProgrammeItem | None) -> ProgrammeItem | None:
    """Sub-items have no sub-items of their own."""
    if parent is not None and (parent.day_id != day.pk or parent.parent_id is not None):
        raise DomainError(_("A sub-item belongs under an item of the same day."))
    return parent


def _new_item(
    day: EventDay,
    event: Event,
    *,
    title: str,
    kind: str,
    parent: ProgrammeItem | None,
    span: dict[str, datetime | None],
    **more: Any,
) -> ProgrammeItem:
    if not title:
        raise DomainError(_("Write what happens."))
    if kind and kind not in ItemKind.values:
        raise DomainError(_("Choose a type from the list."))
    chosen = kind or guess_kind(title, is_child=parent is not None)
    last = 1 + max(day.items.values_list("position", flat=True), default=-1)
    return ProgrammeItem.objects.create(
        day=day, title=title, kind=chosen, parent=_parent_for(day, parent), position=last, **span, **more
    )


@transaction.atomic
def add_item(
    *,
    day: EventDay,
    by: User | None,
    now: datetime,
    title: str,
    kind: str = "",
    starts_at: time | None = None,
    ends_at: time | None = None,
    parent: ProgrammeItem | None = None,
    **more: Any,
) -> ProgrammeItem:
    """A new item at its place in time; without a time, last (a sub-item: last under ``parent``).

    ``kind`` is guessed from the title when it is left out. ``more``: abstract, language, more_to_come.
    """
    event = _open(day)
    span = _span(day, event, starts_at, ends_at)
    item = _new_item(day, event, title=title, kind=kind, parent=parent, span=span, **more)
    _put_in_order(day)
    _close(event, by=by, now=now, verb="programme.item_added", item=item.pk)
    item.refresh_from_db()
    return item


def add_child(
    *, parent: ProgrammeItem, by: User | None, now: datetime, title: str, **more: Any
) -> ProgrammeItem:
    """A sub-item; it may go without a time."""
    return add_item(day=parent.day, by=by, now=now, title=title, parent=parent, **more)


@transaction.atomic
def edit_item(
    *,
    item: ProgrammeItem,
    by: User | None,
    now: datetime,
    version: int | None = None,
    day: EventDay | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    **fields: Any,
) -> ProgrammeItem:
    """Write the whole item: its clock times, and title, kind, abstract, language, more_to_come as given."""
    event = _open(item.day, version)
    item = ProgrammeItem.objects.select_related("day").get(pk=item.pk)
    old_day, target = item.day, day or item.day
    for name, value in (fields | _span(target, event, starts_at, ends_at)).items():
        setattr(item, name, value)
    if target.pk != old_day.pk:
        _change_day(item, target, event)
    item.save()
    _put_in_order(target)
    _close(event, by=by, now=now, verb="programme.item_edited", item=item.pk)
    return item


def _change_day(item: ProgrammeItem, target: EventDay, event: Event) -> None:
    """Sub-items come along and keep their clock times."""
    if target.event_id != event.pk or item.parent_id is not None:
        raise DomainError(_("A sub-item belongs under an item of the same day."))
    item.day, item.position = target, 1 + target.items.count()
    for child in item.children.all():
        child.day, child.position = target, item.position
        child.starts_at = same_clock(child.starts_at, target.date, event.zone)
        child.ends_at = same_clock(child.ends_at, target.date, event.zone)
        child.save()


@transaction.atomic
def remove_item(*, item: ProgrammeItem, by: User | None, now: datetime) -> Undo:
    """Take the item out, with its sub-items and people. The answer brings it all back."""
    day, pk, title = item.day, item.pk, item.title
    event = _open(day)
    family = [item, *item.children.all()]
    people = [one for member in family for one in member.appearances.all()]
    kept = remember([*family, *people])
    try:
        item.delete()
    except ProtectedError:
        raise DomainError(_("Groups are made for this. Remove the round first.")) from None
    _close(event, by=by, now=now, verb="programme.item_removed", item=pk)
    said = _("“%(title)s” is removed.") % {"title": title}
    return Undo(event=event.pk, version=event.version, rows=kept, text=said, item=pk, day=day.pk)


@transaction.atomic
def move_item(*, item: ProgrammeItem, up: bool, by: User | None, now: datetime) -> Undo | None:
    """Let the item and its neighbour change places; the two fill the same span of time as before.

    Sub-items follow their parent. Returns what undoes it, None at the edge where nothing moves.
    """
    event = _open(item.day)
    day = item.day
    before = list(day.items.all())
    level = _siblings(before, item)
    index = [block.item.pk for block in level].index(item.pk)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(level):
        return None
    kept = remember(before)
    first, second = level[min(index, other)], level[max(index, other)]
    _exchange(first, second, rules.ends(before))
    _swap_positions(level, min(index, other), before)
    _close(event, by=by, now=now, verb="programme.item_moved", item=item.pk)
    words = _("“%(title)s” is moved up.") if up else _("“%(title)s” is moved down.")
    said = words % {"title": item.title}
    return Undo(event=event.pk, version=event.version, rows=kept, text=said, item=item.pk, day=day.pk)


def _siblings(items: Sequence[ProgrammeItem], item: ProgrammeItem) -> list[rules.Block]:
    level = rules.blocks(items)
    if item.parent_id is None:
        return level
    family = next(block for block in level if block.item.pk == item.parent_id)
    return [rules.Block(child) for child in family.children]


def _exchange(first: rules.Block, second: rules.Block, ends: dict[int, datetime]) -> None:
    """``second`` begins where ``first`` began; ``first`` then ends where ``second`` ended."""
    begins, follows = first.item.starts_at, second.item.starts_at
    if begins is None or follows is None:
        return
    first_end, last_end = ends.get(first.item.pk), ends.get(second.item.pk)
    later = follows
    if first_end and last_end:
        later = max(begins, last_end - (min(first_end, follows) - begins))
    _shift(second, begins - follows)
    _shift(first, later - begins)


def _shift(block: rules.Block, by: timedelta) -> None:
    for item in block.all():
        item.starts_at = item.starts_at + by if item.starts_at else None
        item.ends_at = item.ends_at + by if item.ends_at else None


def _swap_positions(level: list[rules.Block], index: int, items: list[ProgrammeItem]) -> None:
    level[index], level[index + 1] = level[index + 1], level[index]
    family = [member for block in level for member in block.all()]
    places = sorted(member.position for member in family)
    for place, member in zip(places, family, strict=True):
        member.position = place
    ProgrammeItem.objects.bulk_update(items, ["position", "starts_at", "ends_at"])


@transaction.atomic
def shift_rest(*, item: ProgrammeItem, minutes: int, by: User | None, now: datetime) -> int:
    """Move ``item`` and all after it that day by ``minutes`` (may be negative). Returns how many moved."""
    event = _open(item.day)
    if minutes == 0 or abs(minutes) > LONGEST_SHIFT:
        raise DomainError(_("Write a number of minutes."))
    day = item.day
    items = [one for block in rules.blocks(day.items.all()) for one in block.all()]
    index = [one.pk for one in items].index(item.pk)
    earlier, rest = items[:index], items[index:]
    _refuse_bad_shift(event, day, earlier, rest, timedelta(minutes=minutes))
    for one in rest:
        _shift(rules.Block(one), timedelta(minutes=minutes))
    ProgrammeItem.objects.bulk_update(rest, ["starts_at", "ends_at"])
    _close(event, by=by, now=now, verb="programme.shifted", item=item.pk, minutes=minutes)
    return sum(1 for one in rest if one.starts_at)


def _refuse_bad_shift(
    event: Event, day: EventDay, earlier: list[ProgrammeItem], rest: list[ProgrammeItem], by: timedelta
) -> None:
    moved = [when + by for one in rest for when in (one.starts_at, one.ends_at) if when]
    if not moved:
        raise DomainError(_("Nothing from there on has a clock time."))
    if {local(when, event.zone).date() for when in moved} != {day.date}:
        raise DomainError(_("That would move the programme out of the day."))
    until = max((when for one in earlier for when in (one.starts_at, one.ends_at) if when), default=None)
    if until and min(moved) < until:
        raise DomainError(
            _("That is before the item ahead of it, at %(at)s.") % {"at": clock(until, event.zone)}
        )


@transaction.atomic
def save_table(
    *, day: EventDay, rows: Iterable[Row], by: User | None, now: datetime, version: int | None = None
) -> list[ProgrammeItem]:
    """Write many rows at once: changed ones, and new ones at their place in time. Returns the new items.

    Rows left out stay as they are; rows that say nothing new change nothing, not even the version.
    """
    event = _open(day, version)
    known = {item.pk: item for item in day.items.all()}
    changed, made = False, []
    for row in rows:
        if row.id is None:
            parent = known.get(row.parent_id) if row.parent_id else None
            span = _span(day, event, row.starts_at, None)
            made.append(_new_item(day, event, title=row.title, kind=row.kind, parent=parent, span=span))
        elif row.id in known:
            changed |= _write_row(known[row.id], row, day, event)
        else:
            raise DomainError(_("One of the lines is gone. Open the page again."))
    if changed or made:
        _put_in_order(day)
        _close(event, by=by, now=now, verb="programme.saved", added=len(made))
    return made


def _write_row(item: ProgrammeItem, row: Row, day: EventDay, event: Event) -> bool:
    """True when the row differs from the item. An end that was written moves with the start."""
    if not row.title:
        raise DomainError(_("Write what happens."))
    starts = moment(day.date, row.starts_at, event.zone) if row.starts_at else None
    if (item.title, item.kind, item.starts_at) == (row.title, row.kind or item.kind, starts):
        return False
    if item.ends_at and item.starts_at:
        item.ends_at = starts + (item.ends_at - item.starts_at) if starts else None
    item.title, item.kind, item.starts_at = row.title, row.kind or item.kind, starts
    item.save(update_fields=["title", "kind", "starts_at", "ends_at"])
    return True
