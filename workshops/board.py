"""A round as the screens show it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import comb
from typing import Any

from django.db.models import Max

from participants.models import Registration
from workshops.attending import in_the_room
from workshops.employers import employer
from workshops.hints import At, Merge, gone, merges, newcomers
from workshops.log import LastChange, last_change
from workshops.mending import measured
from workshops.models import RoundKind, Seat, WorkshopRound
from workshops.projects import parts_in, project_titles
from workshops.room import Tables, expected, read_tables, short_names
from workshops.tongues import without_shared_language
from workshops.words import QualityWords, Round, TableFacts, in_words


@dataclass
class Chair:
    seat_id: int
    registration: Registration
    short_name: str
    is_locked: bool = False
    part: str = ""  # "Owner", "Coach"


@dataclass
class Table:
    """One table with its people, ordered by first name."""

    number: int
    chairs: list[Chair] = field(default_factory=list)
    is_locked: bool = False
    project: str = ""

    @property
    def sectors(self) -> int:
        return len({chair.registration.sector for chair in self.chairs})

    def facts(self, coaches: frozenset[int]) -> TableFacts:
        names = Counter(employer(chair.registration.organisation_name) for chair in self.chairs)
        colleagues = sum(comb(count, 2) for name, count in names.items() if name)
        people = {chair.registration: chair.short_name for chair in self.chairs}
        return TableFacts(
            number=self.number,
            size=len(people),
            sectors=self.sectors,
            colleagues=colleagues,
            strangers=[people[one] for one in without_shared_language(people)],
            has_coach=any(one.pk in coaches for one in people),
        )


@dataclass(frozen=True)
class Board:
    """Everything the tables' page shows. ``quality`` is None until groups are made."""

    round: WorkshopRound
    tables: list[Table]
    here: int  # checked in
    expected: int  # signed up with a seat
    seated: int
    newcomers: list[At]
    gone: list[At]
    quality: QualityWords | None
    merges: list[Merge]
    last: LastChange | None
    stamp: str

    @property
    def is_draft(self) -> bool:
        return self.round.is_draft

    @property
    def is_empty_room(self) -> bool:
        """Nobody has come yet: before the day there can only be a draft."""
        return self.here == 0


def seat_rows(round_: WorkshopRound) -> list[Seat]:
    """All chairs of a round with their people, by table and first name: one query."""
    rows = Seat.objects.filter(round=round_).select_related("registration", "group")
    return list(rows.order_by("group__number", "registration__sort_name", "pk"))


def tables_of(round_: WorkshopRound) -> list[Table]:
    """The tables of a round, as the screen lists them."""
    seats = seat_rows(round_)
    names = short_names([seat.registration for seat in seats])
    titles, parts = project_titles(round_), parts_in(round_)
    by_number: defaultdict[int, Table] = defaultdict(lambda: Table(0))
    for seat in seats:
        table = by_number[seat.group.number]
        table.number, table.is_locked = seat.group.number, seat.group.is_locked
        table.project = titles.get(seat.group.number, "")
        name, part = names[seat.registration_id], parts.get(seat.registration_id, "")
        table.chairs.append(Chair(seat.pk, seat.registration, name, seat.is_locked, part))
    return [by_number[number] for number in sorted(by_number)]


def read_board(round_: WorkshopRound) -> Board:
    """The board of ``round_`` with its measured quality."""
    tables, shown = read_tables(round_), tables_of(round_)
    seated = tables.seated
    return Board(
        round=round_,
        tables=shown,
        here=in_the_room(round_.day).count(),
        expected=len(expected(round_)),
        seated=len(seated),
        newcomers=newcomers(tables) if round_.made_at else [],
        gone=gone(tables),
        quality=_quality(tables, shown) if seated else None,
        merges=merges(tables) if round_.made_at else [],
        last=last_change(round_),
        stamp=stamp_of(round_),
    )


def stamp_of(round_: WorkshopRound) -> str:
    """Another text as soon as anything on the board has changed."""
    rows = in_the_room(round_.day)
    last = rows.aggregate(last=Max("pk"))["last"] or 0
    return f"{round_.version}.{rows.count()}.{last}"


def _quality(tables: Tables, shown: list[Table]) -> QualityWords:
    people = {who: tables.people[who] for who in tables.seated}
    facts = Round(people, [len(table.chairs) for table in shown], _is_even(tables))
    return in_words(measured(tables, tables.seated), [table.facts(tables.coaches) for table in shown], facts)


def _is_even(tables: Tables) -> bool:
    """Sizes within one at the tables of every round that is not gone back to: then the bounds hold."""
    for round_ in tables.rounds:
        sizes = Counter(tables.chairs[round_.pk].values()).values()
        if round_.kind != RoundKind.RETURN and sizes and max(sizes) - min(sizes) > 1:
            return False
    return True


@dataclass(frozen=True)
class Moved:
    """Who was moved a moment ago, from table ``origin`` to ``table``, so that it can be undone there."""

    chair: Chair
    table: int
    origin: int


def find_moved(board: Board, seat_id: str, origin: str) -> Moved | None:
    """The last move as the address names it; None when it names nothing in this round."""
    numbers = {str(table.number): table.number for table in board.tables}
    for table in board.tables:
        for chair in table.chairs:
            if str(chair.seat_id) == seat_id and origin in numbers and numbers[origin] != table.number:
                return Moved(chair, table.number, numbers[origin])
    return None


def tables_for_participant(registration: Registration) -> list[dict[str, Any]]:
    """The shown rounds of one person: number, title, table."""
    seats = (
        Seat.objects.filter(registration=registration, round__shown_at__isnull=False)
        .select_related("round", "group")
        .order_by("round__day__date", "round__number")
    )
    return [{"round": seat.round, "table": seat.group.number} for seat in seats]
