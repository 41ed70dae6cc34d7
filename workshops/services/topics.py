"""A round by project: wishes first, owners at their own project, coaches spread over the tables."""

from django.utils.translation import gettext as _

from inkludering.errors import DomainError
from workshops.gathering import gather
from workshops.grouping import Pin, solve
from workshops.models import Coach, Project, ProjectTable, WorkshopRound
from workshops.room import Tables

STEPS = 300


def open_projects(tables: Tables) -> list[Project]:
    """Those that get a table, in the order of the pitches; table n works with the n-th."""
    return list(Project.objects.filter(day=tables.current.day_id).open().in_order())


def by_project(tables: Tables, seed: int) -> dict[int, int]:
    """Registration id → table. Keeps which table works with which project.

    Raises ``DomainError`` where there are no projects or too few chairs.
    """
    projects = dict(enumerate(open_projects(tables), 1))
    _refuse_too_few(list(projects.values()), len(tables.present))
    gathering, numbers = gather(tables, projects), list(projects)
    scene = gathering.scene(tables.present, numbers, {})
    fixed = gathering.stations(_locked(tables, numbers), numbers)
    pins = [Pin(str(who), 0, numbers.index(table)) for who, table in fixed.items()]
    *_worse, best = solve(scene.room, steps=STEPS, seed=seed, pinned=pins)
    _keep_projects(tables.current, projects)
    return scene.seats_of(best)


def _locked(tables: Tables, numbers: list[int]) -> dict[int, int]:
    """Those who are here and locked to a table, or at a locked table."""
    stay = (tables.locked_people | tables.held().keys()) & tables.present
    return {who: tables.seated[who] for who in stay if tables.seated[who] in numbers}


def _keep_projects(round_: WorkshopRound, projects: dict[int, Project]) -> None:
    ProjectTable.objects.filter(round=round_).delete()
    ProjectTable.objects.bulk_create(
        ProjectTable(round=round_, number=number, project=project) for number, project in projects.items()
    )


def _refuse_too_few(projects: list[Project], people: int) -> None:
    chairs = sum(project.chairs for project in projects)
    if not projects:
        raise DomainError(_("There are no projects to gather around. Add them first."))
    if people < len(projects):
        text = _("There are %(projects)s projects, but only %(people)s people. Park some of the projects.")
        raise DomainError(text % {"projects": len(projects), "people": people})
    if chairs < people:
        text = _("The projects have %(chairs)s chairs for %(people)s people. Give them more chairs.")
        raise DomainError(text % {"chairs": chairs, "people": people})


def staying(tables: Tables) -> dict[int, int]:
    """Owners and coaches keep the table of the round by project before this one: id → table number."""
    before = [round_ for round_ in tables.rounds if round_.number < tables.current.number]
    earlier = [round_ for round_ in before if round_.project_tables.exists()]
    if not earlier:
        return {}
    chairs, day = tables.chairs[earlier[-1].pk], tables.current.day_id
    owners = Project.objects.filter(day=day, owner__isnull=False).values_list("owner_id", flat=True)
    coaches = Coach.objects.filter(day=day).values_list("registration_id", flat=True)
    return {who: chairs[who] for who in {*owners, *coaches} if who in chairs and who in tables.present}
