"""What people wish to work with: from their own phone, or typed in from the dots on the wall."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import Registration
from workshops.models import Project, RoundKind, Wish, WorkshopRound


@dataclass(frozen=True)
class WishRow:
    """One person's dots; ``first`` is None where somebody has none. Ids of projects."""

    registration_id: int
    first: int | None
    second: int | None


def wishes_are_open(day: EventDay) -> bool:
    """Until the tables by project are shown, and only where there is something to choose."""
    shown = WorkshopRound.objects.filter(day=day, kind=RoundKind.TOPIC, shown_at__isnull=False)
    return Project.objects.filter(day=day).open().count() > 1 and not shown.exists()


@transaction.atomic
def wish(*, day: EventDay, registration: Registration, first: Project, second: Project | None) -> Wish:
    """A person's own wish; a later one takes its place."""
    EventDay.objects.select_for_update().get(pk=day.pk)
    if not wishes_are_open(day):
        raise DomainError(_("The groups are made. Talk to those who lead the round if you want to move."))
    return _keep(day, registration.pk, first.pk, second.pk if second else None)


@transaction.atomic
def type_in(*, day: EventDay, rows: Iterable[WishRow], by: User) -> int:
    """The dots of many people. Returns how many rows were kept; raises ``DomainError`` for foreign ids."""
    EventDay.objects.select_for_update().get(pk=day.pk)
    wanted = list(rows)
    projects = set(Project.objects.filter(day=day).values_list("pk", flat=True))
    people = Registration.objects.filter(event=day.event_id, pk__in=[row.registration_id for row in wanted])
    if people.count() != len(wanted) or not _chosen(wanted) <= projects:
        raise DomainError(_("The list has changed. Open the page again."))
    for row in wanted:
        if row.first is None:
            Wish.objects.filter(day=day, registration=row.registration_id).delete()
        else:
            _keep(day, row.registration_id, row.first, row.second)
    record("wishes.typed", day, by=by, region_id=day.event.region_id, people=len(wanted))
    return len(wanted)


def _chosen(rows: list[WishRow]) -> set[int]:
    return {project for row in rows for project in (row.first, row.second) if project is not None}


def _keep(day: EventDay, registration_id: int, first: int, second: int | None) -> Wish:
    kept, _made = Wish.objects.update_or_create(
        day=day,
        registration_id=registration_id,
        defaults={"first_id": first, "second_id": second if second != first else None},
    )
    return kept
