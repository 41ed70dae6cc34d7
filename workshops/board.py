"""A round as the screens show it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import comb
from typing import Any

from inkludering.text import fold
from participants.models import Registration
from workshops.grouping import measure
from workshops.models import Seat, WorkshopRound
from workshops.room import Tables, read_tables, short_names, to_plan, to_room
from workshops.words import QualityWords, TableFacts, in_words


@dataclass
class Chair:
    seat_id: int
    registration: Registration
    short_name: str


@dataclass
class Table:
    """One table with its people, ordered by first name."""

    number: int
    chairs: list[Chair] = field(default_factory=list)

    @property
    def sectors(self) -> int:
        return len({chair.registration.sector for chair in self.chairs})

    def facts(self) -> TableFacts:
        names = Counter(fold(chair.registration.organisation_name) for chair in self.chairs)
        colleagues = sum(comb(count, 2) for name, count in names.items() if name)
        return TableFacts(len(self.chairs), self.sectors, colleagues)


@dataclass(frozen=True)
class Board:
    """Everything the tables' page shows. ``quality`` is None until groups are made."""

    round: WorkshopRound
    tables: list[Table]
    present: int
    seated: int
    newcomers: int
    gone: int
    quality: QualityWords | None


def seat_rows(round_: WorkshopRound) -> list[Seat]:
    """All chairs of a round with their people, by table and first name: one query."""
    rows = Seat.objects.filter(round=round_).select_related("registration", "group")
    return list(rows.order_by("group__number", "registration__sort_name", "pk"))


def tables_of(round_: WorkshopRound) -> list[Table]:
    """The tables of a round, as the screen lists them."""
    seats = seat_rows(round_)
    names = short_names([seat.registration for seat in seats])
    by_number: defaultdict[int, Table] = defaultdict(lambda: Table(0))
    for seat in seats:
        table = by_number[seat.group.number]
        table.number = seat.group.number
        table.chairs.append(Chair(seat.pk, seat.registration, names[seat.registration_id]))
    return [by_number[number] for number in sorted(by_number)]


def read_board(round_: WorkshopRound) -> Board:
    """The board of ``round_`` with its measured quality."""
    tables, shown = read_tables(round_), tables_of(round_)
    seated = frozenset(tables.chairs[round_.pk])
    return Board(
        round=round_,
        tables=shown,
        present=len(tables.present),
        seated=len(seated),
        newcomers=len(tables.present - seated),
        gone=len(seated - tables.present),
        quality=_quality(tables, seated, shown) if seated else None,
    )


def _quality(tables: Tables, seated: frozenset[int], shown: list[Table]) -> QualityWords:
    room, _pins = to_room(tables, seated=seated)
    return in_words(measure(room, to_plan(tables)), [table.facts() for table in shown])


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
