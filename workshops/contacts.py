"""Who could have met whom: computed from the tables people sat at, and never claimed to be more.

A potential contact is two people who came, sat at one table, and come from different organisations.
Beyond counting, nothing here names a person: the picture knows organisations and sectors.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from events.models import Event
from inkludering.text import sort_key
from participants.models import Attendance, Registration
from regions.models import Sector
from workshops.employers import employer
from workshops.models import Seat
from workshops.past import known_pairs

Pair = frozenset[int]


@dataclass(frozen=True, order=True)
class Node:
    """An organisation within a sector, in its commonest spelling."""

    order: tuple[int, str]
    sector: str
    name: str


@dataclass(frozen=True)
class Link:
    """So many pairs of people from two organisations sat at one table."""

    one: Node
    other: Node
    pairs: int


@dataclass(frozen=True)
class SectorRow:
    """One row of the table of sectors: pairs with each sector, in the order of ``Sector``."""

    sector: Sector
    cells: list[int]


@dataclass(frozen=True)
class Contacts:
    """All figures of an event. ``potential`` and ``across_sectors`` leave out who had met before."""

    people: int
    pairs: int
    potential: int
    across_sectors: int
    known: int
    organisations: int
    unnamed: int  # people who named no organisation: in the figures, not in the picture
    unnamed_pairs: int  # of the potential ones, those with such a person
    nodes: dict[Node, int]
    links: list[Link]
    sectors: list[Sector]
    rows: list[SectorRow]


def contacts_of(event: Event) -> Contacts:
    """The figures of ``event``: four queries, whatever its size."""
    people, met = _meetings(event)
    known = _known(event, people) & met
    apart = {pair for pair in met - known if _differ(*(people[who] for who in sorted(pair)))}
    node_of = _nodes(people)
    between = Counter(_sorted(node_of, pair) for pair in apart if pair <= node_of.keys())
    links = [Link(one, other, n) for (one, other), n in between.items() if one != other]
    by_sector = Counter(
        tuple(sorted((Sector(people[a].sector), Sector(people[b].sector)), key=list(Sector).index))
        for a, b in (sorted(pair) for pair in apart)
    )
    sectors = [one for one in Sector if any(person.sector == one for person in people.values())]
    return Contacts(
        people=len(people),
        pairs=len(met),
        potential=len(apart),
        across_sectors=sum(n for (one, other), n in by_sector.items() if one != other),
        known=len(known),
        organisations=len({employer(node.name) for node in node_of.values()}),
        unnamed=len(people) - len(node_of),
        unnamed_pairs=len(apart) - between.total(),
        nodes=dict(sorted(Counter(node_of.values()).items())),
        links=sorted(links, key=lambda link: (-link.pairs, link.one, link.other)),
        sectors=sectors,
        rows=[SectorRow(one, [_cell(by_sector, one, other) for other in sectors]) for one in sectors],
    )


def _cell(by_sector: Counter[tuple[Sector, ...]], one: Sector, other: Sector) -> int:
    return by_sector[one, other] if one == other else by_sector[one, other] + by_sector[other, one]


def _meetings(event: Event) -> tuple[dict[int, Registration], set[Pair]]:
    """Those who came and had a chair, and which of them sat at one table."""
    came = set(Attendance.objects.filter(day__event=event).values_list("registration_id", "day_id"))
    seats = Seat.objects.filter(round__day__event=event, round__made_at__isnull=False, round__is_draft=False)
    tables: defaultdict[int, list[int]] = defaultdict(list)
    for who, group, day in seats.values_list("registration_id", "group_id", "round__day_id"):
        if (who, day) in came:
            tables[group].append(who)
    people = Registration.objects.in_bulk({who for table in tables.values() for who in table})
    return people, {frozenset(pair) for table in tables.values() for pair in combinations(table, 2)}


def _known(event: Event, people: dict[int, Registration]) -> set[Pair]:
    first = event.days.order_by("date").first()
    return set(known_pairs(people.values(), before=first.date)) if first else set()


def _differ(one: Registration, other: Registration) -> bool:
    """From different organisations. Who named none, is nobody's colleague."""
    names = employer(one.organisation_name), employer(other.organisation_name)
    return not names[0] or names[0] != names[1]


def _nodes(people: dict[int, Registration]) -> dict[int, Node]:
    """The organisation of everybody who named one; one spelling stands for all."""
    spelled = Counter(one.organisation_name for one in people.values())
    spelling: dict[str, str] = {}
    for name, _count in reversed(spelled.most_common()):
        spelling[employer(name)] = name
    named = {who: one for who, one in people.items() if employer(one.organisation_name)}
    return {who: _node(one.sector, spelling[employer(one.organisation_name)]) for who, one in named.items()}


def _node(sector: str, name: str) -> Node:
    return Node((list(Sector).index(Sector(sector)), sort_key(name)), sector, name)


def _sorted(node_of: dict[int, Node], pair: Iterable[int]) -> tuple[Node, Node]:
    one, other = sorted(node_of[who] for who in pair)
    return one, other
