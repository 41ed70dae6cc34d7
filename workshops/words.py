"""The measured quality of the tables in words a coordinator reads."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.grouping import Quality


@dataclass(frozen=True)
class Fact:
    """A figure with the words beside it."""

    value: str
    label: str


@dataclass(frozen=True)
class TableFacts:
    """One table of the round that is shown: people, sectors, and pairs from the same organisation."""

    size: int
    sectors: int
    colleagues: int


@dataclass(frozen=True)
class QualityWords:
    lead: str
    sentence: str
    facts: list[Fact]


def _figure(value: float) -> str:
    return number_format(value, decimal_pos=1)


def in_words(quality: Quality, tables: list[TableFacts]) -> QualityWords:
    """All rounds so far in the lead and the repeats, the tables of the shown round in the other facts."""
    best = quality.new_contacts.is_proven_best
    lead = _("%(value)s of %(most)s") % {
        "value": _figure(quality.new_per_person),
        "most": _figure(quality.new_per_person_at_most),
    }
    sentence = _("So many new people each person meets on average, over the rounds so far.")
    ending = _("It cannot be better.") if best else _("More than this is never possible.")
    return QualityWords(lead, f"{sentence} {ending}", _facts(quality, tables))


def _facts(quality: Quality, tables: list[TableFacts]) -> list[Fact]:
    repeats = quality.repeats.value
    spread = sum(table.sectors for table in tables) / max(1, len(tables))
    colleagues = sum(table.colleagues for table in tables)
    small = sum(table.size < 4 for table in tables)
    return [
        Fact(str(repeats), ngettext("pair meets again", "pairs meet again", repeats) + _unavoidable(quality)),
        Fact(_figure(spread), _("sectors at each table")),
        Fact(str(small), ngettext("table with fewer than four", "tables with fewer than four", small)),
        Fact(
            str(colleagues),
            ngettext("pair of colleagues together", "pairs of colleagues together", colleagues),
        ),
    ]


def _unavoidable(quality: Quality) -> str:
    repeats = quality.repeats
    if repeats.value and repeats.is_proven_best:
        return " " + _("(cannot be avoided)")
    return ""
