"""The board as a list: one row for each person, in the order that is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from inkludering.text import fold, sort_key

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from workshops.board import Board, Chair


@dataclass(frozen=True)
class Row:
    """One person at a table."""

    chair: "Chair"
    table: int
    is_locked: bool  # the whole table


Key = Callable[[Row], tuple[int | str, ...]]
HEADS: list[tuple[str, "StrPromise"]] = [
    ("name", _("Name")),
    ("organisation", _("Organisation")),
    ("sector", _("Sector")),
    ("table", _("Table")),
]
KEYS: dict[str, Key] = {
    "name": lambda row: (row.chair.registration.sort_name,),
    "organisation": lambda row: (sort_key(row.chair.registration.organisation_name),),
    "sector": lambda row: (row.chair.registration.sector,),
    "table": lambda row: (row.table,),
}


def rows_of(board: "Board", sort: str, search: str = "") -> list[Row]:
    """Everybody with a chair; an unknown order is that of the tables. Equals stand by name.

    ``search``: only those with words that begin so in their name or organisation.
    """
    rows = [
        Row(chair, table.number, table.is_locked)
        for table in board.tables
        for chair in table.chairs
        if _matches(chair, search)
    ]
    key = KEYS.get(sort, KEYS["table"])
    return sorted(rows, key=lambda row: (*key(row), row.chair.registration.sort_name, row.chair.seat_id))


def _matches(chair: "Chair", search: str) -> bool:
    text = f" {fold(chair.registration.name)} {fold(chair.registration.organisation_name)}"
    return all(f" {word}" in text for word in fold(search).split())
