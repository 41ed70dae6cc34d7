"""How the wishes of a round by project were met, in figures anybody may check."""

from collections import Counter
from dataclasses import dataclass, field

from events.models import EventDay
from workshops.models import Project, ProjectTable, RoundKind, Seat, Wish, WorkshopRound


@dataclass(frozen=True)
class Crowded:
    """A project that more people wished for first than it has chairs."""

    number: int
    project: Project
    wishes: int


@dataclass
class Fairness:
    """Counted over those who sit in the round. ``silent`` wished for nothing."""

    round: WorkshopRound
    first: int = 0
    second: int = 0
    neither: int = 0
    silent: int = 0
    crowded: list[Crowded] = field(default_factory=list)


def fairness_of(round_: WorkshopRound) -> Fairness:
    """Three queries, whatever the number of people."""
    tables = list(ProjectTable.objects.filter(round=round_).select_related("project").order_by("number"))
    project_at = {table.number: table.project_id for table in tables}
    wishes = {wish.registration_id: wish for wish in Wish.objects.filter(day=round_.day_id)}
    found, wanted = Fairness(round_), Counter[int]()
    for who, number in Seat.objects.filter(round=round_).values_list("registration_id", "group__number"):
        wish = wishes.get(who)
        if wish is None:
            found.silent += 1
            continue
        wanted[wish.first_id] += 1
        if project_at.get(number) == wish.first_id:
            found.first += 1
        elif project_at.get(number) == wish.second_id:
            found.second += 1
        else:
            found.neither += 1
    found.crowded = [
        Crowded(table.number, table.project, wanted[table.project_id])
        for table in tables
        if wanted[table.project_id] > table.project.chairs
    ]
    return found


def fairness_of_day(day: EventDay) -> list[Fairness]:
    rounds = WorkshopRound.objects.filter(day=day, kind=RoundKind.TOPIC, made_at__isnull=False)
    return [fairness_of(round_) for round_ in rounds.order_by("number")]
