"""After the draw: move one person, place those who came late, show the tables."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from workshops.grouping import place
from workshops.models import Seat, WorkshopGroup, WorkshopRound
from workshops.room import read_tables, to_plan, to_room


def _locked(round_: WorkshopRound) -> WorkshopRound:
    return WorkshopRound.objects.select_for_update().get(pk=round_.pk)


def _changed(round_: WorkshopRound, verb: str, by: User | None, **facts: int) -> WorkshopRound:
    round_.version += 1
    round_.save()
    record(verb, round_, by=by, region_id=round_.event.region_id, **facts)
    return round_


@transaction.atomic
def move(*, seat: Seat, to_group: int, by: User) -> WorkshopRound:
    """Move one person to table ``to_group``. Raises ``DomainError`` when there is no such table."""
    round_ = _locked(seat.round)
    group = WorkshopGroup.objects.filter(round=round_, number=to_group).first()
    if group is None:
        raise DomainError(_("There is no table %(number)s in this round.") % {"number": to_group})
    Seat.objects.filter(pk=seat.pk).update(group=group)
    return _changed(round_, "round.moved", by, registration=seat.registration_id, table=to_group)


@transaction.atomic
def place_newcomers(*, round_: WorkshopRound, by: User | None) -> int:
    """Give those who are here without a chair a place, where they mix best. Nobody else moves."""
    round_ = _locked(round_)
    if not round_.made_at:
        raise DomainError(_("Make the groups first."))
    tables = read_tables(round_)
    seated = frozenset(tables.chairs[round_.pk])
    newcomers = sorted(tables.present - seated)
    room, _pins = to_room(tables, seated=seated | tables.present)
    plan = to_plan(tables)
    for who in newcomers:
        plan = place(room, plan, str(who), len(tables.rounds) - 1)
    groups = {group.number: group for group in round_.groups.all()}
    place_of = plan.place(len(tables.rounds) - 1)
    Seat.objects.bulk_create(
        Seat(round=round_, group=groups[place_of[str(who)] + 1], registration_id=who) for who in newcomers
    )
    _changed(round_, "round.placed", by, people=len(newcomers))
    return len(newcomers)


@transaction.atomic
def show_round(*, round_: WorkshopRound, by: User, now: datetime) -> WorkshopRound:
    """Put the round on the big screen, in place of the one before, and on people's own pages."""
    round_ = _locked(round_)
    if not round_.made_at:
        raise DomainError(_("Make the groups first."))
    round_.shown_at = now
    return _changed(round_, "round.shown", by)


@transaction.atomic
def hide_round(*, round_: WorkshopRound, by: User) -> WorkshopRound:
    """Take the round off the screen and the phones."""
    round_ = _locked(round_)
    round_.shown_at = None
    return _changed(round_, "round.hidden", by)
