"""What a repair would do to the tables, before it is done: three choices side by side."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from inkludering.errors import DomainError
from participants.models import Registration
from workshops.gathering import gather
from workshops.grouping import GroupingError, Pin, Quality, measure, repair
from workshops.models import RoundKind
from workshops.placing import best_places
from workshops.refusals import in_words
from workshops.room import Scene, Tables, make_scene


class Choice(models.TextChoices):
    NOBODY = "nobody", _("Nobody moves")
    FEWEST = "fewest", _("The fewest move")
    TWO_MORE = "two_more", _("The fewest and two more")


EXTRA: dict[str, int | None] = {Choice.NOBODY: None, Choice.FEWEST: 0, Choice.TWO_MORE: 2}


@dataclass(frozen=True)
class Shift:
    """One person's part of a repair; None is no table."""

    registration: Registration
    origin: int | None
    table: int | None


@dataclass(frozen=True)
class Repair:
    """One choice and what it comes to."""

    choice: Choice
    moves: list[Shift]  # who sits at a table and gets another
    placed: list[Shift]
    gone: list[Shift]
    sizes: tuple[int, int]  # people at the smallest and the largest table
    quality: Quality

    @property
    def is_nothing(self) -> bool:
        return not (self.moves or self.placed or self.gone)


def choices_for(tables: Tables) -> list[Choice]:
    """In a round back to earlier tables people sit where they do for a reason."""
    return [Choice.NOBODY] if tables.goes_back else list(Choice)


def repaired(tables: Tables, choice: Choice, *, seed: int) -> dict[int, int]:
    """Who sits where when the no-shows are gone and those who came have a chair.

    Raises ``DomainError`` when what is locked, together and apart contradict each other.
    """
    staying = {who: table for who, table in tables.seated.items() if who in tables.present}
    newcomers = sorted(tables.present - tables.seated.keys())
    if choice == Choice.NOBODY:
        chairs = tables.chairs | {tables.current.pk: staying}  # those of the no-shows are free
        return staying | best_places(replace(tables, chairs=chairs), newcomers)
    held = {who: table for who, table in tables.held().items() if who in tables.present}
    numbers = [n for n in tables.numbers(tables.current) if n not in tables.locked_tables]
    free = tables.present - held.keys()
    scene, stay = _scene(tables, free, numbers)
    pins = [Pin(str(who), scene.last, numbers.index(table)) for who, table in stay.items()]
    try:
        plan = repair(
            scene.room,
            scene.plan,
            from_round=scene.last,
            extra_moves=EXTRA[choice],
            seed=seed,
            pinned=pins,
        )
    except GroupingError as error:
        raise DomainError(in_words(error, tables, numbers)) from error
    return held | scene.seats_of(plan)


def _scene(tables: Tables, free: frozenset[int], numbers: list[int]) -> tuple[Scene, dict[int, int]]:
    """The room without its locked tables, and who keeps or gets a table for certain."""
    if tables.current.kind != RoundKind.TOPIC:
        locked = {who: tables.seated[who] for who in tables.locked_people & free}
        return make_scene(tables, seated=free, numbers=numbers), locked
    gathering = gather(tables)
    seated = {who: table for who, table in tables.seated.items() if who in free}
    loose = seated.keys() - tables.locked_people - gathering.leaders()
    found = gathering.stations(seated, numbers)
    stay = {who: table for who, table in found.items() if who in free - loose}
    return gathering.scene(free, numbers, Counter(stay.values())), stay


def preview(tables: Tables, *, seed: int) -> list[Repair]:
    """Each choice with the people it moves and the quality after it."""
    return [_repair(tables, choice, repaired(tables, choice, seed=seed)) for choice in choices_for(tables)]


def _repair(tables: Tables, choice: Choice, after: Mapping[int, int]) -> Repair:
    before = tables.seated
    shifts = [
        Shift(tables.people[who], before.get(who), after.get(who))
        for who in sorted(before.keys() | after.keys(), key=lambda who: tables.people[who].sort_name)
        if before.get(who) != after.get(who)
    ]
    sizes = [list(after.values()).count(table) for table in set(after.values())] or [0]
    return Repair(
        choice=choice,
        moves=[one for one in shifts if one.origin and one.table],
        placed=[one for one in shifts if one.origin is None],
        gone=[one for one in shifts if one.table is None],
        sizes=(min(sizes), max(sizes)),
        quality=measured(tables, after),
    )


def measured(tables: Tables, seating: Mapping[int, int]) -> Quality:
    """The rounds so far with the last one seated like this, each figure beside its proven bound."""
    numbers = tables.numbers(tables.current) if tables.goes_back else sorted(set(seating.values()))
    scene = make_scene(tables, seated=seating.keys(), numbers=numbers, goes_back=tables.goes_back)
    place = {table: group for group, table in enumerate(numbers)}
    groups: list[list[str]] = [[] for _number in numbers]
    for who, table in seating.items():
        groups[place[table]].append(str(who))
    return measure(scene.room, scene.plan.with_round(scene.last, groups))
