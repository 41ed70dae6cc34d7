"""Ready frames for a new day: the sections are fixed, the content varies from day to day."""

from dataclasses import dataclass
from datetime import time

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.models import EventKind, ItemKind

Text = str | Promise


@dataclass(frozen=True)
class Line:
    """One item of a frame: clock time, type, title."""

    at: time
    kind: ItemKind
    title: Text
    speaker: bool = False  # gets "name to come", so that nobody forgets to find one


@dataclass(frozen=True)
class FrameDay:
    lines: tuple[Line, ...]
    title: Text = ""


@dataclass(frozen=True)
class Frame:
    label: Text
    help: Text
    kind: EventKind
    days: tuple[FrameDay, ...]


def _talk(at: time, number: int) -> Line:
    return Line(at, ItemKind.TALK, format_lazy("{} {}", _("Talk"), number), speaker=True)


_MORNING = FrameDay(
    (
        Line(time(8, 10), ItemKind.ARRIVAL, _("The doors open: greeting, name tag, coffee")),
        Line(time(8, 30), ItemKind.WELCOME, _("Welcome, and why we are here")),
        Line(time(8, 35), ItemKind.COUNT, _("We count: sectors and new faces")),
        Line(time(8, 40), ItemKind.OPENING_ROUND, _("Say hello to three people you do not know")),
        _talk(time(8, 48), 1),
        _talk(time(8, 59), 2),
        _talk(time(9, 10), 3),
        _talk(time(9, 21), 4),
        Line(time(9, 32), ItemKind.QA, _("Questions to all four")),
        Line(time(9, 43), ItemKind.BREAK, _("Coffee")),
        Line(time(10), ItemKind.ROUND, _("Round 1: what stands in the way?")),
        Line(time(10, 30), ItemKind.ROUND, _("Round 2: what can we do? New tables")),
        Line(time(11), ItemKind.OPEN_MIC, _("The floor is open")),
        Line(time(11, 10), ItemKind.SUMMARY, _("Summary and next steps")),
        Line(time(11, 20), ItemKind.SURVEY, _("Evaluation on paper or phone")),
        Line(time(11, 30), ItemKind.MEAL, _("Lunch together")),
        Line(time(12), ItemKind.CLOSING, _("Thank you for today")),
    )
)
_CONFERENCE = FrameDay(
    (
        Line(time(9), ItemKind.WELCOME, _("Welcome")),
        _talk(time(9, 10), 1),
        _talk(time(9, 45), 2),
        Line(time(10, 15), ItemKind.BREAK, _("Break with something to eat")),
        _talk(time(10, 30), 3),
        Line(time(10, 50), ItemKind.PANEL, _("Panel: what do we do now?"), speaker=True),
        Line(time(11, 30), ItemKind.CLOSING, _("Summary and thank you for today")),
    )
)
_KNOWLEDGE = FrameDay(
    (
        Line(time(12), ItemKind.MEAL, _("Lunch")),
        Line(time(13), ItemKind.WELCOME, _("Welcome")),
        _talk(time(13, 15), 1),
        _talk(time(13, 45), 2),
        Line(time(14, 15), ItemKind.BREAK, _("Break")),
        _talk(time(14, 45), 3),
        _talk(time(15, 15), 4),
        Line(time(15, 45), ItemKind.BREAK, _("Break")),
        Line(time(16, 15), ItemKind.DEBATE, _("Debate"), speaker=True),
        Line(time(17, 15), ItemKind.SOCIAL, _("Mingling")),
        Line(time(18), ItemKind.SOCIAL, _("Dinner")),
    ),
    _("Knowledge day"),
)
_WORKSHOP = FrameDay(
    (
        Line(time(9), ItemKind.WELCOME, _("Welcome")),
        Line(time(9, 15), ItemKind.OPENING_ROUND, _("Everybody says who they are")),
        Line(time(9, 45), ItemKind.PITCH, _("The projects in two minutes each")),
        Line(time(10, 15), ItemKind.BREAK, _("Coffee")),
        Line(time(10, 45), ItemKind.ROUND, _("Round 1")),
        Line(time(11, 45), ItemKind.MEAL, _("Lunch")),
        Line(time(12, 45), ItemKind.ROUND, _("Round 2: new tables")),
        Line(time(13, 45), ItemKind.BREAK, _("Coffee")),
        Line(time(14, 15), ItemKind.ROUND, _("Round 3: back to the first table")),
        Line(time(14, 45), ItemKind.REFLECTION, _("What do we take with us?")),
        Line(time(15, 15), ItemKind.CLOSING, _("Closing words")),
    ),
    _("Workshop day"),
)
FRAMES: dict[str, Frame] = {
    "standard_morning": Frame(
        _("Standard morning"),
        _("08.10–12.00 with talks, two rounds at the tables and lunch"),
        EventKind.INCLUSION_DAY,
        (_MORNING,),
    ),
    "conference": Frame(
        _("Conference"), _("09.00–11.30 with talks and a panel"), EventKind.CONFERENCE, (_CONFERENCE,)
    ),
    "two_days": Frame(
        _("Two days"),
        _("A knowledge day, then a workshop day with three rounds"),
        EventKind.GATHERING,
        (_KNOWLEDGE, _WORKSHOP),
    ),
    "empty": Frame(
        _("Empty"), _("Only the date; you write the programme"), EventKind.INCLUSION_DAY, (FrameDay(()),)
    ),
}
