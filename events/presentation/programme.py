"""The programme as shown: days, items with clock times and durations, sub-items under their item."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch

from events.models import (
    REST_KINDS,
    TALK_KINDS,
    Appearance,
    AppearanceStatus,
    Event,
    EventDay,
    ItemKind,
    ProgrammeItem,
)
from events.presentation.people import Person, person_for
from events.rules import Block, blocks, ends
from inkludering.dates import clock, local


@dataclass(frozen=True)
class Item:
    """One line. ``ends_at`` is as written, or when the next item begins; None where the end is open."""

    kind: str
    title: str
    abstract: str
    language: str
    starts_at: datetime | None
    ends_at: datetime | None
    clock: str  # "08.30" in the event's zone and the active language, "" without a time
    iso_clock: str  # "08:30"
    people: tuple[Person, ...]
    children: tuple["Item", ...]
    more_to_come: bool

    @property
    def minutes(self) -> int | None:
        if self.starts_at is None or self.ends_at is None:
            return None
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_rest(self) -> bool:
        return self.kind in REST_KINDS

    @property
    def is_round(self) -> bool:
        return self.kind == ItemKind.ROUND

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that are heard here, each once, in the order of appearance; of talks only."""
        if self.kind not in TALK_KINDS:
            return ()
        return tuple(dict.fromkeys(person.sector for person in self.people if person.sector))


@dataclass(frozen=True)
class Day:
    date: date
    title: str
    introduction: str
    items: tuple[Item, ...]

    @property
    def starts_at(self) -> datetime | None:
        """The first item after the arrival, or the arrival where there is nothing else."""
        timed = [item for item in self.items if item.starts_at]
        proper = [item for item in timed if item.kind != ItemKind.ARRIVAL] or timed
        return proper[0].starts_at if proper else None

    @property
    def doors_at(self) -> datetime | None:
        arrivals = [item.starts_at for item in self.items if item.kind == ItemKind.ARRIVAL]
        return arrivals[0] if arrivals else None

    @property
    def ends_at(self) -> datetime | None:
        """None where the last item has an open end."""
        timed = [item for item in self.items if item.starts_at]
        if not timed:
            return None
        last = timed[-1]
        return last.ends_at or (last.starts_at if last.kind == ItemKind.CLOSING else None)


def programme_of(event: Event) -> tuple[Day, ...]:
    """The days of ``event`` in order. Three queries, however many items there are."""
    appearances = Appearance.objects.exclude(status=AppearanceStatus.CANCELLED).select_related("organisation")
    items = ProgrammeItem.objects.prefetch_related(
        Prefetch("appearances", appearances.order_by("position", "pk"))
    ).order_by("position", "pk")
    days = event.days.order_by("date").prefetch_related(Prefetch("items", items))
    return tuple(_day(event, day) for day in days)


def without_promises(days: tuple[Day, ...]) -> tuple[Day, ...]:
    """The programme of a day that is over or will not be: nobody waits for a name or an answer any more."""
    return tuple(replace(day, items=tuple(_closed(item) for item in day.items)) for day in days)


def _closed(item: Item) -> Item:
    people = tuple(replace(person, note="") for person in item.people if person.label)
    children = tuple(_closed(child) for child in item.children)
    return replace(item, people=people, children=children, more_to_come=False)


def _day(event: Event, day: EventDay) -> Day:
    items = list(day.items.all())
    until = ends(items)
    shown = tuple(_block(event, block, until) for block in blocks(items))
    return Day(day.date, day.title, day.introduction, shown)


def _block(event: Event, block: Block, until: dict[int, datetime]) -> Item:
    children = tuple(_item(event, child, until, ()) for child in block.children)
    return _item(event, block.item, until, children)


def _item(event: Event, item: ProgrammeItem, until: dict[int, datetime], children: tuple[Item, ...]) -> Item:
    return Item(
        kind=item.kind,
        title=item.title,
        abstract=item.abstract,
        language=item.language or event.language,
        starts_at=item.starts_at,
        ends_at=until.get(item.pk),
        clock=clock(item.starts_at, event.zone) if item.starts_at else "",
        iso_clock=local(item.starts_at, event.zone).strftime("%H:%M") if item.starts_at else "",
        people=tuple(person_for(appearance) for appearance in item.appearances.all()),
        children=children,
        more_to_come=item.more_to_come,
    )
