"""From rows to the engine's room and back: who is here, and where they sat."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from inkludering.text import fold
from participants.models import Registration
from workshops.attending import in_the_room, signed_up
from workshops.employers import employer
from workshops.grouping import Person, Pin, Plan, Room, Round
from workshops.grouping.model import COACH
from workshops.models import Coach, RoundKind, Seat, Tie, TieKind, WorkshopGroup, WorkshopRound
from workshops.past import known_pairs
from workshops.tongues import languages_of

LONGEST_NAME = 18  # characters, on a screen, a sign and in a room's list
Chairs = dict[int, dict[int, int]]  # round id -> registration id -> table number


@dataclass(frozen=True)
class Tables:
    """The made rounds of a day up to one of them, and everybody concerned.

    ``present`` is who takes part in the last round: those checked in, or those signed up for a draft.
    """

    rounds: list[WorkshopRound]
    chairs: Chairs
    people: dict[int, Registration]
    present: frozenset[int]
    ties: list[Tie]
    known: frozenset[frozenset[int]]  # pairs who sat together on an earlier day
    locked_people: frozenset[int]
    locked_tables: frozenset[int]
    coaches: frozenset[int] = frozenset()

    @property
    def current(self) -> WorkshopRound:
        return self.rounds[-1]

    @property
    def seated(self) -> dict[int, int]:
        """The table of everybody who has one in the last round."""
        return self.chairs[self.current.pk]

    @property
    def goes_back(self) -> bool:
        return self.current.kind == RoundKind.RETURN

    def base(self) -> dict[int, int]:
        """Where people sat in the round the last one goes back to."""
        return self.chairs.get(self.current.returns_to_id or 0, {})

    def held(self) -> dict[int, int]:
        """Those at locked tables: no draw and no repair sees them."""
        return {who: table for who, table in self.seated.items() if table in self.locked_tables}

    def numbers(self, round_: WorkshopRound) -> list[int]:
        """The tables in use; a round that goes back has those of its round first."""
        own = sorted(set(self.chairs[round_.pk].values()))
        if round_.kind != RoundKind.RETURN:
            return own
        first = sorted(set(self.chairs.get(round_.returns_to_id or 0, {}).values()))
        return first + [number for number in own if number not in first]


def group_count(people: int, group_size: int) -> int:
    """As many tables as keep every table at or below the wanted size."""
    return max(1, -(-people // group_size))


def read_tables(current: WorkshopRound, *, draft: bool | None = None) -> Tables:
    """``current``, after the other rounds of its day that have been made, and everybody concerned.

    A fixed number of queries, whatever the number of people. ``draft``: take those who signed up for
    present; by default while the round is a draft and nobody has come.
    """
    present = checked_in(current)
    is_draft = (current.is_draft and not present) if draft is None else draft
    rounds = [*_others(current, is_draft=is_draft), current]
    chairs, locked = _chairs(rounds, current)
    if is_draft:
        present = expected(current)
    wanted = present.union(*(chairs[round_.pk] for round_ in rounds))
    people = {one.pk: one for one in Registration.objects.filter(pk__in=wanted)}
    closed = WorkshopGroup.objects.filter(round=current, is_locked=True).values_list("number", flat=True)
    return Tables(
        rounds=rounds,
        chairs=chairs,
        people=people,
        present=present,
        ties=list(Tie.objects.filter(day=current.day_id)),
        known=known_pairs(people.values(), before=current.day.date),
        locked_people=locked,
        locked_tables=frozenset(closed),
        coaches=frozenset(Coach.objects.filter(day=current.day_id).values_list("registration_id", flat=True)),
    )


def _others(current: WorkshopRound, *, is_draft: bool) -> list[WorkshopRound]:
    """The rounds whose meetings count. A later one that goes back to this one follows it, and a later
    draft, which will be made anew, counts only beside a draft."""
    rounds = WorkshopRound.objects.filter(day=current.day_id, made_at__isnull=False).exclude(pk=current.pk)
    return [
        round_
        for round_ in rounds.order_by("number")
        if round_.number < current.number
        or (round_.returns_to_id != current.pk and (is_draft or not round_.is_draft))
    ]


def checked_in(round_: WorkshopRound) -> frozenset[int]:
    return frozenset(in_the_room(round_.day).values_list("registration_id", flat=True))


def expected(round_: WorkshopRound) -> frozenset[int]:
    """Those who have said they come on the day: whom a draft is made of."""
    return frozenset(signed_up(round_.day).values_list("pk", flat=True))


def _chairs(rounds: Sequence[WorkshopRound], current: WorkshopRound) -> tuple[Chairs, frozenset[int]]:
    """Who sits where in each round, and who is locked to their table in the last."""
    chairs: Chairs = {round_.pk: {} for round_ in rounds}
    locked = set()
    for round_id, who, table, is_locked in Seat.objects.filter(round__in=rounds).values_list(
        "round_id", "registration_id", "group__number", "is_locked"
    ):
        chairs[round_id][who] = table
        if is_locked and round_id == current.pk:
            locked.add(who)
    return chairs, frozenset(locked)


@dataclass(frozen=True)
class Scene:
    """What the engine is given: a room, the seats as they stand, and which table is which group.

    ``pins`` hold the earlier rounds and nobody in the last one.
    """

    room: Room
    plan: Plan
    pins: list[Pin]
    numbers: list[int]  # of the last round's tables, in the order of the engine's groups

    @property
    def last(self) -> int:
        return len(self.room.rounds) - 1

    def seats_of(self, plan: Plan) -> dict[int, int]:
        """The last round of ``plan`` as registration id → table number."""
        return {int(who): self.numbers[group] for who, group in plan.place(self.last).items()}


def make_scene(
    tables: Tables, *, seated: Collection[int], numbers: list[int], goes_back: bool = False
) -> Scene:
    """The room where ``seated`` take part in the last round, at the tables ``numbers``.

    Earlier rounds are pinned as they were. ``goes_back``: the last round takes over an earlier one's
    tables; otherwise it is an ordinary one, whatever its kind.
    """
    index = {round_.pk: at for at, round_ in enumerate(tables.rounds)}
    named = {round_.pk: tables.numbers(round_) for round_ in tables.rounds} | {tables.current.pk: numbers}
    plan = Plan.of(_groups(tables.chairs[round_.pk], named[round_.pk]) for round_ in tables.rounds)
    rounds = [_round(round_, index, len(named[round_.pk])) for round_ in tables.rounds]
    if not goes_back:
        rounds[-1] = Round.mixed(len(numbers))
    people = _people(tables, frozenset(seated))
    known = {person.id for person in people}
    room = Room(
        people=tuple(people),
        rounds=tuple(rounds),
        apart=_pairs(tables, TieKind.APART, known),
        together=_pairs(tables, TieKind.TOGETHER, known),
        history=frozenset(frozenset(map(str, pair)) for pair in tables.known),
        new_faces=tables.current.new_faces / 100,
    )
    pins = [Pin(who, at, group) for at in range(len(rounds) - 1) for who, group in plan.place(at).items()]
    return Scene(room, plan, pins, numbers)


def _groups(chairs: dict[int, int], numbers: list[int]) -> list[list[str]]:
    at: defaultdict[int, list[str]] = defaultdict(list)
    for who, table in sorted(chairs.items()):
        at[table].append(str(who))
    return [at[number] for number in numbers] or [[]]


def _round(round_: WorkshopRound, index: dict[int, int], groups: int) -> Round:
    if round_.kind == RoundKind.RETURN and round_.returns_to_id in index:
        return Round.return_to(index[round_.returns_to_id])
    return Round.mixed(max(1, groups))


def _people(tables: Tables, seated: frozenset[int]) -> list[Person]:
    earlier = tables.rounds[:-1]
    people = []
    for pk, registration in sorted(tables.people.items()):
        absent = {at for at, round_ in enumerate(earlier) if pk not in tables.chairs[round_.pk]}
        absent |= set() if pk in seated else {len(earlier)}
        if len(absent) < len(tables.rounds):
            people.append(_person(registration, frozenset(absent), COACH if pk in tables.coaches else ""))
    return people


def _person(registration: Registration, absent: frozenset[int], role: str) -> Person:
    return Person(
        id=str(registration.pk),
        sector=registration.sector,
        organisation=employer(registration.organisation_name),
        municipality=fold(registration.municipality),
        languages=languages_of(registration),
        role=role,
        absent_rounds=absent,
    )


def _pairs(tables: Tables, kind: TieKind, known: set[str]) -> tuple[tuple[str, str], ...]:
    pairs = [(str(tie.one_id), str(tie.other_id)) for tie in tables.ties if tie.kind == kind]
    return tuple(pair for pair in pairs if known.issuperset(pair))


def short_names(registrations: Sequence[Registration]) -> dict[int, str]:
    """First names as a screen shows them; an initial only where two share a first name.

    What is longer than any name one calls somebody by is cut: it would make all other names too small.
    """
    shared: defaultdict[str, int] = defaultdict(int)
    for registration in registrations:
        shared[fold(registration.first_name)] += 1
    return {
        registration.pk: f"{_cut(registration.first_name)} {registration.last_name[:1]}."
        if shared[fold(registration.first_name)] > 1 and registration.last_name
        else _cut(registration.first_name)
        for registration in registrations
    }


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
