"""What is known of one person, as parts with facts: the same for the page to read and the file to keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inkludering.dates import clock, local, long_date


@dataclass(frozen=True)
class Fact:
    """``key`` names it in the file. Without a ``label`` it stands in the file alone; ``words`` are what the
    page says where the value itself is a code."""

    key: str
    label: str
    value: Any
    words: str = ""

    @property
    def shown(self) -> str:
        """As a person reads it; "" for nothing."""
        return self.words or _words_of(self.value)


@dataclass(frozen=True)
class Part:
    """One heading. ``is_list``: as many rows as there are, none too; else always exactly one."""

    key: str
    title: str
    rows: list[list[Fact]] = field(default_factory=list)
    is_list: bool = True

    @property
    def shown(self) -> list[list[Fact]]:
        """The rows of the page: what has a label, and something to say."""
        rows = [[fact for fact in row if fact.label and fact.shown] for row in self.rows]
        return [row for row in rows if row]

    @property
    def for_file(self) -> Any:
        rows = [{fact.key: fact.value for fact in row} for row in self.rows]
        return rows if self.is_list else rows[0]


def _words_of(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{long_date(local(value).date())} {clock(value)}"
    if isinstance(value, date):
        return long_date(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def row_of(row: models.Model, labels: Mapping[str, str] = {}, *, leave: tuple[str, ...] = ()) -> list[Fact]:
    """All that one row holds, also what is added to its model later, but its keys and what is to be left.

    A field without a label of its own is called what its model calls it; where that says nothing, it
    stands in the file alone.
    """
    facts = []
    for column in row._meta.concrete_fields:
        if column.primary_key or column.is_relation or column.name in leave:
            continue
        named = capfirst(str(column.verbose_name)) if isinstance(column.verbose_name, Promise) else ""
        words = str(getattr(row, f"get_{column.name}_display")()) if column.choices else ""
        facts.append(Fact(column.name, labels.get(column.name, named), getattr(row, column.name), words))
    return facts
