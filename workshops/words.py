"""The measured quality of the tables in words a coordinator reads."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.models import Registration
from regions.models import Sector
from workshops.employers import employer
from workshops.grouping import Measure, Quality
from workshops.refusals import joined


@dataclass(frozen=True)
class Fact:
    """A figure with the words beside it, and what is proven about it."""

    value: str
    label: str
    proof: str = ""


@dataclass(frozen=True)
class TableFacts:
    """One table of the round that is shown. ``colleagues``: pairs from the same organisation;
    ``strangers``: names of those who do not speak the language that most of the table share."""

    number: int
    size: int
    sectors: int
    colleagues: int
    strangers: list[str] = field(default_factory=list)
    has_coach: bool = False


@dataclass(frozen=True)
class QualityWords:
    """``reasons`` say what could not be met, and why."""

    lead: str
    sentence: str
    facts: list[Fact]
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Round:
    """The people of the shown round as the reasons count them."""

    people: Mapping[int, Registration]
    sizes: list[int]
    is_even: bool  # sizes within one in every round: what the bounds take for granted


def figure(value: float) -> str:
    return number_format(value, decimal_pos=1)


def comes_to(quality: Quality) -> list[str]:
    """What a change of the last round would come to: three lines, and one for whoever shares no language."""
    repeats, colleagues = quality.repeats.value, quality.organisation_pairs.value
    again = ngettext("%(count)s pair meets again", "%(count)s pairs meet again", repeats)
    shared = ngettext(
        "%(count)s pair of colleagues together", "%(count)s pairs of colleagues together", colleagues
    )
    last = max((group.round for group in quality.groups), default=0)
    tables = [group for group in quality.groups if group.round == last and group.size]
    spread = sum(len(group.sectors) for group in tables) / max(1, len(tables))
    sectors = _("%(count)s sectors at each table") % {"count": figure(spread)}
    lines = [again % {"count": repeats}, sectors, shared % {"count": colleagues}]
    lone = quality.language_left_out.value
    text = ngettext(
        "%(count)s person shares no language with their table",
        "%(count)s people share no language with their table",
        lone,
    )
    return [*lines, text % {"count": lone}] if lone else lines


def in_words(quality: Quality, tables: list[TableFacts], shown: Round) -> QualityWords:
    """All rounds with groups in the lead and the repeats, the shown round's tables in the other facts."""
    sentence = _("So many new people each person meets on average, over all rounds that have groups.")
    lead, ending = _lead(quality, shown)
    reasons = [*_without_language(tables), *_without_coach(tables)]
    reasons += _reasons(quality, shown) if shown.is_even else []
    return QualityWords(lead, f"{sentence} {ending}", _facts(quality, tables, shown), reasons)


def _lead(quality: Quality, shown: Round) -> tuple[str, str]:
    """The figure beside its bound, and whether it can be better."""
    met = figure(quality.new_per_person)
    if not shown.is_even:
        return met, _("With tables as uneven as these nothing is proven.")
    lead = _("%(value)s of %(most)s") % {"value": met, "most": figure(quality.new_per_person_at_most)}
    is_best = quality.new_contacts.is_proven_best
    return lead, _("It cannot be better.") if is_best else _("More than this is never possible.")


def repeats_of(quality: Quality) -> Measure:
    """Pairs who meet again. While nobody meets three times the sharper of the two bounds holds."""
    return quality.repeats if quality.met_three_times else quality.repeat_sq


def proof_of(measure: Measure) -> str:
    """«proven best», or how much better it could at most be."""
    if measure.is_proven_best:
        return _("proven best")
    text = ngettext("at most %(count)s better possible", "at most %(count)s better possible", measure.gap)
    return text % {"count": measure.gap}


def _facts(quality: Quality, tables: list[TableFacts], shown: Round) -> list[Fact]:
    again = repeats_of(quality)
    repeats = again.value
    spread = sum(table.sectors for table in tables) / max(1, len(tables))
    colleagues = sum(table.colleagues for table in tables)
    small = sum(table.size < 4 for table in tables)
    facts = [
        Fact(
            str(repeats),
            ngettext("pair meets again", "pairs meet again", repeats),
            _proof(again, shown),
        ),
        Fact(figure(spread), _("sectors at each table"), _proof(quality.sector_pairs, shown)),
        Fact(str(small), ngettext("table with fewer than four", "tables with fewer than four", small)),
        Fact(
            str(colleagues),
            ngettext("pair of colleagues together", "pairs of colleagues together", colleagues),
            _proof(quality.organisation_pairs, shown),
        ),
    ]
    known = quality.history.value
    if known:
        text = ngettext(
            "pair who sat together on an earlier day", "pairs who sat together on an earlier day", known
        )
        facts.append(Fact(str(known), text))
    return facts


def _without_language(tables: list[TableFacts]) -> list[str]:
    """The tables where somebody is not spoken to in a language they know."""
    text = _("At table %(table)s, %(names)s and the others share no language.")
    return [
        text % {"table": table.number, "names": joined(table.strangers)}
        for table in tables
        if table.strangers
    ]


def _without_coach(tables: list[TableFacts]) -> list[str]:
    """Which tables lack a coach, in a round where others have one."""
    without = [str(table.number) for table in tables if not table.has_coach]
    if not without or len(without) == len(tables):
        return []
    text = ngettext("Table %(tables)s has no coach.", "Tables %(tables)s have no coach.", len(without))
    return [text % {"tables": joined(without)}]


def _proof(measure: Measure, shown: Round) -> str:
    return proof_of(measure) if shown.is_even else ""


def _reasons(quality: Quality, shown: Round) -> list[str]:
    """Why not better: what the people and the tables make unavoidable."""
    found = []
    again = repeats_of(quality)
    if again.bound and again.value:
        text = ngettext(
            "%(value)s pair meets again: %(people)s people in %(tables)s groups of %(size)s "
            "cannot avoid %(bound)s.",
            "%(value)s pairs meet again: %(people)s people in %(tables)s groups of %(size)s "
            "cannot avoid %(bound)s.",
            again.value,
        )
        found.append(text % (_numbers(shown) | {"value": again.value, "bound": again.bound}))
    return found + _crowded_sectors(shown) + _crowded_organisations(shown)


def _numbers(shown: Round) -> dict[str, int]:
    return {"people": len(shown.people), "tables": len(shown.sizes), "size": max(shown.sizes)}


def _crowded_sectors(shown: Round) -> list[str]:
    """Sectors with more people than tables: two of them must share one."""
    tables = len(shown.sizes)
    count = Counter(one.sector for one in shown.people.values())
    text = _(
        "%(count)s people from %(sector)s at %(tables)s tables: at least %(most)s of them share a table."
    )
    return [
        text % {"count": n, "sector": Sector(name).label, "tables": tables, "most": -(-n // tables)}
        for name, n in count.most_common()
        if n > tables and -(-n // tables) > 2
    ]


def _crowded_organisations(shown: Round) -> list[str]:
    """Organisations with more people than tables."""
    tables = len(shown.sizes)
    count = Counter(one.organisation_name for one in shown.people.values() if employer(one.organisation_name))
    text = _("%(count)s people from %(organisation)s at %(tables)s tables: colleagues must share one.")
    return [
        text % {"count": n, "organisation": name, "tables": tables}
        for name, n in count.most_common(3)
        if n > tables
    ]
