"""What the tables write down: saved by version, shared when the facilitator says so, and forgotten."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from workshops.models import SharedNotes, TableNotes, WorkshopRound

KEPT = timedelta(days=365)


@dataclass(frozen=True)
class NotesText:
    """All that a table writes."""

    question: str = ""
    point_1: str = ""
    point_2: str = ""
    point_3: str = ""
    next_step: str = ""
    responsible: str = ""
    method: str = ""
    insight: str = ""


class NotesChangedError(DomainError):
    """Somebody else has saved in between. ``notes`` is what they wrote."""

    def __init__(self, notes: TableNotes) -> None:
        super().__init__(
            _("Somebody else at the table has written in the meantime. Look at both, then save again.")
        )
        self.notes = notes


@transaction.atomic
def write_notes(
    *, round_: WorkshopRound, number: int, text: NotesText, version: int, by: User | None, now: datetime
) -> TableNotes:
    """Keep what table ``number`` wrote. ``version`` is the one the writer saw, 0 for none.

    Raises ``NotesChangedError`` when another phone was quicker, unless it wrote the same.
    """
    round_ = WorkshopRound.objects.select_for_update().get(pk=round_.pk)
    notes = TableNotes.objects.filter(round=round_, number=number).first()
    if notes is None:
        notes = TableNotes(round=round_, number=number)
    if notes.version != version:
        if text_of(notes) == text:
            return notes
        raise NotesChangedError(notes)
    for name, value in asdict(text).items():
        setattr(notes, name, value)
    notes.version, notes.changed_at = version + 1, now
    notes.save()
    if by is not None:
        record("notes.written", round_, by=by, region_id=round_.event.region_id, table=number)
    return notes


def text_of(notes: TableNotes) -> NotesText:
    return NotesText(**{name: getattr(notes, name) for name in NotesText.__dataclass_fields__})


@transaction.atomic
def share_notes(*, day: EventDay, by: User, now: datetime) -> None:
    """Open the notes of the day to all who sat at its tables."""
    SharedNotes.objects.get_or_create(day=day, defaults={"shared_at": now})
    record("notes.shared", day, by=by, region_id=day.event.region_id)


@transaction.atomic
def unshare_notes(*, day: EventDay, by: User) -> None:
    """Each table sees only its own notes again."""
    SharedNotes.objects.filter(day=day).delete()
    record("notes.unshared", day, by=by, region_id=day.event.region_id)


def forget_notes(*, now: datetime) -> int:
    """Delete the notes of events that ended twelve months ago. Returns how many tables' they were."""
    old = TableNotes.objects.filter(round__day__event__ends_at__lt=now - KEPT)
    count, _each = old.delete()
    return count
