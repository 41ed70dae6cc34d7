"""Two people who always, or never, sit together."""

from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import Registration
from workshops.models import Tie, TieKind
from workshops.refusals import together_and_apart

KEPT = timedelta(days=14)  # after the day


@transaction.atomic
def tie(*, day: EventDay, kind: TieKind, one: Registration, other: Registration, by: User) -> Tie:
    """Remember it for every round of the day.

    Raises ``DomainError`` for a person with themselves, and for what contradicts the other ties of the day.
    """
    day = EventDay.objects.select_for_update().get(pk=day.pk)
    if one.pk == other.pk:
        raise DomainError(_("Choose two different people."))
    if one.event_id != day.event_id or other.event_id != day.event_id:
        raise DomainError(_("Both must be signed up for this day."))
    first, second = sorted((one, other), key=lambda row: row.pk)
    made, _created = Tie.objects.update_or_create(day=day, one=first, other=second, defaults={"kind": kind})
    _refuse_contradiction(Tie.objects.filter(day=day).select_related("one", "other"))
    record("tie.made", made, by=by, region_id=day.event.region_id, kind=kind)
    return made


def _refuse_contradiction(ties: Iterable[Tie]) -> None:
    """Say the shortest chain of people who sit together and yet has two who never do."""
    near: defaultdict[Registration, list[Registration]] = defaultdict(list)
    apart = []
    for row in ties:
        if row.kind == TieKind.APART:
            apart.append(row)
            continue
        near[row.one].append(row.other)
        near[row.other].append(row.one)
    for row in apart:
        chain = _chain(near, row.one, row.other)
        if chain:
            raise DomainError(together_and_apart([row.one.name, row.other.name], [p.name for p in chain]))


def _chain(
    near: dict[Registration, list[Registration]], start: Registration, end: Registration
) -> list[Registration]:
    """The fewest people that tie ``start`` to ``end``; nobody where nothing does."""
    paths = {start: [start]}
    todo = deque([start])
    while todo and end not in paths:
        here = todo.popleft()
        for other in near.get(here, []):
            if other not in paths:
                paths[other] = [*paths[here], other]
                todo.append(other)
    return paths.get(end, [])


@transaction.atomic
def untie(*, tie: Tie, by: User) -> None:
    record("tie.removed", tie, by=by, region_id=tie.event.region_id)
    tie.delete()


def forget_ties(*, today: date) -> int:
    """End the retention of ties once their day is well over. Returns how many went."""
    number, _by_model = Tie.objects.filter(day__date__lt=today - KEPT).delete()
    return number
