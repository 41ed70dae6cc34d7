"""Two people who always, or never, sit together."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import Registration
from workshops.models import Tie, TieKind

KEPT = timedelta(days=14)  # after the day


@transaction.atomic
def tie(*, day: EventDay, kind: TieKind, one: Registration, other: Registration, by: User) -> Tie:
    """Remember it for every round of the day. Raises ``DomainError`` for a person with themselves."""
    if one.pk == other.pk:
        raise DomainError(_("Choose two different people."))
    if one.event_id != day.event_id or other.event_id != day.event_id:
        raise DomainError(_("Both must be signed up for this day."))
    first, second = sorted((one, other), key=lambda row: row.pk)
    made, _created = Tie.objects.update_or_create(day=day, one=first, other=second, defaults={"kind": kind})
    record("tie.made", made, by=by, region_id=day.event.region_id, kind=kind)
    return made


@transaction.atomic
def untie(*, tie: Tie, by: User) -> None:
    record("tie.removed", tie, by=by, region_id=tie.event.region_id)
    tie.delete()


def forget_ties(*, today: date) -> int:
    """End the retention of ties once their day is well over. Returns how many went."""
    number, _by_model = Tie.objects.filter(day__date__lt=today - KEPT).delete()
    return number
