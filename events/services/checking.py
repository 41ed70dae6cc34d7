"""The programme check: what a friend who knows such days would say beside the editor."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import rules
from events.models import (
    Appearance,
    AppearanceRole,
    AppearanceStatus,
    Event,
    EventDay,
    EventKind,
    ItemKind,
    ProgrammeItem,
)
from inkludering.dates import clock, short_date

OPEN = {AppearanceStatus.TBC, AppearanceStatus.TBN}
STAYING = {AppearanceRole.SPEAKER, AppearanceRole.PANELLIST, AppearanceRole.DEBATE_LEADER}
Days = list[tuple[EventDay, list[ProgrammeItem]]]


@dataclass(frozen=True)
class Hint:
    """``kind`` decides sign and colour: a warning, a thought, or all well."""

    kind: Literal["warn", "tip", "ok"]
    title: str
    text: str


def programme_days(event: Event) -> Days:
    """The days of an event with their items in order, and the people in them: three queries."""
    days = event.days.order_by("date").prefetch_related("items__appearances__organisation")
    found: Days = []
    for day in days:
        items = [item for block in rules.blocks(day.items.all()) for item in block.all()]
        for item in items:
            item.day = day
        found.append((day, items))
    return found


def people_of(item: ProgrammeItem) -> list[Appearance]:
    """Those who appear in an item, in their order, the cancelled left out; from prefetched rows."""
    coming = [one for one in item.appearances.all() if one.status != AppearanceStatus.CANCELLED]
    return sorted(coming, key=lambda one: (one.position, one.pk))


def short_name(appearance: Appearance) -> str:
    """What stands in the editor's narrow column."""
    organisation = str(appearance.organisation) if appearance.organisation else ""
    return appearance.person_name or appearance.shown_title or organisation


def open_people(items: list[ProgrammeItem]) -> list[tuple[ProgrammeItem, Appearance]]:
    """Those who are not confirmed, or have no name yet."""
    return [(item, one) for item in items for one in people_of(item) if one.status in OPEN]


def programme_check(event: Event, days: Days | None = None) -> list[Hint]:
    """Warnings first, then thoughts, then what is well. ``days`` spares the queries when they are at hand."""
    days = programme_days(event) if days is None else days
    items = [item for _day, of_day in days for item in of_day]
    if not items:
        return [Hint("tip", _("No programme yet"), _("Write the first time and what happens then."))]
    hints = [
        *_people_hints(event, items),
        *_workshop_hints(event, items),
        *_break_hints(days),
        *_seam_hints(event, days),
        *_time_hints(days),
    ]
    order = {"warn": 0, "tip": 1, "ok": 2}
    return sorted(hints, key=lambda hint: order[hint.kind])


def _at(event: Event, item: ProgrammeItem) -> str:
    return clock(item.starts_at, event.zone) if item.starts_at else f"«{item.title}»"


def _people_hints(event: Event, items: list[ProgrammeItem]) -> list[Hint]:
    waiting = open_people(items)
    hints = []
    if waiting:
        title = ngettext(
            "One speaker is not settled", "%(number)s speakers are not settled", len(waiting)
        ) % {"number": len(waiting)}
        words = {
            AppearanceStatus.TBC: _("%(at)s is not confirmed"),
            AppearanceStatus.TBN: _("%(at)s lacks a name"),
        }
        said = [words[AppearanceStatus(one.status)] % {"at": _at(event, item)} for item, one in waiting]
        hints.append(Hint("warn", title, ", ".join(said) + "."))
    return hints


def _workshop_hints(event: Event, items: list[ProgrammeItem]) -> list[Hint]:
    rounds = any(item.kind == ItemKind.ROUND for item in items)
    if not rounds and event.kind == EventKind.INCLUSION_DAY:
        return [
            Hint("warn", _("No time at the tables"), _("An inclusion day is half talks, half work together."))
        ]
    leaving = [
        one for item in items for one in people_of(item) if not one.joins_workshop and one.role in STAYING
    ]
    if not rounds or not leaving:
        return []
    names = ", ".join(dict.fromkeys(short_name(one) for one in leaving))
    return [
        Hint(
            "tip",
            _("Will they stay for the tables? %(names)s") % {"names": names},
            _("You have not ticked it. Whoever speaks, sits down with the others."),
        )
    ]


def _break_hints(days: Days) -> list[Hint]:
    hints = []
    for day, items in days:
        first, longest = rules.longest_sitting(items)
        where = f" ({short_date(day.date)})" if len(days) > 1 else ""
        if longest > rules.LONGEST_WITHOUT_BREAK:
            title = _("%(minutes)s minutes without a break") % {"minutes": longest}
            text = _("More than %(limit)s is too long for many.")
            hints.append(Hint("warn", title + where, text % {"limit": rules.LONGEST_WITHOUT_BREAK}))
        elif first:
            title = _("%(minutes)s minutes before the first break") % {"minutes": first}
            text = _("That is fine. The limit is %(limit)s.")
            hints.append(Hint("tip", title + where, text % {"limit": rules.LONGEST_WITHOUT_BREAK}))
    return hints


def _seam_hints(event: Event, days: Days) -> list[Hint]:
    found = [seam for _day, items in days for seam in rules.seams(items)]
    if not found:
        return [Hint("ok", _("No gaps and no overlaps"), _span(event, days))]
    hints = []
    for seam in found:
        at = {"minutes": abs(seam.minutes), "at": _at(event, seam.after)}
        title = (
            _("%(minutes)s minutes empty before %(at)s")
            if seam.minutes > 0
            else _("%(minutes)s minutes overlap at %(at)s")
        )
        hints.append(Hint("warn", title % at, f"{seam.before.title} – {seam.after.title}"))
    return hints


def _span(event: Event, days: Days) -> str:
    spans = []
    for day, items in days:
        starts = [item.starts_at for item in items if item.starts_at]
        if starts:
            end = rules.day_end(day.date, items, event.zone)
            first = clock(min(starts), event.zone)
            is_open = end == rules.open_end(day.date, event.zone)
            spans.append(
                _("From %(first)s, open end.") % {"first": first}
                if is_open
                else _("%(first)s to %(last)s.") % {"first": first, "last": clock(end, event.zone)}
            )
    return " ".join(spans)


def _time_hints(days: Days) -> list[Hint]:
    tables, talks, total = (
        sum(count(items) for _day, items in days)
        for count in (rules.table_minutes, rules.talk_minutes, rules.total_minutes)
    )
    if not total:
        return []
    title = _("Time at the tables: %(tables)s of %(total)s minutes") % {"tables": tables, "total": total}
    enough = not tables or tables >= talks
    return [Hint("ok" if enough else "tip", title, _("Talks: %(talks)s minutes.") % {"talks": talks})]
