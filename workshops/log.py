"""The log of a round's changes in words: who did what, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workshops.models import Change, ChangeKind, Step, WorkshopRound

SHOWN = 50


@dataclass(frozen=True)
class LastChange:
    """The last change that stands, and what undoing it is called."""

    change: Change
    words: str
    told: list[Step]  # those whose table was announced before it was changed


def who_did(change: Change) -> str:
    return change.by.get_short_name() if change.by else _("Somebody")


def last_change(round_: WorkshopRound) -> LastChange | None:
    """What «undo» would undo; None when there is nothing."""
    rows = Change.objects.standing().filter(round=round_).select_related("by")
    change = rows.order_by("-version").first()
    if change is None:
        return None
    steps = list(change.steps.select_related("registration").order_by("registration__sort_name", "pk"))
    return LastChange(change, words_of(change, steps), _told(round_, change, steps))


def _told(round_: WorkshopRound, change: Change, steps: list[Step]) -> list[Step]:
    announced = [at for at in (round_.shown_at, round_.printed_at) if at is not None]
    if change.kind == ChangeKind.MADE or not announced or min(announced) > change.at:
        return []
    return [step for step in steps if step.from_table is not None and step.to_table is not None]


def words_of(change: Change, steps: list[Step]) -> str:
    """One sentence, without the time."""
    who = {"who": who_did(change)}
    if change.kind == ChangeKind.MOVED:
        return _moved(who, steps)
    if change.kind == ChangeKind.MADE:
        return _("%(who)s mixed the tables.") % who
    if change.kind == ChangeKind.MERGED:
        tables = {"table": steps[0].from_table, "into": steps[0].to_table} if steps else {}
        return (
            _("%(who)s put table %(table)s together with table %(into)s.") % (who | tables) if tables else ""
        )
    if change.kind == ChangeKind.REPAIRED:
        return _("%(who)s repaired the tables.") % who
    if change.kind == ChangeKind.UNDONE:
        return _("%(who)s undid a change.") % who
    return _placed(who, steps)


def _placed(who: dict[str, str], steps: list[Step]) -> str:
    if len(steps) == 1:
        return _("%(who)s found a place for %(name)s.") % (who | {"name": steps[0].registration.name})
    return _("%(who)s found a place for %(count)s people.") % (who | {"count": str(len(steps))})


def _moved(who: dict[str, str], steps: list[Step]) -> str:
    if len(steps) == 1:
        facts = {"name": steps[0].registration.name, "table": steps[0].to_table}
        return _("%(who)s moved %(name)s to table %(table)s.") % (who | facts)
    return _("%(who)s moved %(count)s people.") % (who | {"count": str(len(steps))})


@dataclass(frozen=True)
class Line:
    """One line of the log."""

    change: Change
    words: str
    is_undone: bool


def lines_of(round_: WorkshopRound) -> list[Line]:
    """The newest first."""
    rows = Change.objects.filter(round=round_).select_related("by", "undone_by")
    changes = list(rows.order_by("-version")[:SHOWN])
    steps = _steps(changes)
    return [
        Line(change, words_of(change, steps.get(change.pk, [])), hasattr(change, "undone_by"))
        for change in changes
    ]


def _steps(changes: Iterable[Change]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    rows = Step.objects.filter(change__in=list(changes)).select_related("registration")
    for step in rows.order_by("registration__sort_name", "pk"):
        found.setdefault(step.change_id, []).append(step)
    return found
