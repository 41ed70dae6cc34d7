"""Make the groups of a round from those who are here."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from workshops.grouping import GroupingError, Pin, Plan, Room, solve
from workshops.models import RoundKind, Seat, WorkshopGroup, WorkshopRound
from workshops.room import read_tables, to_room

STEPS = 400  # of the engine's search: well below two seconds for 120 people, and the same answer each time


@transaction.atomic
def make_groups(*, round_: WorkshopRound, by: User | None, now: datetime, seed: int = 0) -> WorkshopRound:
    """Seat everybody who is checked in on the round's day; what was made for this round before is replaced.

    Raises ``DomainError`` when nobody is here, or when the round it goes back to has no groups yet.
    """
    round_ = WorkshopRound.objects.select_for_update().get(pk=round_.pk)
    if round_.kind == RoundKind.RETURN and not round_.returns_to.made_at:  # type: ignore[union-attr]  # a named constraint
        raise DomainError(_("Make the groups of the round it goes back to first."))
    tables = read_tables(round_)
    if not tables.present:
        raise DomainError(_("Nobody is checked in yet. Groups are made of those who are here."))
    room, pins = to_room(tables, seated=tables.present)
    groups = _best(room, pins, seed).rounds[-1]
    write_groups(round_, [[int(who) for who in group] for group in groups])
    round_.made_at = now
    round_.version += 1
    round_.save(update_fields=["made_at", "version"])
    record("round.made", round_, by=by, region_id=round_.event.region_id, people=len(tables.present))
    return round_


def _best(room: Room, pins: list[Pin], seed: int) -> Plan:
    try:
        *_worse, best = solve(room, steps=STEPS, seed=seed, pinned=pins)
    except GroupingError as error:
        raise DomainError(_("These groups cannot be made: %(why)s") % {"why": error.code}) from error
    return best


def write_groups(round_: WorkshopRound, groups: list[list[int]]) -> None:
    """Replace all tables of a round: three statements, whatever the number of people."""
    round_.groups.all().delete()
    rows = WorkshopGroup.objects.bulk_create(
        WorkshopGroup(round=round_, number=number) for number, _members in enumerate(groups, 1)
    )
    Seat.objects.bulk_create(
        Seat(round=round_, group=row, registration_id=who)
        for row, members in zip(rows, groups, strict=True)
        for who in members
    )
