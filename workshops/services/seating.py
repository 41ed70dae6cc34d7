"""After the draw: move people, place those who came late, put tables together, show the tables."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.errors import DomainError
from workshops.models import Change, ChangeKind, Seat, WorkshopRound
from workshops.placing import best_places
from workshops.room import read_tables
from workshops.services.changing import (
    lock_round,
    open_round,
    refuse_locked_tables,
    refuse_stale,
    save_change,
    seat_people,
    seating_of,
)


@transaction.atomic
def move_people(
    *, round_: WorkshopRound, to: Mapping[int, int], by: User | None, seen: int | None = None
) -> Change | None:
    """Give each registration in ``to`` that table. None when all of them sit there already.

    ``seen`` is the version of the tables before the one who asks: where somebody else has moved one of
    these people since, nothing is done. Raises ``DomainError`` then, and for a table that is not there.
    """
    round_ = open_round(round_)
    refuse_stale(round_, seen, to.keys())
    now = seating_of(round_)
    to = {who: table for who, table in to.items() if who in now and now[who] != table}
    numbers = set(round_.groups.values_list("number", flat=True))
    for table in to.values():
        if table not in numbers:
            raise DomainError(_("There is no table %(number)s in this round.") % {"number": table})
    refuse_locked_tables(round_, [*to.values(), *(now[who] for who in to)])
    return seat_people(round_, now | to, kind=ChangeKind.MOVED, by=by)


def move(*, seat: Seat, to_group: int, by: User, seen: int | None = None) -> Change | None:
    """Move one person to table ``to_group``; see ``move_people``."""
    return move_people(round_=seat.round, to={seat.registration_id: to_group}, by=by, seen=seen)


@transaction.atomic
def place_newcomers(*, round_: WorkshopRound, by: User | None, only: int | None = None) -> int:
    """Give those who are here without a chair a place, where they mix best. Nobody else moves.

    ``only``: the one registration to place. Returns how many got a table.
    """
    round_ = open_round(round_)
    if not round_.made_at:
        raise DomainError(_("Make the groups first."))
    tables = read_tables(round_, draft=False)
    newcomers = sorted(tables.present - tables.seated.keys())
    places = best_places(tables, newcomers)  # of all of them, as the screen shows it
    if only is not None:
        places = {who: table for who, table in places.items() if who == only}
    seat_people(round_, {**tables.seated, **places}, kind=ChangeKind.PLACED, by=by)
    return len(places)


@transaction.atomic
def merge_tables(
    *, round_: WorkshopRound, table: int, into: int, by: User, seen: int | None = None
) -> Change | None:
    """Everybody at ``table`` joins table ``into``. Raises ``DomainError`` as ``move_people`` does."""
    round_ = open_round(round_)
    now = seating_of(round_)
    to = {who: into for who, at in now.items() if at == table}
    refuse_stale(round_, seen, to.keys())
    if into == table or into not in now.values():
        raise DomainError(_("There is no table %(number)s in this round.") % {"number": into})
    refuse_locked_tables(round_, [table, into])
    return seat_people(round_, now | to, kind=ChangeKind.MERGED, by=by)


@transaction.atomic
def show_round(*, round_: WorkshopRound, by: User, now: datetime) -> WorkshopRound:
    """Put the round on the big screen, in place of the one before, and on people's own pages."""
    round_ = lock_round(round_)
    if not round_.made_at:
        raise DomainError(_("Make the groups first."))
    round_.shown_at = now
    return save_change(round_, "round.shown", by)


@transaction.atomic
def hide_round(*, round_: WorkshopRound, by: User) -> WorkshopRound:
    """Take the round off the screen and the phones."""
    round_ = lock_round(round_)
    round_.shown_at = None
    return save_change(round_, "round.hidden", by)


@transaction.atomic
def print_round(*, round_: WorkshopRound, by: User, now: datetime | None) -> WorkshopRound:
    """Let name tags printed from now on carry the tables of this round; ``now=None`` takes them off."""
    round_ = lock_round(round_)
    if now is not None and not round_.made_at:
        raise DomainError(_("Make the groups first."))
    round_.printed_at = now
    return save_change(round_, "round.printed" if now else "round.not_printed", by)
