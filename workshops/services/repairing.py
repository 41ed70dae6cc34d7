"""Make the tables fit who is here: no-shows leave, walk-ins get a chair, announced people stay."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.errors import DomainError
from workshops.mending import Choice, choices_for, repaired
from workshops.models import Change, ChangeKind, WorkshopRound
from workshops.room import read_tables
from workshops.services.changing import open_round, refuse_stale, seat_people


@transaction.atomic
def repair_round(
    *, round_: WorkshopRound, choice: Choice, by: User | None, now: datetime, seen: int | None = None
) -> Change | None:
    """Seat the round's people as ``choice`` says; the same as its preview showed at version ``seen``.

    Raises ``DomainError`` when the tables were changed meanwhile, or when nobody is checked in.
    """
    round_ = open_round(round_)
    refuse_stale(round_, seen)
    if not round_.made_at:
        raise DomainError(_("Make the groups first."))
    tables = read_tables(round_, draft=False)
    if not tables.present:
        raise DomainError(_("Nobody is checked in yet. Groups are made of those who are here."))
    choice = choice if choice in choices_for(tables) else Choice.NOBODY
    seating = repaired(tables, choice, seed=round_.pk)
    round_.is_draft, round_.made_at = False, now
    change = seat_people(round_, seating, kind=ChangeKind.REPAIRED, by=by)
    if change is None:
        round_.save()
    return change
