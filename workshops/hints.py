"""What wants doing at the tables, and what it would come to: newcomers, and tables that are too small."""

from collections import Counter
from dataclasses import dataclass

from inkludering.errors import DomainError
from participants.models import Registration
from workshops.costs import SMALL, Costs
from workshops.mending import measured
from workshops.placing import best_places
from workshops.room import Tables
from workshops.words import comes_to

SHOWN = 8  # newcomers with a table and a reason beside the name; the others wait for their turn


@dataclass(frozen=True)
class Merge:
    """A table with too few people, and the one they would best join: ``together`` people then."""

    table: int
    into: int
    people: int
    together: int
    lines: list[str]  # the round after it


@dataclass(frozen=True)
class At:
    """Somebody and a table: where a newcomer would best sit and why, or where somebody gone has a chair."""

    registration: Registration
    table: int | None
    why: str = ""


def newcomers(tables: Tables) -> list[At]:
    """Those who are here without a chair, and the table where each would best sit."""
    ids = sorted(tables.present - tables.seated.keys(), key=lambda who: tables.people[who].sort_name)
    try:
        places: dict[int, int] = best_places(tables, ids) if ids else {}
    except DomainError:  # every table is locked: they wait on the board
        places = {}
    costs = Costs(tables)
    return [
        At(tables.people[who], places.get(who), _why(costs, who, places.get(who)) if at < SHOWN else "")
        for at, who in enumerate(ids)
    ]


def _why(costs: Costs, who: int, table: int | None) -> str:
    words = [[*cost.gains, *cost.losses] for cost in costs.of(who) if cost.table == table]
    return ", ".join(words[0]) if words else ""


def gone(tables: Tables) -> list[At]:
    """Those with a chair who are not here."""
    return [
        At(tables.people[who], tables.seated[who]) for who in sorted(tables.seated.keys() - tables.present)
    ]


def merges(tables: Tables) -> list[Merge]:
    """For each open table of fewer than four: the open table that their people cost least at."""
    if tables.current.is_locked:
        return []
    costs = Costs(tables)
    small = [table for table, people in sorted(costs.at.items()) if len(people) < SMALL]
    found: dict[frozenset[int], Merge] = {}  # two small tables that suit each other are one hint
    for table in small:
        merge = _merge(costs, table) if table not in tables.locked_tables else None
        if merge is not None:
            found.setdefault(frozenset((merge.table, merge.into)), merge)
    return list(found.values())


def _merge(costs: Costs, table: int) -> Merge | None:
    people = costs.at[table]
    prices: Counter[int] = Counter()
    for who in people:
        prices.update({cost.table: cost.price for cost in costs.of(who)})
    if not prices:
        return None
    into = min(prices, key=lambda number: (len(costs.at[number]), prices[number], number))
    after = costs.tables.seated | dict.fromkeys(people, into)
    quality = measured(costs.tables, after)
    return Merge(table, into, len(people), len(people) + len(costs.at[into]), comes_to(quality))
