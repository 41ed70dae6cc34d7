"""The programme table of one day: what it shows, and saving what was typed in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from events import rules, services
from events.forms.programme import PasteForm, RowForm, RowFormSet
from events.models import REST_KINDS, Appearance, Event, EventDay, ItemKind, ProgrammeItem
from events.views.work_frame import event_page
from inkludering.dates import clock
from inkludering.errors import DomainError
from inkludering.permissions import UserRequest

UNDO = "programme_undo"
USUAL_MINUTES = 10
FIRST_TIME = "08.30"


@dataclass(frozen=True)
class Line:
    """One row of the table: its form, and what stands beside the cells. ``item`` is None for a new one."""

    form: RowForm
    item: ProgrammeItem | None
    people: list[Appearance]
    minutes: int | None
    is_child: bool
    is_first: bool = False
    is_last: bool = False

    @property
    def is_new(self) -> bool:
        return self.item is None

    @property
    def look(self) -> str:
        kind = self.item.kind if self.item else ""
        marks = {"sub": self.is_child, "rest": kind in REST_KINDS, "room": kind == ItemKind.ROUND}
        return " ".join(name for name, on in marks.items() if on)


class ProgrammeTable:
    """A day's table in one request: shown, or filled in and saved."""

    def __init__(self, request: UserRequest, day: EventDay) -> None:
        self.request, self.event = request, day.event
        self.days = services.programme_days(self.event)
        self.day, self.items = next(pair for pair in self.days if pair[0].pk == day.pk)
        self.under = self._under()
        self.error = ""
        self.made: list[ProgrammeItem] = []
        typed = request.POST if "row-TOTAL_FORMS" in request.POST else None
        self.version = self._version(typed)
        self.formset: Any = RowFormSet(typed, initial=self._initial(), prefix="row")

    def _version(self, typed: Any) -> int:
        given = str(typed.get("version", "")) if typed else ""
        return int(given) if given.isdecimal() and len(given) < 10 else self.event.version

    def _under(self) -> ProgrammeItem | None:
        """The item that the new row is a sub-item of, when somebody asked for one."""
        wanted = self.request.GET.get("under", "")
        tops = (item for item in self.items if item.parent_id is None)
        return next((item for item in tops if str(item.pk) == wanted), None)

    def _initial(self) -> list[dict[str, Any]]:
        zone = self.event.zone
        shown = [
            {
                "id": item.pk,
                "parent": item.parent_id,
                "at": clock(item.starts_at, zone) if item.starts_at else "",
                "kind": item.kind,
                "title": item.title,
            }
            for item in self.items
        ]
        new = {"parent": self.under.pk} if self.under else {"at": self._next_time()}
        return [*shown, new]

    def _next_time(self) -> str:
        """Where the last item ends; when that is open, as long after its start as the one before lasted."""
        timed = [item for item in self.items if item.starts_at and item.parent_id is None]
        if not timed:
            return FIRST_TIME if not self.items else ""
        last = timed[-1]
        if last.kind == ItemKind.CLOSING or last.starts_at is None:
            return ""
        lasting = rules.durations(self.items)
        usual = lasting.get(timed[-2].pk, USUAL_MINUTES) if len(timed) > 1 else USUAL_MINUTES
        following: datetime = last.ends_at or last.starts_at + timedelta(minutes=usual)
        return clock(following, self.event.zone)

    def save(self) -> bool:
        """Write what was typed, if anything was. False when it must be shown again."""
        if not self.formset.is_bound:
            return True
        if not self.formset.is_valid():
            return False
        try:
            self.made = services.save_table(
                day=self.day,
                rows=self.formset.rows(),
                by=self.request.user,
                now=timezone.now(),
                version=self.version,
            )
        except DomainError as error:
            self.event.refresh_from_db()
            self.error, self.version = str(error), self.event.version
            return False
        return True

    def lines(self) -> list[Line]:
        by_id = {item.pk: item for item in self.items}
        lasting = rules.durations(self.items)
        edges = _edges(self.items)
        found: list[Line] = []
        for form in self.formset.forms:
            item = by_id.get(_number(form["id"].value()) or 0)
            parent = _number(form["parent"].value())
            line = Line(
                form=form,
                item=item,
                people=services.people_of(item) if item else [],
                minutes=lasting.get(item.pk) if item else None,
                is_child=parent is not None,
                is_first=item is not None and item.pk in edges[0],
                is_last=item is not None and item.pk in edges[1],
            )
            found.insert(_place(found, parent) if item is None and parent else len(found), line)
        return found

    def _undo(self) -> dict[str, Any] | None:
        step = undo_step(self.request, self.event, self.day)
        here = {item.pk for item in self.items}
        return {"text": step.text, "item": step.item, "is_gone": step.item not in here} if step else None

    def page(self) -> HttpResponse:
        """The whole page, with what was typed when it could not be saved."""
        lines = self.lines()
        failed = self.formset.is_bound
        context = {
            "day": self.day,
            "days": [day for day, _items in self.days],
            "lines": lines,
            "formset": self.formset,
            "version": self.version,
            "error": self.error,
            "undo": None if failed else self._undo(),
            "hints": services.programme_check(self.event, self.days),
            "paste": PasteForm(),
            "focus": "new" in self.request.GET or self.under is not None or not self.items,
        }
        return event_page(self.request, self.event, "programme.html", context, status=422 if failed else 200)


def _number(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _edges(items: list[ProgrammeItem]) -> tuple[set[int], set[int]]:
    """The first and the last of each level, which cannot move further."""
    day = rules.blocks(items)
    levels = [[block.item for block in day], *(block.children for block in day)]
    return {level[0].pk for level in levels if level}, {level[-1].pk for level in levels if level}


def _place(lines: list[Line], parent: int) -> int:
    """Right after the parent and those already under it."""
    family = [
        number
        for number, line in enumerate(lines)
        if line.item and parent in (line.item.pk, line.item.parent_id)
    ]
    return family[-1] + 1 if family else len(lines)


def keep_undo(request: UserRequest, step: services.Undo | None) -> None:
    """Remember the way back until the next change."""
    if step:
        request.session[UNDO] = step.stored()
    else:
        request.session.pop(UNDO, None)


def undo_step(request: UserRequest, event: Event, day: EventDay) -> services.Undo | None:
    """The way back from the last change of this day, while nothing has happened since."""
    stored = request.session.get(UNDO)
    if not stored or (stored["event"], stored["day"], stored["version"]) != (event.pk, day.pk, event.version):
        return None
    return services.Undo(**stored)
