"""From rows to the engine's room and back: who is here, and where they sat."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from inkludering.text import fold
from participants.models import Attendance, Registration
from workshops.grouping import Person, Pin, Plan, Room, Round
from workshops.models import RoundKind, Seat, WorkshopRound

Chairs = dict[int, dict[int, int]]  # round id -> registration id -> group number


@dataclass(frozen=True)
class Tables:
    """The made rounds of a day up to one of them, as the engine sees them."""

    rounds: list[WorkshopRound]
    chairs: Chairs
    people: dict[int, Registration]
    present: frozenset[int]


def group_count(people: int, group_size: int) -> int:
    """As many tables as keep every table at or below the wanted size."""
    return max(1, -(-people // group_size))


def read_tables(current: WorkshopRound) -> Tables:
    """``current`` with the earlier rounds of its day that have been made, and everybody concerned.

    A fixed number of queries, whatever the number of people.
    """
    rounds = [
        round_
        for round_ in WorkshopRound.objects.filter(day=current.day_id).order_by("number")
        if (round_.number < current.number and round_.made_at) or round_.pk == current.pk
    ]
    chairs: Chairs = {round_.pk: {} for round_ in rounds}
    for round_id, who, group in Seat.objects.filter(round__in=rounds).values_list(
        "round_id", "registration_id", "group__number"
    ):
        chairs[round_id][who] = group
    present = frozenset(
        Attendance.objects.filter(day=current.day_id).values_list("registration_id", flat=True)
    )
    wanted = present.union(*(chairs[round_.pk] for round_ in rounds))
    people = {registration.pk: registration for registration in Registration.objects.filter(pk__in=wanted)}
    return Tables(rounds, chairs, people, present)


def _person(registration: Registration, absent: frozenset[int]) -> Person:
    return Person(
        id=str(registration.pk),
        sector=registration.sector,
        organisation=fold(registration.organisation_name),
        municipality=fold(registration.municipality),
        languages=tuple(registration.working_languages or ["nb"]),
        absent_rounds=absent,
    )


def _round(round_: WorkshopRound, index: dict[int, int], seated: int) -> Round:
    if round_.kind == RoundKind.RETURN and round_.returns_to_id in index:
        return Round.return_to(index[round_.returns_to_id])
    return Round.mixed(group_count(seated, round_.group_size))


def to_room(tables: Tables, *, seated: frozenset[int]) -> tuple[Room, list[Pin]]:
    """The room where ``seated`` take part in the last round; earlier rounds are pinned as they were."""
    earlier = tables.rounds[:-1]
    index = {round_.pk: number for number, round_ in enumerate(tables.rounds)}
    people = []
    for pk, registration in sorted(tables.people.items()):
        absent = {index[round_.pk] for round_ in earlier if pk not in tables.chairs[round_.pk]}
        absent |= set() if pk in seated else {len(earlier)}
        if len(absent) < len(tables.rounds):
            people.append(_person(registration, frozenset(absent)))
    rounds = [_made_round(round_, tables, index) for round_ in earlier]
    rounds.append(_round(tables.rounds[-1], index, len(seated)))
    pins = [
        Pin(str(who), index[round_.pk], group - 1)
        for round_ in earlier
        for who, group in tables.chairs[round_.pk].items()
    ]
    return Room(people=tuple(people), rounds=tuple(rounds)), pins


def _made_round(round_: WorkshopRound, tables: Tables, index: dict[int, int]) -> Round:
    if round_.kind == RoundKind.RETURN and round_.returns_to_id in index:
        return Round.return_to(index[round_.returns_to_id])
    return Round.mixed(max(tables.chairs[round_.pk].values(), default=1))


def to_plan(tables: Tables) -> Plan:
    """The seats as they stand, as a plan."""
    rounds = []
    for round_ in tables.rounds:
        groups: defaultdict[int, list[str]] = defaultdict(list)
        for who, group in sorted(tables.chairs[round_.pk].items()):
            groups[group].append(str(who))
        rounds.append([groups[number] for number in range(1, max(groups, default=1) + 1)])
    return Plan.of(rounds)


def short_names(registrations: Sequence[Registration]) -> dict[int, str]:
    """First names as a screen shows them; an initial only where two share a first name."""
    shared: defaultdict[str, int] = defaultdict(int)
    for registration in registrations:
        shared[fold(registration.first_name)] += 1
    return {
        registration.pk: f"{registration.first_name} {registration.last_name[:1]}."
        if shared[fold(registration.first_name)] > 1 and registration.last_name
        else registration.first_name
        for registration in registrations
    }
