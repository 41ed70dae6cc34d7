"""A round by project: wishes first, owners at their own project, coaches spread over the tables."""

from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _

from inkludering.errors import DomainError
from workshops.grouping import Person, Pin, Room, Round, Topic, solve
from workshops.models import Coach, Project, ProjectTable, Wish
from workshops.room import Scene, Tables, make_scene

SMALLEST = 4  # people at a project's table, when there are enough
STEPS = 300


def open_projects(tables: Tables) -> list[Project]:
    """Those that get a table, in the order of the pitches; table n works with the n-th."""
    return list(Project.objects.filter(day=tables.current.day_id).open().in_order())


def by_project(tables: Tables, seed: int) -> dict[int, int]:
    """Registration id → table. Keeps which table works with which project.

    Raises ``DomainError`` where there are no projects or too few chairs.
    """
    projects, round_ = open_projects(tables), tables.current
    _refuse_too_few(projects, len(tables.present))
    scene = make_scene(tables, seated=tables.present, numbers=list(range(1, len(projects) + 1)))
    room, pins = _topic_room(scene, tables, projects)
    *_worse, best = solve(room, steps=STEPS, seed=seed, pinned=pins)
    ProjectTable.objects.filter(round=round_).delete()
    ProjectTable.objects.bulk_create(
        ProjectTable(round=round_, number=number, project=project)
        for number, project in enumerate(projects, 1)
    )
    return {int(who): group + 1 for who, group in best.place(0).items()}


def _refuse_too_few(projects: list[Project], people: int) -> None:
    chairs = sum(project.chairs for project in projects)
    if not projects:
        raise DomainError(_("There are no projects to gather around. Add them first."))
    if chairs < people:
        text = _("The projects have %(chairs)s chairs for %(people)s people. Give them more chairs.")
        raise DomainError(text % {"chairs": chairs, "people": people})


def _topic_room(scene: Scene, tables: Tables, projects: list[Project]) -> tuple[Room, list[Pin]]:
    """A room of this one round: what people met before does not weigh against a wish."""
    open_ids = {project.pk for project in projects}
    wishes = {
        wish.registration_id: tuple(str(one) for one in (wish.first_id, wish.second_id) if one in open_ids)
        for wish in Wish.objects.filter(day=tables.current.day_id)
    }
    alone = scene.room.only([scene.last])
    people = tuple(_with_wishes(person, wishes) for person in alone.people if not person.absent_rounds)
    rounds = (Round.on_topics(_topics(projects, len(people))),)
    room = replace(alone, people=people, rounds=rounds)
    return room, [Pin(str(who), 0, group) for who, group in _fixed(tables, projects, wishes).items()]


def _with_wishes(person: Person, wishes: dict[int, tuple[str, ...]]) -> Person:
    return replace(person, wishes=wishes.get(int(person.id), ()))


def _topics(projects: list[Project], people: int) -> list[Topic]:
    """Every table gets at least four people where that is possible, and no more than its chairs."""
    least = min(SMALLEST, people // max(1, len(projects)))
    return [Topic(str(one.pk), min(least, one.chairs), one.chairs) for one in projects]


def _fixed(tables: Tables, projects: list[Project], wishes: dict[int, tuple[str, ...]]) -> dict[int, int]:
    """Registration id → group: locked people, owners, and coaches, as many at each table."""
    group_of = {project.pk: group for group, project in enumerate(projects)}
    owners = {one.owner_id: group_of[one.pk] for one in projects if one.owner_id in tables.present}
    stay = tables.locked_people | tables.held().keys()
    locked = {who: table - 1 for who, table in tables.seated.items() if who in stay}
    fixed = {who: group for who, group in owners.items() if who} | {
        who: group for who, group in locked.items() if who in tables.present and group < len(projects)
    }
    coaches = Coach.objects.filter(day=tables.current.day_id, registration__in=tables.present)
    helped = Counter[int]()
    # Experts first, and among them those who have a project of their own.
    for coach in sorted(coaches, key=lambda one: (one.project_id is None, not one.is_expert, one.pk)):
        who = coach.registration_id
        if who not in fixed and projects:
            fixed[who] = _best_table(coach, group_of, wishes.get(who, ()), helped)
        helped[fixed.get(who, -1)] += 1
    return fixed


def _best_table(coach: Coach, group_of: dict[int, int], wished: tuple[str, ...], helped: Counter[int]) -> int:
    """The coach's own project; else the table with the fewest coaches, a wished one before others."""
    if coach.project_id in group_of:
        return group_of[coach.project_id]
    liked = {group_of[int(one)] for one in wished if int(one) in group_of}
    return min(group_of.values(), key=lambda group: (helped[group], group not in liked, group))


def staying(tables: Tables) -> dict[int, int]:
    """Owners and coaches keep the table of the round by project before this one: id → table number."""
    earlier = [round_ for round_ in tables.rounds[:-1] if round_.project_tables.exists()]
    if not earlier:
        return {}
    chairs, day = tables.chairs[earlier[-1].pk], tables.current.day_id
    owners = Project.objects.filter(day=day, owner__isnull=False).values_list("owner_id", flat=True)
    coaches = Coach.objects.filter(day=day).values_list("registration_id", flat=True)
    return {who: chairs[who] for who in {*owners, *coaches} if who in chairs and who in tables.present}
