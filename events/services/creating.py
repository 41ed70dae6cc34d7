"""A new day: from a frame, or from the last one."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from events import rules
from events.hooks import after_copy
from events.models import (
    TALK_KINDS,
    Appearance,
    AppearanceStatus,
    Event,
    EventDay,
    EventOrganisation,
    ItemKind,
    ProgrammeItem,
    Theme,
)
from events.services.frames import FRAMES, FrameDay
from events.services.themes import get_or_create_theme
from events.services.touching import derive_times, moment, same_clock, save_with_free_address
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from regions.models import Cadence, Region

MONTHS = {Cadence.MONTHLY: 1, Cadence.SECOND_MONTH: 2, Cadence.QUARTERLY: 3, Cadence.FREE: 1}
JULY = 7  # the common holiday
# What the next day takes from the last one: the frame, never what belongs to that one day.
FRAME_FIELDS = [
    "series",
    "kind",
    "format",
    "audience",
    "hashtags",
    "language",
    "controller",
    "venue_name",
    "venue_address",
    "access_info",
    "travel_info",
    "contact_email",
    "contact_phone",
    "meal_note",
    "capacity",
    "timezone",
]
REVIEW = ["venue", "hosts", "programme"]  # a copy brings these along; somebody must look before publishing


def propose_date(*, region: Region, after: date, today: date) -> date:
    """The next date in the region's rhythm: the same weekday, in the future, never on a day off."""
    months = step = MONTHS[Cadence(region.cadence)]
    proposed = rules.same_weekday_later(after, months)
    while proposed <= today:
        months += step
        proposed = rules.same_weekday_later(after, months)
    if proposed.month == JULY:
        proposed = rules.same_weekday_later(proposed, 1)
    while rules.is_day_off(proposed):
        proposed += timedelta(days=7 if proposed.weekday() < 5 else 1)
    return proposed


@transaction.atomic
def create_event(
    *,
    region: Region,
    by: User | None,
    now: datetime,
    day: date,
    frame: str = "standard_morning",
    theme: str = "",
    title: str = "",
    venue_name: str = "",
    venue_address: str = "",
    capacity: int | None = None,
) -> Event:
    """A draft from one of ``FRAMES``. Its theme lends it question and goals; the region its contact."""
    if frame not in FRAMES:
        raise DomainError(_("Choose where to start from."))
    event = Event(
        region=region,
        owner=by,
        kind=FRAMES[frame].kind,
        language=region.language,
        contact_email=region.contact_email,
        contact_phone=region.contact_phone,
        venue_name=venue_name,
        venue_address=venue_address,
        capacity=capacity,
    )
    _name(event, theme=theme, title=title)
    _first_save(event, day, now)
    for number, framed in enumerate(FRAMES[frame].days):
        _fill_day(event, day + timedelta(days=number), framed)
    derive_times(event, now=now)
    record("event.created", event, by=by, region_id=region.pk, frame=frame)
    return event


def _name(event: Event, *, theme: str, title: str) -> None:
    if theme:
        chosen: Theme = get_or_create_theme(name=theme)
        event.theme = chosen
        event.guiding_question, event.goals = chosen.question, chosen.goals
    with translation.override(event.language):
        event.title = title or (event.theme.name if event.theme else _("Inclusion day"))


def _first_save(event: Event, day: date, now: datetime) -> None:
    event.year = day.year
    event.changed_at = now
    save_with_free_address(event, event.title)


def _fill_day(event: Event, day: date, framed: FrameDay) -> None:
    with translation.override(event.language):
        row = EventDay.objects.create(event=event, date=day, title=str(framed.title))
        items = [
            ProgrammeItem(
                day=row,
                position=position,
                kind=line.kind,
                title=str(line.title),
                starts_at=moment(day, line.at, event.zone),
            )
            for position, line in enumerate(framed.lines)
        ]
        ProgrammeItem.objects.bulk_create(items)
        speaking = [item for item, line in zip(items, framed.lines, strict=True) if line.speaker]
        _expect_speakers(speaking)


def _expect_speakers(items: list[ProgrammeItem]) -> None:
    """Somebody is to speak here; the open name stands in the programme check until it is known."""
    Appearance.objects.bulk_create(
        Appearance(item=item, shown_title=_("Speaker"), status=AppearanceStatus.TBN) for item in items
    )


@transaction.atomic
def copy_event(
    *,
    source: Event,
    by: User | None,
    now: datetime,
    day: date,
    theme: str = "",
    title: str = "",
    **changes: Any,
) -> Event:
    """The next day from the last one: the frame, the programme's clock times, the hosts, what sign-up asks.

    Not taken: dates, people, question, talks. What came along stands in ``review`` until looked at.
    ``changes``: venue_name, venue_address, capacity, where they are to differ from the last day's.
    """
    source = Event.objects.select_related("region", "controller").get(pk=source.pk)
    event = Event(region=source.region, owner=by, review=list(REVIEW))
    for name in FRAME_FIELDS:
        setattr(event, name, getattr(source, name))
    if changes.get("venue_name", source.venue_name) != source.venue_name:
        event.access_info = event.travel_info = ""  # of the old place
        event.review.remove("venue")
    for name, value in changes.items():
        setattr(event, name, value)
    _name(event, theme=theme, title=title)
    _first_save(event, day, now)
    parts = source.parts.all()
    EventOrganisation.objects.bulk_create(
        EventOrganisation(event=event, organisation_id=part.organisation_id, role=part.role) for part in parts
    )
    items = _copy_days(source, event, day)
    derive_times(event, now=now)
    for follow in after_copy:
        follow(source, event, items)
    record("event.copied", event, by=by, region_id=event.region_id, source=source.pk)
    return event


def _copy_days(source: Event, event: Event, first: date) -> dict[int, ProgrammeItem]:
    """Returns the new items by the ids of the old."""
    made: dict[int, ProgrammeItem] = {}
    days = list(source.days.order_by("date").prefetch_related("items"))
    for old in days:
        shifted = first + (old.date - days[0].date)
        new = EventDay.objects.create(event=event, date=shifted, title=old.title, capacity=old.capacity)
        with translation.override(event.language):
            made |= _copy_items(old, new, event)
    if not days:
        EventDay.objects.create(event=event, date=first)
    return made


def _copy_items(old: EventDay, new: EventDay, event: Event) -> dict[int, ProgrammeItem]:
    made: dict[int, ProgrammeItem] = {}
    speaking = []
    for item in sorted(old.items.all(), key=lambda item: (item.parent_id is not None, item.position)):
        if item.parent_id and item.parent_id not in made:
            continue
        copied = _copied_item(item, new, event)
        copied.parent = made.get(item.parent_id) if item.parent_id else None
        copied.save()
        made[item.pk] = copied
        if item.kind in TALK_KINDS:
            speaking.append(copied)
    _expect_speakers(speaking)
    return made


def _copied_item(item: ProgrammeItem, day: EventDay, event: Event) -> ProgrammeItem:
    """The same slot on the new date. What a talk was about belonged to the old theme."""
    kind = ItemKind(item.kind)
    return ProgrammeItem(
        day=day,
        position=item.position,
        kind=kind,
        title=str(kind.label) if kind in TALK_KINDS else item.title,
        starts_at=same_clock(item.starts_at, day.date, event.zone),
        ends_at=same_clock(item.ends_at, day.date, event.zone),
    )
