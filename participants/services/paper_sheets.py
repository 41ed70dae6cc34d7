"""One sheet of paper of each kind, from what the database says now."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import override

from events.addresses import event_address
from events.models import AppearanceStatus, EventDay, ItemKind, OrganisationRole
from inkludering.dates import time_span
from participants.models import Attendance, Paper, PaperKind, Registration
from participants.pdf import (
    LABELS,
    OWN,
    PLAIN,
    Certified,
    LabelSheet,
    Measures,
    Person,
    Sides,
    Tag,
    TagJob,
    draw_certificates,
    draw_list,
    draw_people,
    draw_poster,
    draw_tags,
    own_sheet,
)
from participants.services.needs import count_for_kitchen
from participants.services.paper_tags import day_line, digests, shown_name, tags_of, unprinted


class NothingToPrintError(Exception):
    """There is nobody, or nothing, for this sheet yet."""


def sheet_of(choices: dict[str, Any]) -> LabelSheet:
    """The sheet of labels that was chosen; plain paper when nothing was."""
    if choices.get("sheet") == OWN:
        return own_sheet(Measures(**choices["measures"]))
    return LABELS.get(choices.get("sheet", ""), PLAIN)


def _tag_job(paper: Paper, tags: list[Tag]) -> TagJob:
    choices, day = paper.choices, paper.day
    sheet = sheet_of(choices)
    skip = min(max(int(choices.get("first", 1)), 1), sheet.on_a_sheet) - 1
    sides = Sides(choices.get("sides", Sides.ONE))
    return TagJob(str(day.event), day_line(day), day.event.language, tags, sheet, skip, sides)


def name_tags(paper: Paper) -> bytes:
    """Writes down, too, which tags it drew, so that they can be known as printed."""
    tags = tags_of(paper.day, with_code=paper.choices.get("codes", True))
    if paper.choices.get("who") == "changed":
        tags = unprinted(paper.day, tags)
    if not tags:
        raise NothingToPrintError
    paper.printed = digests(tags)
    return draw_tags(_tag_job(paper, list(tags.values())))


def blank_tags(paper: Paper) -> bytes:
    """For walk-ins: whose day it is, and room for a name by hand."""
    number = int(paper.choices.get("number", 0)) or sheet_of(paper.choices).on_a_sheet
    return draw_tags(_tag_job(paper, [Tag()] * number))


def _people(day: EventDay) -> list[Person]:
    rows = Registration.objects.confirmed().coming_on(day).alphabetical().select_related("door_name")
    people = [Person(*shown_name(one), one.organisation_name, one.no_photo) for one in rows]
    if not people:
        raise NothingToPrintError
    return people


def _of_day(paper: Paper) -> dict[str, Any]:
    return {"day": paper.day, "event": paper.day.event}


def tape_list(paper: Paper) -> bytes:
    return draw_people("tape_list", paper.language, _people(paper.day), _of_day(paper))


def door_list(paper: Paper) -> bytes:
    return draw_people("door_list", paper.language, _people(paper.day), _of_day(paper))


def run_sheet(paper: Paper) -> bytes:
    """The programme minute by minute with who is responsible."""
    items = paper.day.items.in_order().prefetch_related("appearances__organisation")
    rows = [(item, [_who(one) for one in item.appearances.all() if _comes(one)]) for item in items]
    if not rows:
        raise NothingToPrintError
    return draw_list("run_sheet", paper.language, _of_day(paper) | {"rows": rows})


def _comes(appearance: Any) -> bool:
    return bool(appearance.status != AppearanceStatus.CANCELLED)


def _who(appearance: Any) -> dict[str, str]:
    name = appearance.person_name or appearance.shown_title or str(appearance.organisation)
    unsettled = appearance.status != AppearanceStatus.CONFIRMED
    return {
        "name": name,
        "role": appearance.get_role_display(),
        "status": appearance.get_status_display() if unsettled else "",
    }


def food_sheet(paper: Paper) -> bytes:
    """Numbers only: no name and no free text."""
    meals = paper.day.items.filter(kind=ItemKind.MEAL).in_order()
    kitchen = count_for_kitchen(day=paper.day)
    return draw_list("food_sheet", paper.language, _of_day(paper) | {"kitchen": kitchen, "meals": meals})


def poster(paper: Paper) -> bytes:
    event = paper.day.event
    days = list(event.days.order_by("date"))
    with override(event.language):
        address = event_address(event.year, event.slug)
        hours = time_span(event.starts_at, event.ends_at, event.zone) if event.starts_at else ""
    context = {"address": address.partition("://")[2], "days": days, "hours": hours if len(days) == 1 else ""}
    return draw_poster(event, context, address=address, size=paper.choices.get("size", "a4"))


def certificates(paper: Paper) -> bytes:
    """For those who were checked in, with the days they were."""
    event = paper.day.event
    found: defaultdict[Registration, list[date]] = defaultdict(list)
    rows = Attendance.objects.filter(day__event=event).select_related("day", "registration__door_name")
    for row in rows.order_by("registration__sort_name", "registration", "day__date"):
        found[row.registration].append(row.day.date)
    hours = float(paper.choices.get("hours") or 0)
    people = [_certified(one, tuple(dates), hours) for one, dates in found.items()]
    if not people:
        raise NothingToPrintError
    return draw_certificates(event, people, {"organisers": _organisers(event)})


def _certified(one: Registration, dates: tuple[date, ...], hours: float) -> Certified:
    name = " ".join(filter(None, shown_name(one)))
    total = f"{hours * len(dates):g}".replace(".", ",") if hours else ""
    return Certified(name, one.organisation_name, dates, total)


def _organisers(event: Any) -> str:
    parts = event.parts.exclude(role=OrganisationRole.FUNDER).select_related("organisation")
    return ", ".join(str(part.organisation) for part in parts.order_by("-role", "pk"))


DRAW: dict[PaperKind, Callable[[Paper], bytes]] = {
    PaperKind.NAME_TAGS: name_tags,
    PaperKind.BLANK_TAGS: blank_tags,
    PaperKind.TAPE_LIST: tape_list,
    PaperKind.DOOR_LIST: door_list,
    PaperKind.RUN_SHEET: run_sheet,
    PaperKind.FOOD_SHEET: food_sheet,
    PaperKind.POSTER: poster,
    PaperKind.CERTIFICATES: certificates,
}
