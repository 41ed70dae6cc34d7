"""What follows from a programme: how long things last, when a day ends, where it chafes.

Plain functions over the items of one day, in their order; nothing here reads the database.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from events.models import REST_KINDS, TALK_KINDS, ItemKind, ProgrammeItem
from inkludering.dates import aware

LONGEST_WITHOUT_BREAK = 75  # minutes; domain rule: breaks are never optimised away
UP_AND_ABOUT = REST_KINDS | {ItemKind.ARRIVAL, ItemKind.COUNT, ItemKind.ROUND}
DAY_IS_OPEN_UNTIL = time(23, 59)
T = TypeVar("T")


@dataclass
class Block:
    """A top-level item with its sub-items: what moves together."""

    item: ProgrammeItem
    children: list[ProgrammeItem] = field(default_factory=list)

    def all(self) -> list[ProgrammeItem]:
        return [self.item, *self.children]


def blocks(items: Iterable[ProgrammeItem]) -> list[Block]:
    """The items of a day as blocks, in order of position."""
    ordered = sorted(items, key=lambda item: (item.position, item.pk or 0))
    found = {item.pk: Block(item) for item in ordered if item.parent_id is None}
    for item in ordered:
        if item.parent_id in found:
            found[item.parent_id].children.append(item)
    return list(found.values())


def _ends_of(level: Sequence[ProgrammeItem], until: datetime | None) -> dict[int, datetime]:
    timed = [item for item in level if item.starts_at]
    following = [*(item.starts_at for item in timed[1:]), until]
    found = {}
    for item, then in zip(timed, following, strict=False):  # one more than there are, where none is timed
        end = item.ends_at or then
        if end and item.starts_at and end > item.starts_at:
            found[item.pk] = end
    return found


def ends(items: Iterable[ProgrammeItem]) -> dict[int, datetime]:
    """When each item ends: as written, else when the next of its level begins; open ones are missing."""
    day = blocks(items)
    found = _ends_of([block.item for block in day], None)
    for block in day:
        found |= _ends_of(block.children, found.get(block.item.pk))
    return found


def durations(items: Iterable[ProgrammeItem]) -> dict[int, int]:
    """Minutes each item lasts, by its id; an item with an open end is missing."""
    items = list(items)
    starts = {item.pk: item.starts_at for item in items if item.starts_at}
    return {pk: int((end - starts[pk]).total_seconds() // 60) for pk, end in ends(items).items()}


def in_time_order(items: Iterable[ProgrammeItem]) -> list[ProgrammeItem]:
    """All items of a day by their clock times; an untimed one stays behind the one before it."""
    ordered: list[ProgrammeItem] = []
    for block in _by_time(blocks(items), lambda block: block.item.starts_at):
        ordered += [block.item, *_by_time(block.children, lambda item: item.starts_at)]
    return ordered


def _by_time(things: list[T], start_of: Callable[[T], datetime | None]) -> list[T]:
    latest = datetime.min.replace(tzinfo=UTC)
    keyed: list[tuple[datetime, T]] = []
    for thing in things:
        latest = start_of(thing) or latest
        keyed.append((latest, thing))
    return [thing for _at, thing in sorted(keyed, key=lambda entry: entry[0])]


def open_end(day: date, zone: ZoneInfo) -> datetime:
    """Where a day ends that nobody gave an end."""
    return aware(day, DAY_IS_OPEN_UNTIL, zone)


def day_end(day: date, items: Iterable[ProgrammeItem], zone: ZoneInfo) -> datetime:
    """The day ends at the last item's end, at its start if it closes the day, or 23:59 where it is open."""
    timed = [(item.starts_at, item) for item in items if item.starts_at]
    if not timed:
        return open_end(day, zone)
    begins, last = max(timed, key=lambda pair: (pair[0], pair[1].parent_id is None, pair[1].position))
    if last.ends_at is None and last.kind != ItemKind.CLOSING:
        return open_end(day, zone)
    return max([begins, *(item.ends_at for _begins, item in timed if item.ends_at)])


@dataclass(frozen=True)
class Seam:
    """A place where the programme does not fit: minutes between two items, negative where they overlap."""

    before: ProgrammeItem
    after: ProgrammeItem
    minutes: int


def seams(items: Iterable[ProgrammeItem]) -> list[Seam]:
    """Gaps and overlaps between the top-level items of a day."""
    timed = [block.item for block in blocks(items) if block.item.starts_at]
    found = []
    for before, after in pairwise(timed):
        if before.ends_at and after.starts_at and before.ends_at != after.starts_at:
            between = after.starts_at - before.ends_at
            found.append(Seam(before, after, int(between.total_seconds() // 60)))
    return found


def longest_sitting(items: Iterable[ProgrammeItem]) -> tuple[int, int]:
    """(minutes of sitting that the first break ends, longest stretch of sitting) of a day.

    Nobody sits through an arrival, a count or a change of tables, so those begin a new stretch.
    """
    items = list(items)
    lasting = durations(items)
    running = longest = first = 0
    has_rested = False
    for item in (block.item for block in blocks(items)):
        if item.kind in REST_KINDS and not has_rested:
            has_rested, first = True, running
        running = 0 if item.kind in UP_AND_ABOUT else running + lasting.get(item.pk, 0)
        longest = max(longest, running)
    return (first if has_rested else longest), longest


def minutes_of(items: Iterable[ProgrammeItem], kinds: frozenset[ItemKind]) -> int:
    """How long the top-level items of these kinds last together."""
    items = list(items)
    lasting = durations(items)
    return sum(lasting.get(item.pk, 0) for item in items if item.parent_id is None and item.kind in kinds)


def talk_minutes(items: Iterable[ProgrammeItem]) -> int:
    return minutes_of(items, TALK_KINDS)


def table_minutes(items: Iterable[ProgrammeItem]) -> int:
    return minutes_of(items, frozenset({ItemKind.ROUND}))


def total_minutes(items: Iterable[ProgrammeItem]) -> int:
    return minutes_of(items, frozenset(ItemKind))


# The calendar -----------------------------------------------------------------


def _easter(year: int) -> date:
    """Easter Sunday (Gauss; the anonymous Gregorian form)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_day_off(day: date) -> bool:
    """A weekend or a public holiday in Norway."""
    fixed = {(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)}
    easter = _easter(day.year)
    moving = {easter + timedelta(days=n) for n in (-3, -2, 1, 39, 50)}
    return day.weekday() >= 5 or (day.month, day.day) in fixed or day in moving


def same_weekday_later(day: date, months: int) -> date:
    """The same weekday ("the last Friday", "the second Tuesday") ``months`` later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    first += timedelta(days=(day.weekday() - first.weekday()) % 7)
    wanted = first + timedelta(weeks=(day.day - 1) // 7)
    return wanted if wanted.month == month + 1 else wanted - timedelta(weeks=1)
