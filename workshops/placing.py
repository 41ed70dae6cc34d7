"""The best chair for somebody who comes late; everybody else stays."""

from collections import Counter
from collections.abc import Collection

from django.utils.translation import gettext as _

from inkludering.errors import DomainError
from workshops.gathering import gather
from workshops.grouping import GroupingError, place
from workshops.models import RoundKind
from workshops.refusals import in_words
from workshops.room import Scene, Tables, make_scene


def best_places(tables: Tables, newcomers: Collection[int]) -> dict[int, int]:
    """Registration id → table, one after the other. Locked tables take nobody.

    In a round that goes back to an earlier one, who sat there returns to their table. At the projects'
    tables owners and coaches have their places, wishes come next, and then the spread.
    Raises ``DomainError`` when there is no table left to sit at.
    """
    base = {who: table for who, table in tables.base().items() if table not in tables.locked_tables}
    returning = {who: base[who] for who in newcomers if who in base}
    others = sorted(who for who in newcomers if who not in returning)
    numbers = [n for n in tables.numbers(tables.current) if n not in tables.locked_tables]
    if not others:
        return returning
    if not numbers:
        raise DomainError(_("All tables are locked. Unlock one of them."))
    seated = {who: table for who, table in tables.seated.items() if table in numbers}
    scene, stations = _scene(tables, seated, others, numbers)
    plan = scene.plan
    for who, table in stations.items():
        plan = plan.with_move(scene.last, str(who), numbers.index(table))
    try:
        for who in others:
            plan = place(scene.room, plan, str(who), scene.last)
    except GroupingError as error:
        raise DomainError(in_words(error, tables, numbers)) from error
    places = scene.seats_of(plan)
    return returning | {who: places[who] for who in others}


def _scene(
    tables: Tables, seated: dict[int, int], others: list[int], numbers: list[int]
) -> tuple[Scene, dict[int, int]]:
    """The room with the newcomers in it, and the tables of those among them who have a place of their own."""
    everybody = seated.keys() | set(others)
    if tables.current.kind != RoundKind.TOPIC:
        return make_scene(tables, seated=everybody, numbers=numbers), {}
    gathering = gather(tables)
    found = gathering.stations(tables.seated, numbers)
    stations = {who: found[who] for who in others if who in found}
    sitting = Counter((seated | stations).values())
    return gathering.scene(everybody, numbers, sitting), stations
