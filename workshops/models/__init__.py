"""How the room is mixed: rounds, groups at tables, and who sits where."""

from workshops.models.changes import Change, ChangeKind, ChangeQuerySet, Step
from workshops.models.company import PastPair, Tie, TieKind
from workshops.models.notes import SharedNotes, TableNotes
from workshops.models.projects import Coach, Project, ProjectTable, Wish
from workshops.models.rounds import (
    LARGEST_GROUP,
    MOST_NEW_FACES,
    SMALLEST_GROUP,
    RoundKind,
    Seat,
    SeatQuerySet,
    WorkshopGroup,
    WorkshopRound,
    WorkshopRoundQuerySet,
)
from workshops.models.timers import LONGEST_MINUTES, RoundTimer

__all__ = [
    "LARGEST_GROUP",
    "LONGEST_MINUTES",
    "MOST_NEW_FACES",
    "SMALLEST_GROUP",
    "Change",
    "ChangeKind",
    "ChangeQuerySet",
    "Coach",
    "PastPair",
    "Project",
    "ProjectTable",
    "RoundKind",
    "RoundTimer",
    "Seat",
    "SeatQuerySet",
    "SharedNotes",
    "Step",
    "TableNotes",
    "Tie",
    "TieKind",
    "Wish",
    "WorkshopGroup",
    "WorkshopRound",
    "WorkshopRoundQuerySet",
]
