"""The line on the name tag that says where somebody sits."""

from collections import defaultdict

from django.utils.translation import gettext as _

from events.models import EventDay
from participants.hooks import tag_lines
from workshops.models import Seat


def tables_on_tags(day: EventDay) -> dict[int, str]:
    """Registration id → «Table 4, then 2», from the rounds that are let onto name tags."""
    seats = Seat.objects.filter(round__day=day, round__printed_at__isnull=False)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for who, table in seats.order_by("round__number").values_list("registration_id", "group__number"):
        found[who].append(table)
    return {who: _line(tables) for who, tables in found.items()}


def _line(tables: list[int]) -> str:
    first, rest = tables[0], ", ".join(map(str, tables[1:]))
    if rest:
        return _("Table %(first)s, then %(rest)s") % {"first": first, "rest": rest}
    return _("Table %(number)s") % {"number": first}


def register() -> None:
    tag_lines.add(tables_on_tags)
