"""Table signs: a sheet of A4 for each table, folded into a tent that says its number to both sides."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from events.models import EventDay
from inkludering.pdf import render_pdf
from participants.models import Paper, PaperKind
from participants.paper_hooks import PaperSheet, paper_sheets
from workshops.board import Table, tables_of
from workshops.models import WorkshopRound
from workshops.room import expected, group_count


@dataclass(frozen=True)
class Part:
    """What a sign says of one round; ``names`` is empty where they are left off."""

    round: WorkshopRound
    about: str
    names: list[str]


@dataclass(frozen=True)
class Sign:
    number: int
    parts: list[Part]

    @property
    def has_names(self) -> bool:
        return any(part.names for part in self.parts)


def signs_of(day: EventDay, *, only: int | None = None, names: bool = False) -> list[Sign]:
    """A sign for each table of the day's rounds, or of one of them.

    Before there are groups: as many as those who signed up will need, for a number is all it takes.
    """
    rounds = WorkshopRound.objects.filter(day=day).order_by("number")
    if only is not None:
        rounds = rounds.filter(pk=only)
    tables = {round_: {table.number: table for table in tables_of(round_)} for round_ in rounds}
    numbers = sorted({number for found in tables.values() for number in found})
    if not numbers:
        counts = [group_count(len(expected(round_)), round_.group_size) for round_ in tables]
        numbers = list(range(1, max(counts, default=0) + 1))
    return [Sign(number, _parts(tables, number, names=names)) for number in numbers]


def _parts(tables: dict[WorkshopRound, dict[int, Table]], number: int, *, names: bool) -> list[Part]:
    """The rounds in which somebody sits there, or which have no groups yet."""
    parts = []
    for round_, found in tables.items():
        table = found.get(number)
        if table is None and found:
            continue
        about = (table.project if table else "") or round_.question or round_.title
        shown = [chair.short_name for chair in table.chairs] if table and names else []
        parts.append(Part(round_, about, shown))
    return parts if any(part.about or part.names for part in parts) else []


def draw_signs(paper: Paper) -> bytes:
    """The signs in the language of the day, as ``paper.choices`` asks: one round, with names."""
    choices: dict[str, Any] = paper.choices
    event = paper.day.event
    signs = signs_of(paper.day, only=choices.get("round"), names=bool(choices.get("names")))
    with override(event.language):
        html = render_to_string("workshops/signs.html", {"event": event, "signs": signs})
    return render_pdf(html, tagged=False, css=["print.css", "signs.css"])


def has_rounds(day: EventDay) -> bool:
    return WorkshopRound.objects.filter(day=day).exists()


def register() -> None:
    paper_sheets[PaperKind.TABLE_SIGNS] = PaperSheet(draw_signs, has_rounds)
