"""Projects in the order of their pitches, and who coaches."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from inkludering.text import normalise_line
from participants.models import DayChoice, Part, Registration, RegistrationStatus
from workshops.attending import in_the_room
from workshops.models import Coach, Project, Wish

TITLE = 140


@dataclass(frozen=True)
class ProjectSettings:
    """What is decided about a project."""

    title: str
    summary: str = ""
    owner: Registration | None = None
    chairs: int = 8


def _locked(day: EventDay) -> EventDay:
    """The day's row is the lock on the order of its projects."""
    return EventDay.objects.select_for_update().get(pk=day.pk)


def _refuse_second_project(day: EventDay, owner: Registration | None, project: Project | None) -> None:
    if owner is None:
        return
    if owner.event_id != day.event_id:
        raise DomainError(_("The owner is not signed up for this event."))
    others = Project.objects.filter(day=day, owner=owner)
    if (others.exclude(pk=project.pk) if project else others).exists():
        raise DomainError(_("%(name)s already owns a project this day.") % {"name": owner.name})
    coached = Coach.objects.filter(day=day, registration=owner, project__isnull=False)
    for coach in coached.exclude(project=project).select_related("project"):
        text = _("%(name)s coaches «%(there)s» and cannot own another project at the same time.")
        raise DomainError(text % {"name": owner.name, "there": coach.project})


@transaction.atomic
def add_project(*, day: EventDay, settings: ProjectSettings, by: User) -> Project:
    """One more project, pitched after the others."""
    day = _locked(day)
    _refuse_second_project(day, settings.owner, None)
    last = day.projects.order_by("-number").first()
    project = Project.objects.create(day=day, number=last.number + 1 if last else 1, **vars(settings))
    record("project.added", project, by=by, region_id=day.event.region_id)
    return project


@transaction.atomic
def edit_project(*, project: Project, settings: ProjectSettings, by: User) -> Project:
    day = _locked(project.day)
    _refuse_second_project(day, settings.owner, project)
    for name, value in vars(settings).items():
        setattr(project, name, value)
    project.save()
    record("project.changed", project, by=by, region_id=day.event.region_id)
    return project


@transaction.atomic
def remove_project(*, project: Project, by: User) -> None:
    """Take a project away. Who wished for it first has their second wish left."""
    day = _locked(project.day)
    left = Wish.objects.filter(first=project, second__isnull=False)
    left.update(first=F("second"), second=None)
    record("project.removed", project, by=by, region_id=day.event.region_id)
    project.delete()


@transaction.atomic
def move_project(*, project: Project, up: bool, by: User) -> None:
    """Swap places with the project before, or after; at the end nothing happens."""
    day = _locked(project.day)
    order = list(Project.objects.filter(day=day).in_order())
    at = order.index(project)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        for number, one in enumerate(order, 1):
            one.number = number
        Project.objects.bulk_update(order, ["number"])
        record("project.moved", project, by=by, region_id=day.event.region_id, to=to + 1)


@transaction.atomic
def park_project(*, project: Project, parked: bool, by: User) -> None:
    """A parked project gets no table until it is taken back in."""
    Project.objects.filter(pk=project.pk).update(is_parked=parked)
    verb = "project.parked" if parked else "project.unparked"
    record(verb, project, by=by, region_id=project.event.region_id)


@transaction.atomic
def park_without_owner(*, day: EventDay, by: User) -> int:
    """Park each project whose owner is not here. Returns how many."""
    here = in_the_room(day).values("registration_id")
    absent = Project.objects.filter(day=day, owner__isnull=False).open().exclude(owner__in=here)
    for project in absent:
        park_project(project=project, parked=True, by=by)
    return len(absent)


@transaction.atomic
def take_from_registrations(*, day: EventDay, by: User) -> int:
    """A project for each owner and a coach for each coach who signed up as such. Returns how many."""
    day = _locked(day)
    active = DayChoice.objects.filter(day=day, registration__status=RegistrationStatus.CONFIRMED)
    new_owners = active.filter(part=Part.PROJECT_OWNER).exclude(registration__projects_owned__day=day)
    count = 0
    for choice in new_owners.select_related("registration").order_by("registration__sort_name"):
        first_line = normalise_line((choice.assignment.splitlines() or [""])[0])
        title = first_line[:TITLE] or _("The project of %(name)s") % {"name": choice.registration.first_name}
        add_project(day=day, settings=ProjectSettings(title, owner=choice.registration), by=by)
        count += 1
    new_coaches = active.filter(part=Part.PEER_COACH).exclude(registration__coaching__day=day)
    for choice in new_coaches.select_related("registration"):
        set_coach(day=day, registration=choice.registration, is_expert=False, project=None, by=by)
        count += 1
    return count


def _refuse_two_places(day: EventDay, coach: Registration, project: Project | None) -> None:
    """One person sits at one table: where they own a project, or at the one they coach already."""
    if project is None:
        return
    taken = Coach.objects.filter(day=day, registration=coach, project__isnull=False).exclude(project=project)
    text = _("%(name)s already coaches «%(there)s» and cannot coach «%(here)s» as well. Remove one of them.")
    there = [one.project for one in taken.select_related("project")]
    if not there:
        text = _("%(name)s owns «%(there)s» and cannot coach «%(here)s» at the same time.")
        there = list(Project.objects.filter(day=day, owner=coach).open().exclude(pk=project.pk))
    if there:
        raise DomainError(text % {"name": coach.name, "there": there[0], "here": project})


@transaction.atomic
def set_coach(
    *, day: EventDay, registration: Registration, is_expert: bool, project: Project | None, by: User
) -> Coach:
    """Let somebody coach on the day, at ``project``'s table or wherever one is needed."""
    if registration.event_id != day.event_id or (project and project.day_id != day.pk):
        raise DomainError(_("The coach is not signed up for this event."))
    day = _locked(day)
    _refuse_two_places(day, registration, project)
    coach, _made = Coach.objects.update_or_create(
        day=day, registration=registration, defaults={"is_expert": is_expert, "project": project}
    )
    record("coach.set", day, by=by, region_id=day.event.region_id, registration=registration.pk)
    return coach


@transaction.atomic
def remove_coach(*, coach: Coach, by: User) -> None:
    day = coach.day
    record("coach.removed", day, by=by, region_id=day.event.region_id, registration=coach.registration_id)
    coach.delete()
