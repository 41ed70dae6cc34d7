"""The notes of a day as they are read, and who may write at a table."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from events.models import EventDay, EventStatus
from participants.models import Registration
from workshops.board import seat_rows
from workshops.here import is_open_for_notes
from workshops.links import read_table_token, table_token
from workshops.models import Seat, SharedNotes, TableNotes, WorkshopGroup, WorkshopRound
from workshops.projects import project_titles
from workshops.room import short_names


@dataclass(frozen=True)
class TablePlace:
    """A table that a link opens."""

    round: WorkshopRound
    number: int

    @property
    def token(self) -> str:
        return table_token(self.round.pk, self.number)

    def notes(self) -> TableNotes | None:
        return TableNotes.objects.filter(round=self.round, number=self.number).first()

    def question(self) -> str:
        """What the table works with: the round's own question, its project, or the question of the day."""
        project = project_titles(self.round).get(self.number, "")
        return self.round.question or project or self.round.event.guiding_question or self.round.title

    def names(self) -> list[str]:
        """Who sits there, as on the big screen; nobody while the round is not shown."""
        if self.round.shown_at is None:
            return []
        seats = [seat for seat in seat_rows(self.round) if seat.group.number == self.number]
        names = short_names([seat.registration for seat in seats])
        return [names[seat.registration_id] for seat in seats]

    def is_open(self, now: datetime) -> bool:
        day = self.round.day
        return day.event.status == EventStatus.PUBLISHED and is_open_for_notes(day, now)


def place_of(token: str) -> TablePlace | None:
    """The table of a link; None when the link is not ours or the table is gone."""
    read = read_table_token(token)
    if read is None:
        return None
    rounds = WorkshopRound.objects.select_related("day__event__region").filter(groups__number=read[1])
    round_ = rounds.filter(pk=read[0]).first()
    return TablePlace(round_, read[1]) if round_ else None


@dataclass
class RoundNotes:
    """One round with what its tables wrote; ``silent`` are the tables that wrote nothing."""

    round: WorkshopRound
    notes: list[TableNotes] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)


def notes_of_day(day: EventDay) -> list[RoundNotes]:
    """All rounds that have tables, by number: three queries."""
    rounds = WorkshopRound.objects.filter(day=day, made_at__isnull=False).order_by("number")
    found = {round_.pk: RoundNotes(round_) for round_ in rounds}
    written: defaultdict[int, set[int]] = defaultdict(set)
    for notes in TableNotes.objects.filter(round__in=found).order_by("number"):
        found[notes.round_id].notes.append(notes)
        written[notes.round_id].add(notes.number)
    numbers = WorkshopGroup.objects.filter(round__in=found).values_list("round_id", "number")
    for round_id, number in numbers.order_by("number"):
        if number not in written[round_id]:
            found[round_id].silent.append(number)
    return list(found.values())


def shared_at(day: EventDay) -> datetime | None:
    shared = SharedNotes.objects.filter(day=day).first()
    return shared.shared_at if shared else None


def notes_for(registration: Registration) -> list[tuple[EventDay, list[RoundNotes]]]:
    """What this person may read: their own tables' notes, and all of a day that has been shared."""
    seats = Seat.objects.filter(registration=registration, round__shown_at__isnull=False)
    own = set(seats.values_list("round_id", "group__number"))
    days = EventDay.objects.filter(rounds__seats__in=seats).distinct().order_by("date")
    found = []
    for day in days.select_related("event"):
        everything, rounds = shared_at(day) is not None, notes_of_day(day)
        for one in rounds:
            one.silent = []
            one.notes = [row for row in one.notes if everything or (row.round_id, row.number) in own]
        rounds = [one for one in rounds if one.notes]
        if rounds:
            found.append((day, rounds))
    return found
