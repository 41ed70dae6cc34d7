"""The best chair for somebody who comes late; everybody else stays."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from inkludering.errors import DomainError
from workshops.grouping import GroupingError, place
from workshops.refusals import in_words
from workshops.room import Tables, make_scene


def best_places(tables: Tables, newcomers: Sequence[int]) -> dict[int, int]:
    """Registration id → table, one after the other. Locked tables take nobody.

    In a round that goes back to an earlier one, who sat there returns to their table.
    Raises ``DomainError`` when there is no table left to sit at.
    """
    base = {who: table for who, table in tables.base().items() if table not in tables.locked_tables}
    returning = {who: base[who] for who in newcomers if who in base}
    others = [who for who in newcomers if who not in returning]
    numbers = [n for n in tables.numbers(tables.current) if n not in tables.locked_tables]
    if not others:
        return returning
    if not numbers:
        raise DomainError(_("All tables are locked. Unlock one of them."))
    open_now = {who for who, table in tables.seated.items() if table in numbers}
    scene = make_scene(tables, seated=open_now | set(others), numbers=numbers)
    plan = scene.plan
    try:
        for who in others:
            plan = place(scene.room, plan, str(who), scene.last)
    except GroupingError as error:
        raise DomainError(in_words(error, tables, numbers)) from error
    places = scene.seats_of(plan)
    return returning | {who: places[who] for who in others}
