"""Write a programme of the demo: days, items with sub-items, people, and the rounds at the tables."""

from datetime import date, datetime, timedelta

from demo.content.programmes import Day, Line, clock_of
from events.models import Appearance, Event, EventDay, ItemKind, ProgrammeItem
from events.services.touching import derive_times
from inkludering.dates import aware
from regions.models import Organisation
from workshops.models import RoundKind, WorkshopRound
from workshops.services.rounds import title_of


def write_programme(event: Event, days: list[Day], first: date, *, now: datetime) -> None:
    """All days of one event, and from them its beginning and end."""
    bodies = {organisation.name: organisation for organisation in Organisation.objects.all()}
    for number, day in enumerate(days):
        row = EventDay.objects.create(
            event=event,
            date=first + timedelta(days=number),
            title=day.title,
            introduction=day.introduction,
            capacity=day.capacity,
        )
        _write_items(row, day, bodies)
        _write_rounds(row, day)
    derive_times(event, now=now)


def _write_items(row: EventDay, day: Day, bodies: dict[str, Organisation]) -> None:
    parent = None
    for position, line in enumerate(day.lines):
        item = _write_item(row, line, position, parent if line.sub else None)
        parent = parent if line.sub else item
        for place, who in enumerate(line.who):
            Appearance.objects.create(
                item=item,
                position=place,
                person_name=who.name,
                shown_title=who.title,
                organisation=bodies.get(who.organisation),
                role=who.role,
                status=who.status,
                joins_workshop=who.stays,
            )
    ends = clock_of(day.ends)
    last = row.items.filter(starts_at__isnull=False).order_by("-position").first()
    if ends and last:
        last.ends_at = aware(row.date, ends)
        last.save(update_fields=["ends_at"])


def _write_item(row: EventDay, line: Line, position: int, parent: ProgrammeItem | None) -> ProgrammeItem:
    at = clock_of(line.at)
    return ProgrammeItem.objects.create(
        day=row,
        parent=parent,
        position=position,
        kind=line.kind,
        title=line.title,
        abstract=line.abstract,
        language=line.language,
        more_to_come=line.more,
        starts_at=aware(row.date, at) if at else None,
    )


def _write_rounds(row: EventDay, day: Day) -> None:
    items = list(row.items.filter(kind=ItemKind.ROUND).order_by("position"))
    made: list[WorkshopRound] = []
    for number, (item, back_to) in enumerate(zip(items, day.rounds, strict=False), 1):
        target = made[back_to - 1] if back_to else None
        made.append(
            WorkshopRound.objects.create(
                day=row,
                item=item,
                number=number,
                title=title_of(item.title),
                kind=RoundKind.RETURN if target else RoundKind.MIXED,
                returns_to=target,
                group_size=8 if day.capacity else 6,
            )
        )
