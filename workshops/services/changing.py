"""Every change of a round's tables goes through here: one lock, one log, and a way back."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.dates import clock
from inkludering.errors import DomainError
from workshops.models import Change, ChangeKind, Seat, Step, WorkshopGroup, WorkshopRound

Seating = Mapping[int, int]  # registration id → table number


def lock_round(round_: WorkshopRound) -> WorkshopRound:
    """The round's row is the lock on its tables."""
    return WorkshopRound.objects.select_for_update().get(pk=round_.pk)


def open_round(round_: WorkshopRound) -> WorkshopRound:
    """The round's row, locked against others. Raises ``DomainError`` when its tables shall stay."""
    round_ = lock_round(round_)
    if round_.is_locked:
        raise DomainError(_("Round %(number)s is locked. Unlock it first.") % {"number": round_.number})
    return round_


def save_change(round_: WorkshopRound, verb: str, by: User | None, **facts: int) -> WorkshopRound:
    """One more version of a round that is held under its lock."""
    round_.version += 1
    round_.save()
    record(verb, round_, by=by, region_id=round_.event.region_id, **facts)
    return round_


def seating_of(round_: WorkshopRound) -> dict[int, int]:
    return dict(Seat.objects.filter(round=round_).values_list("registration_id", "group__number"))


def seat_people(
    round_: WorkshopRound,
    after: Seating,
    *,
    kind: ChangeKind,
    by: User | None,
    undoes: Change | None = None,
) -> Change | None:
    """Write who sits where from now on, and note each step. None when nobody's table changes.

    The caller holds the round's lock. A fixed number of statements, whatever the number of people.
    """
    before = seating_of(round_)
    moved = {who for who in before.keys() | after.keys() if before.get(who) != after.get(who)}
    if not moved:
        return None
    _write(round_, before, after, moved)
    save_change(round_, f"round.{kind}", by, people=len(moved))
    change = Change.objects.create(
        round=round_, version=round_.version, kind=kind, by=by, at=timezone.now(), undoes=undoes
    )
    Step.objects.bulk_create(
        Step(change=change, registration_id=who, from_table=before.get(who), to_table=after.get(who))
        for who in sorted(moved)
    )
    return change


def _write(round_: WorkshopRound, before: Seating, after: Seating, moved: Collection[int]) -> None:
    groups = _groups(round_, set(after.values()))
    Seat.objects.filter(round=round_, registration__in=before.keys() - after.keys()).delete()
    rows = list(Seat.objects.filter(round=round_, registration__in=moved))
    for row in rows:
        row.group = groups[after[row.registration_id]]
    Seat.objects.bulk_update(rows, ["group"], batch_size=200)
    Seat.objects.bulk_create(
        Seat(round=round_, group=groups[after[who]], registration_id=who)
        for who in sorted(after.keys() - before.keys())
    )


def _groups(round_: WorkshopRound, numbers: set[int]) -> dict[int, WorkshopGroup]:
    """The round's groups by number, with those that are new. Empty ones stay: notes hang on them."""
    groups = {group.number: group for group in round_.groups.all()}
    missing = sorted(numbers - groups.keys())
    made = WorkshopGroup.objects.bulk_create(WorkshopGroup(round=round_, number=number) for number in missing)
    return groups | {group.number: group for group in made}


def refuse_stale(round_: WorkshopRound, seen: int | None, people: Collection[int] | None = None) -> None:
    """Raise ``DomainError`` when somebody else has changed these people's tables since version ``seen``.

    Changes of other people are no hindrance: both stand. ``people=None``: any change is one.
    """
    if seen is None:
        return
    steps = Step.objects.filter(change__round=round_, change__version__gt=seen)
    if people is not None:
        steps = steps.filter(registration__in=people)
    last = steps.select_related("change__by", "registration").order_by("-change__version", "pk").first()
    if last is not None:
        raise DomainError(_stale_words(last, whole=people is None))


def _stale_words(step: Step, *, whole: bool) -> str:
    facts = {
        "who": step.change.by.get_short_name() if step.change.by else _("Somebody"),
        "at": clock(step.change.at),
        "name": step.registration.name,
        "table": step.to_table,
    }
    if whole:
        text = _("%(who)s changed the tables at %(at)s. Nothing was done; this is how they stand now.")
    elif step.to_table is None:
        text = _(
            "%(who)s took %(name)s from the tables at %(at)s. Nothing was done; this is how they stand now."
        )
    else:
        text = _(
            "%(who)s moved %(name)s to table %(table)s at %(at)s. Nothing was done; "
            "this is how they stand now."
        )
    return text % facts


def refuse_locked_tables(round_: WorkshopRound, numbers: Collection[int | None]) -> None:
    locked = round_.groups.filter(is_locked=True, number__in=[n for n in numbers if n]).first()
    if locked is not None:
        raise DomainError(_("Table %(number)s is locked. Unlock it first.") % {"number": locked.number})


@transaction.atomic
def undo(*, change: Change, by: User) -> WorkshopRound:
    """Bring everybody in ``change`` back to where they sat.

    Raises ``DomainError`` when it is undone already, or when one of them has been moved since.
    """
    round_ = open_round(change.round)
    change = Change.objects.get(pk=change.pk)
    if not Change.objects.standing().filter(pk=change.pk).exists():
        raise DomainError(_("This change is undone already."))
    steps = list(change.steps.select_related("registration"))
    now = seating_of(round_)
    for step in steps:
        if now.get(step.registration_id) != step.to_table:
            text = _("%(name)s has been moved since. Undo that first.")
            raise DomainError(text % {"name": step.registration.name})
    refuse_locked_tables(round_, [n for step in steps for n in (step.from_table, step.to_table)])
    back = {step.registration_id: step.from_table for step in steps}
    after = {who: table for who, table in (now | back).items() if table is not None}
    if not after:
        round_.made_at = round_.shown_at = round_.printed_at = None
    seat_people(round_, after, kind=ChangeKind.UNDONE, by=by, undoes=change)
    return round_
