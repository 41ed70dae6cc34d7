"""What stays when the tables are mixed again: a person, a table, a whole round."""

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.errors import DomainError
from workshops.models import Seat, WorkshopRound
from workshops.services.changing import lock_round, save_change


@transaction.atomic
def lock_person(*, seat: Seat, locked: bool, by: User) -> WorkshopRound:
    round_ = lock_round(seat.round)
    Seat.objects.filter(pk=seat.pk).update(is_locked=locked)
    verb = "round.person_locked" if locked else "round.person_unlocked"
    return save_change(round_, verb, by, registration=seat.registration_id)


@transaction.atomic
def lock_table(*, round_: WorkshopRound, table: int, locked: bool, by: User) -> WorkshopRound:
    """Raises ``DomainError`` when there is no such table."""
    round_ = lock_round(round_)
    if not round_.groups.filter(number=table).update(is_locked=locked):
        raise DomainError(_("There is no table %(number)s in this round.") % {"number": table})
    verb = "round.table_locked" if locked else "round.table_unlocked"
    return save_change(round_, verb, by, table=table)


@transaction.atomic
def lock_tables(*, round_: WorkshopRound, locked: bool, by: User) -> WorkshopRound:
    """The whole round. Rounds that go back to it find it as it is."""
    round_ = lock_round(round_)
    round_.is_locked = locked
    return save_change(round_, "round.locked" if locked else "round.unlocked", by)
