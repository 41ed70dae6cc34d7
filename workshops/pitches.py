"""The projects of a day as the pages show them, and the table for the dots on the wall."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event, EventDay
from inkludering.errors import DomainError
from participants.models import Registration
from workshops.attending import in_the_room, people_to_choose
from workshops.here import today
from workshops.models import Coach, Project, RoundKind, Wish, WorkshopRound
from workshops.services.wishes import WishRow, wishes_are_open


@dataclass(frozen=True)
class Pitch:
    """A project with how many wish for it; ``is_owner_here`` is None while nobody has come."""

    project: Project
    first: int
    second: int
    is_owner_here: bool | None
    coaches: list[Coach]


def pitches_of(day: EventDay) -> list[Pitch]:
    """In the order of the pitches: four queries."""
    wishes = list(Wish.objects.filter(day=day).values_list("first_id", "second_id"))
    first, second = Counter(pair[0] for pair in wishes), Counter(pair[1] for pair in wishes)
    here = set(in_the_room(day).values_list("registration_id", flat=True))
    coaches = coaches_of(day)
    return [
        Pitch(
            project,
            first[project.pk],
            second[project.pk],
            (project.owner_id in here) if here and project.owner_id else None,
            [coach for coach in coaches if coach.project_id == project.pk],
        )
        for project in Project.objects.filter(day=day).select_related("owner").in_order()
    ]


def coaches_of(day: EventDay) -> list[Coach]:
    rows = Coach.objects.filter(day=day).select_related("registration", "project")
    return list(rows.order_by("-is_expert", "registration__sort_name"))


def rounds_to_gather(day: EventDay) -> list[WorkshopRound]:
    """The rounds that could gather around the projects, while none of the day does."""
    rounds = WorkshopRound.objects.filter(day=day)
    if rounds.filter(kind=RoundKind.TOPIC).exists():
        return []
    return list(rounds.filter(kind=RoundKind.MIXED).order_by("number"))


def day_of_wishes(event: Event) -> EventDay | None:
    """Today's day with open wishes, or the next one."""
    ahead = event.days.filter(date__gte=today(event, timezone.now())).order_by("date")
    return next((day for day in ahead if wishes_are_open(day)), None)


@dataclass(frozen=True)
class DotRow:
    """One person in the table for the dots. ``was`` tells the next page what stood there."""

    registration: Registration
    first: int | None
    second: int | None

    @property
    def was(self) -> str:
        return f"{self.first or ''}-{self.second or ''}"


def dot_rows(day: EventDay) -> list[DotRow]:
    """Those who are here, or those signed up while nobody has come; by first name."""
    people, here = people_to_choose(day), in_the_room(day).values("registration_id")
    if here.exists():
        people = people.filter(pk__in=here)
    wishes = {wish.registration_id: wish for wish in Wish.objects.filter(day=day)}
    return [
        DotRow(one, wishes[one.pk].first_id, wishes[one.pk].second_id)
        if one.pk in wishes
        else DotRow(one, None, None)
        for one in people
    ]


def read_dots(posted: dict[str, str]) -> list[WishRow]:
    """The rows that were changed on the page; what came in by phone meanwhile stays."""
    rows = []
    for name, was in posted.items():
        kind, dash, key = name.partition("-")
        if kind == "was" and dash:
            first, second = _number(posted, f"first-{key}"), _number(posted, f"second-{key}")
            if was != f"{first or ''}-{second or ''}":
                rows.append(WishRow(_whole(key), first, second))
    return rows


def _number(posted: dict[str, str], name: str) -> int | None:
    text = posted.get(name, "")
    return _whole(text) if text else None


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise DomainError(_("The list has changed. Open the page again."))
    return int(text)
