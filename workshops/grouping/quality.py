"""What a plan is worth: every measure beside its proven bound.  Standard library only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from workshops.grouping.bounds import Bounds, bounds
from workshops.grouping.dealing import dealt_sizes, pairs
from workshops.grouping.model import Field, Pair, Person, Plan, Room, RoundKind
from workshops.grouping.rules import Violation, violations
from workshops.grouping.transport import wish_cost


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and what no plan can beat."""

    value: int
    bound: int

    @property
    def gap(self) -> int:
        """At most this much better is possible."""
        return abs(self.value - self.bound)

    @property
    def is_proven_best(self) -> bool:
        return self.gap == 0


@dataclass(frozen=True, slots=True)
class GroupQuality:
    """One group of one round, for the word beside its table."""

    round: int
    group: int
    size: int
    sectors: Mapping[str, int]
    organisation_pairs: tuple[tuple[str, str], ...]
    met_in_earlier_round: tuple[tuple[str, str], ...]
    met_before: tuple[tuple[str, str], ...]
    has_coach: bool
    language_left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """A plan measured.  Spread, repeats, coaches, languages and history concern the mixed rounds.

    ``repeats`` sums each pair's meetings beyond the first, ``repeat_sq`` counts pairs of meetings;
    ``stale`` is repeats plus pairs known from history.  ``new_contacts`` is bounded from above.
    """

    violations: tuple[Violation, ...]
    sector_pairs: Measure
    poor_groups: Measure
    organisation_pairs: Measure
    repeats: Measure
    repeat_sq: Measure
    coachless: Measure
    language_left_out: Measure
    history: Measure
    stale: Measure
    new_contacts: Measure
    wish_cost: Measure
    splits: Measure
    foreign_pairs: Measure
    first_wishes: int
    most_often: int
    met_three_times: int  # pairs, or more often
    groups_at_spread_bound: int
    groups_total: int
    new_people: Mapping[str, int]  # person -> people met who were new to them
    groups: tuple[GroupQuality, ...]

    @property
    def is_valid(self) -> bool:
        return not self.violations

    @property
    def key(self) -> tuple[int, ...]:
        """Smaller is better: the goals in their order."""
        goals = (
            *(self.coachless, self.language_left_out, self.history),
            *(self.wish_cost, self.splits, self.foreign_pairs),
        )
        spread = (self.sector_pairs.value, self.poor_groups.value, self.organisation_pairs.value)
        repeats = (self.repeat_sq.value, self.met_three_times)
        return (len(self.violations), *spread, *repeats, *(goal.value for goal in goals))

    @property
    def new_per_person(self) -> float:
        """How many new people each person met, on average."""
        return 2 * self.new_contacts.value / max(1, len(self.new_people))

    @property
    def new_per_person_at_most(self) -> float:
        return 2 * self.new_contacts.bound / max(1, len(self.new_people))


def measure(room: Room, plan: Plan, *, known_bounds: Bounds | None = None) -> Quality:
    """The plan's quality; pass ``known_bounds`` when many plans of one room are measured."""
    limit = known_bounds or bounds(room)
    met = _meetings(room, plan)
    groups = _group_qualities(room, plan)
    old = [pair for pair in met if pair in room.known]
    even, poor = _spread(room, plan)
    values = {
        "sector_pairs": sum(pairs(n) for g in groups for n in g.sectors.values()),
        "poor_groups": poor,
        "organisation_pairs": sum(len(g.organisation_pairs) for g in groups),
        "repeats": sum(n - 1 for n in met.values()),
        "repeat_sq": sum(map(pairs, met.values())),
        "coachless": sum(not g.has_coach for g in groups),
        "language_left_out": sum(len(g.language_left_out) for g in groups),
        "history": len(old),
        "stale": sum(n - 1 for n in met.values()) + len(old),
        "new_contacts": len(met) - len(old),
        "wish_cost": sum(_wish_costs(room, plan)),
        "splits": _splits(room, plan),
        "foreign_pairs": _foreign(room, plan),
    }
    new = Counter(i for pair in met if pair not in room.known for i in pair)
    return Quality(
        violations=tuple(violations(room, plan)),
        first_wishes=_wish_costs(room, plan).count(0),
        most_often=max(met.values(), default=0),
        met_three_times=sum(n > 2 for n in met.values()),
        groups_at_spread_bound=even,
        groups_total=len(groups),
        new_people={p.id: new[p.id] for p in room.people},
        groups=groups,
        **{name: Measure(value, getattr(limit, name)) for name, value in values.items()},
    )


def _meetings(room: Room, plan: Plan) -> Counter[Pair]:
    """How often each pair meets in mixed rounds, without those who must sit together."""
    tables = (group for r in room.mixed for group in plan.rounds[r])
    met = Counter(frozenset(pair) for group in tables for pair in combinations(group, 2))
    for pair in room.glued:
        met.pop(pair, None)
    return met


def _group_qualities(room: Room, plan: Plan) -> tuple[GroupQuality, ...]:
    found: list[GroupQuality] = []
    seen: set[Pair] = set()
    for r in room.mixed:
        for k, group in enumerate(plan.rounds[r]):
            found.append(_group_quality(room, r, k, group, seen))
        tables = plan.rounds[r]
        seen |= {frozenset(pair) for group in tables for pair in combinations(group, 2)} - room.glued
    return tuple(found)


def _group_quality(room: Room, r: int, k: int, group: tuple[str, ...], seen: set[Pair]) -> GroupQuality:
    people = [room.person[i] for i in group]
    two = list(combinations(group, 2))
    own = {p.id: p.value(Field.ORGANISATION) for p in people}
    return GroupQuality(
        round=r,
        group=k,
        size=len(group),
        sectors=Counter(p.sector for p in people),
        organisation_pairs=tuple((a, b) for a, b in two if own[a] == own[b]),
        met_in_earlier_round=tuple(pair for pair in two if frozenset(pair) in seen),
        met_before=tuple(pair for pair in two if frozenset(pair) in room.known),
        has_coach=any(p.is_coach for p in people),
        language_left_out=left_out(people),
    )


def left_out(people: Iterable[Person]) -> tuple[str, ...]:
    """Those who do not speak the language that most of the group share."""
    everybody = list(people)
    spoken = Counter(tongue for p in everybody for tongue in set(p.languages))
    if not spoken:
        return tuple(p.id for p in everybody)
    common = min(spoken, key=lambda tongue: (-spoken[tongue], tongue))
    return tuple(p.id for p in everybody if common not in p.languages)


def _spread(room: Room, plan: Plan) -> tuple[int, int]:
    """Groups whose sectors are all as even as they can be, and groups with too few sectors."""
    even = poor = 0
    knot_of = {i: set(knot) for knot in room.knots for i in knot}
    for r in room.mixed:
        n_groups = room.rounds[r].groups
        count = Counter(room.person[i].sector for i in room.present[r])
        knots = room.knot_sizes(r, Field.SECTOR)
        sizes = {s: dealt_sizes(n, n_groups, knots.get(s, ())) for s, n in count.items()}
        rich = sum(sum(n > 0 for n in row) for row in sizes.values()) // n_groups
        for group in plan.rounds[r]:
            here = Counter(room.person[i].sector for i in group)
            tied: defaultdict[str, int] = defaultdict(int)
            for i in group:
                sector = room.person[i].sector
                mates = [j for j in group if j in knot_of.get(i, ()) and room.person[j].sector == sector]
                tied[sector] = max(tied[sector], len(mates))
            fair = all(min(sizes[s]) <= here[s] <= max(-(-n // n_groups), tied[s]) for s, n in count.items())
            poor += len(here) < rich
            even += fair and len(here) >= rich
    return even, poor


def _wish_costs(room: Room, plan: Plan) -> list[int]:
    return [
        wish_cost(room.person[i], topic.id)
        for spec, groups in zip(room.rounds, plan.rounds, strict=True)
        for topic, group in zip(spec.topics, groups, strict=False)
        for i in group
    ]


def _foreign(room: Room, plan: Plan) -> int:
    """Pairs of unlike people in rounds of equals."""
    total = 0
    for spec, groups in zip(room.rounds, plan.rounds, strict=True):
        if spec.kind is RoundKind.SAME:
            for group in groups:
                kinds = Counter(room.person[i].value(spec.by) for i in group)
                total += pairs(len(group)) - sum(map(pairs, kinds.values()))
    return total


def _splits(room: Room, plan: Plan) -> int:
    """Groups over which equals are spread beyond the fewest that hold them."""
    total = 0
    for spec, groups in zip(room.rounds, plan.rounds, strict=True):
        if spec.kind is RoundKind.SAME:
            tables: Counter[str] = Counter()
            for group in groups:
                tables.update({room.person[i].value(spec.by) for i in group})
            everybody = Counter(room.person[i].value(spec.by) for group in groups for i in group)
            total += sum(n - -(-everybody[value] // spec.most) for value, n in tables.items())
    return total
