"""Name tags from the registrations: what each says, who needs one, and which lie printed already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import EventDay
from inkludering.dates import short_date
from inkludering.errors import DomainError
from inkludering.tokens import checkin_code
from participants.hooks import tag_lines
from participants.models import DayChoice, Paper, PrintedTag, Registration
from participants.pdf import Tag

KEPT_AFTER = timedelta(days=14)
Tags = dict[int, Tag]  # registration id → what its tag says


def tags_of(day: EventDay, *, only: Iterable[int] | None = None, with_code: bool = True) -> Tags:
    """The tags of everybody who comes on ``day``, walk-ins too, by first name; ``only`` some of them."""
    people = Registration.objects.confirmed().coming_on(day).alphabetical().select_related("door_name")
    if only is not None:
        people = people.filter(pk__in=only)
    choices = Prefetch("day_choices", DayChoice.objects.only("registration_id", "day_id"))
    dates = list(day.event.days.order_by("date").values_list("pk", flat=True))
    with override(day.event.language):
        lines: dict[int, str] = {}
        for lines_for in tag_lines:
            lines |= lines_for(day)
    rows = people.prefetch_related(choices) if len(dates) > 1 else people
    return {one.pk: _tag(one, dates, lines, with_code=with_code) for one in rows}


def first_tag(days: Iterable[EventDay], registration_id: int) -> tuple[EventDay, Tag]:
    """The tag of one person for the first of ``days`` they come on. Raises ``DomainError`` without a seat."""
    for day in days:
        for tag in tags_of(day, only=[registration_id]).values():
            return day, tag
    raise DomainError(_("Only those who have a seat get a name tag."))


def _tag(one: Registration, dates: Sequence[int], lines: Mapping[int, str], *, with_code: bool) -> Tag:
    first, last = shown_name(one)
    return Tag(
        first,
        last,
        one.organisation_name,
        checkin_code(one.pk, one.code_version) if with_code else "",
        lines.get(one.pk, ""),
        one.no_photo,
        _days(one, dates) if len(dates) > 1 else (),
    )


def _days(one: Registration, dates: Sequence[int]) -> tuple[bool, ...]:
    chosen = {choice.day_id for choice in one.day_choices.all()}
    return tuple(not chosen or pk in chosen for pk in dates)


def shown_name(one: Registration) -> tuple[str, str]:
    """The large line and the small one: as corrected at the door, where it was."""
    corrected = one.door_name.name.strip() if hasattr(one, "door_name") else ""
    if not corrected:
        return one.first_name, one.last_name
    if one.last_name and corrected.endswith(f" {one.last_name}"):
        return corrected.removesuffix(one.last_name).strip(), one.last_name
    first, _, last = corrected.partition(" ")
    return first, last


def day_line(day: EventDay) -> str:
    """The date first: the title may be cut where the label is small."""
    with override(day.event.language):
        return f"{short_date(day.date)} {day.date.year} · {day.event}"


def unprinted(day: EventDay, tags: Tags) -> Tags:
    """Those that do not lie printed, and those that say something else by now."""
    printed = dict(PrintedTag.objects.filter(day=day).values_list("registration", "digest"))
    return {pk: tag for pk, tag in tags.items() if printed.get(pk) != tag.digest()}


def digests(tags: Tags) -> list[list[Any]]:
    return [[pk, tag.digest()] for pk, tag in tags.items()]


def keep_printed(paper: Paper, now: datetime) -> int:
    """Note that the tags of this order came out of the printer. Harmless to repeat."""
    known = set(Registration.objects.filter(event=paper.day.event_id).values_list("pk", flat=True))
    rows = [
        PrintedTag(day=paper.day, registration_id=pk, digest=digest, printed_at=now)
        for pk, digest in paper.printed
        if pk in known
    ]
    PrintedTag.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["day", "registration"],
        update_fields=["digest", "printed_at"],
    )
    return len(rows)


def forget_old_printed(now: datetime) -> None:
    PrintedTag.objects.filter(day__event__ends_at__lt=now - KEPT_AFTER).delete()
