"""Setting up the rounds of a day."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay, ItemKind
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from workshops.models import RoundKind, WorkshopRound


@dataclass(frozen=True)
class RoundSettings:
    """What a coordinator decides about a round."""

    title: str = ""
    question: str = ""
    group_size: int = 6
    returns_to: WorkshopRound | None = None
    by_project: bool = False


@transaction.atomic
def rounds_from_programme(*, day: EventDay, by: User) -> int:
    """One round for each programme item "at the tables" that has none yet. Returns how many were added."""
    day = EventDay.objects.select_for_update().get(pk=day.pk)
    items = day.items.filter(kind=ItemKind.ROUND, rounds=None).order_by("position", "pk")
    for item in items:
        _append(day, RoundSettings(title=title_of(item.title)), item_id=item.pk, by=by)
    return len(items)


@transaction.atomic
def add_round(*, day: EventDay, settings: RoundSettings, by: User) -> WorkshopRound:
    """One more round after the others. Raises ``DomainError`` for a return to a round of another day."""
    day = EventDay.objects.select_for_update().get(pk=day.pk)
    return _append(day, settings, item_id=None, by=by)


def title_of(item_title: str) -> str:
    """What a round is about: "Workshop runde 1: hindre" is "Hindre", for its number stands beside it."""
    about = item_title.partition(":")[2].strip() or item_title
    return (about[:1].upper() + about[1:])[:140]


def _append(day: EventDay, settings: RoundSettings, *, item_id: int | None, by: User) -> WorkshopRound:
    last = day.rounds.order_by("-number").first()
    round_ = WorkshopRound(day=day, item_id=item_id, number=last.number + 1 if last else 1)
    _apply(round_, settings)
    round_.save()
    record("round.added", round_, by=by, region_id=day.event.region_id)
    return round_


def _apply(round_: WorkshopRound, settings: RoundSettings) -> None:
    target = settings.returns_to
    if target is not None:
        if target.day_id != round_.day_id or target.number >= round_.number:
            raise DomainError(_("A round can only go back to an earlier round of the same day."))
        target = target.returns_to or target
    round_.title, round_.question = settings.title, settings.question
    round_.group_size, round_.returns_to = settings.group_size, target
    fresh = RoundKind.TOPIC if settings.by_project else RoundKind.MIXED
    round_.kind = RoundKind.RETURN if target else fresh


@transaction.atomic
def edit_round(*, round_: WorkshopRound, settings: RoundSettings, by: User) -> WorkshopRound:
    """Change what was decided. Groups that were made stay until new ones are made.

    Raises ``DomainError`` for a way back that leads nowhere, or to a round that goes back itself.
    """
    round_ = WorkshopRound.objects.select_for_update().get(pk=round_.pk)
    if settings.returns_to is not None and round_.returns.exists():
        raise DomainError(_("Another round goes back to this one. Change that round first."))
    _apply(round_, settings)
    round_.version += 1
    round_.save()
    record("round.changed", round_, by=by, region_id=round_.event.region_id)
    return round_


@transaction.atomic
def gather_around_projects(*, round_: WorkshopRound, by: User) -> WorkshopRound:
    """One table for each project. Raises ``DomainError`` for a round that goes back to another."""
    round_ = WorkshopRound.objects.select_for_update().get(pk=round_.pk)
    if round_.kind == RoundKind.RETURN:
        raise DomainError(_("Either back to earlier tables, or by project."))
    round_.kind = RoundKind.TOPIC
    round_.version += 1
    round_.save()
    record("round.changed", round_, by=by, region_id=round_.event.region_id)
    return round_


@transaction.atomic
def remove_round(*, round_: WorkshopRound, by: User) -> None:
    """Take a round away with its tables. Raises ``DomainError`` while another round goes back to it."""
    round_ = WorkshopRound.objects.select_for_update().get(pk=round_.pk)
    if round_.returns.exists():
        raise DomainError(_("Another round goes back to this one. Change that round first."))
    record("round.removed", round_, by=by, region_id=round_.event.region_id)
    round_.delete()
