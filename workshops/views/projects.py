"""Projects: the order of the pitches, who coaches, and how the wishes went."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.models import EventDay
from inkludering.errors import DomainError, flash_errors
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from regions import rules
from workshops.fairness import fairness_of_day
from workshops.models import Coach, Project, WorkshopRound
from workshops.pitches import coaches_of, dot_rows, pitches_of, read_dots, rounds_to_gather
from workshops.project_forms import CoachForm, ProjectForm
from workshops.services import gather_around_projects
from workshops.services import projects as services
from workshops.services.wishes import type_in
from workshops.views.board import ROUND

DAY = {"event_id": "event_id", "day_id": "pk"}
PROJECT = {"event_id": "day__event_id", "project_id": "pk"}
COACH = {"event_id": "day__event_id", "coach_id": "pk"}


def _context(request: UserRequest, day: EventDay, **more: Any) -> dict[str, Any]:
    may_make = rules.can_make_groups(request.user, day.event)
    return {
        "event": day.event,
        "event_tabs": tabs_for(request, day.event),
        "day": day,
        "may_make": may_make,
    } | more


def _done(request: UserRequest, day: EventDay, act: Callable[[], object]) -> HttpResponse:
    with flash_errors(request):
        act()
    return redirect("workshops:projects", day.event_id, day.pk)


@require_GET
@loads(EventDay, rules.can_see_groups, by=DAY)
def project_list(request: UserRequest, day: EventDay) -> HttpResponse:
    return _list(request, day, CoachForm(day=day))


def _list(request: UserRequest, day: EventDay, coach_form: CoachForm) -> HttpResponse:
    pitches = pitches_of(day)
    context = _context(
        request,
        day,
        pitches=pitches,
        without_owner=sum(p.is_owner_here is False and not p.project.is_parked for p in pitches),
        to_gather=rounds_to_gather(day) if pitches else [],
        coaches=coaches_of(day),
        coach_form=coach_form,
        fairness=fairness_of_day(day),
    )
    return render(request, "workshops/projects.html", context)


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def gather(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """Let a round gather around the projects."""
    with flash_errors(request):
        gather_around_projects(round_=round_, by=request.user)
        text = _("Round %(number)s gathers around the projects the next time its groups are made.")
        messages.success(request, text % {"number": round_.number})
    return redirect("workshops:projects", round_.event.pk, round_.day_id)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(EventDay, rules.can_make_groups, by=DAY)
def add(request: UserRequest, day: EventDay) -> HttpResponse:
    form = ProjectForm(request.POST if request.method == "POST" else None, day=day)
    if form.is_valid():
        try:
            services.add_project(day=day, settings=form.settings(), by=request.user)
            return redirect("workshops:projects", day.event_id, day.pk)
        except DomainError as error:
            form.add_error("owner", str(error))
    return render(request, "workshops/project_form.html", _context(request, day, form=form))


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Project, rules.can_make_groups, by=PROJECT)
def edit(request: UserRequest, project: Project) -> HttpResponse:
    day = project.day
    form = ProjectForm(request.POST if request.method == "POST" else None, day=day, project=project)
    if form.is_valid():
        try:
            services.edit_project(project=project, settings=form.settings(), by=request.user)
            return redirect("workshops:projects", day.event_id, day.pk)
        except DomainError as error:
            form.add_error("owner", str(error))
    return render(request, "workshops/project_form.html", _context(request, day, form=form, project=project))


@require_POST
@loads(Project, rules.can_make_groups, by=PROJECT)
def remove(request: UserRequest, project: Project) -> HttpResponse:
    return _done(request, project.day, lambda: services.remove_project(project=project, by=request.user))


@require_POST
@loads(Project, rules.can_make_groups, by=PROJECT)
def move(request: UserRequest, project: Project) -> HttpResponse:
    up = request.POST.get("to") == "up"
    return _done(request, project.day, lambda: services.move_project(project=project, up=up, by=request.user))


@require_POST
@loads(Project, rules.can_make_groups, by=PROJECT)
def park(request: UserRequest, project: Project) -> HttpResponse:
    parked = request.POST.get("parked") == "1"
    return _done(
        request, project.day, lambda: services.park_project(project=project, parked=parked, by=request.user)
    )


@require_POST
@loads(EventDay, rules.can_make_groups, by=DAY)
def park_without_owner(request: UserRequest, day: EventDay) -> HttpResponse:
    return _done(request, day, lambda: services.park_without_owner(day=day, by=request.user))


@require_POST
@loads(EventDay, rules.can_make_groups, by=DAY)
def take(request: UserRequest, day: EventDay) -> HttpResponse:
    """Owners and coaches as people signed up."""
    count = services.take_from_registrations(day=day, by=request.user)
    text = ngettext("%(count)s person is taken in.", "%(count)s people are taken in.", count)
    messages.success(request, text % {"count": count} if count else _("Nobody new has signed up as that."))
    return redirect("workshops:projects", day.event_id, day.pk)


@require_POST
@loads(EventDay, rules.can_make_groups, by=DAY)
def add_coach(request: UserRequest, day: EventDay) -> HttpResponse:
    form = CoachForm(request.POST, day=day)
    if form.is_valid():
        try:
            services.set_coach(day=day, by=request.user, **form.cleaned_data)
            return redirect("workshops:projects", day.event_id, day.pk)
        except DomainError as error:
            form.add_error("project", str(error))
    return _list(request, day, form)


@require_POST
@loads(Coach, rules.can_make_groups, by=COACH)
def remove_coach(request: UserRequest, coach: Coach) -> HttpResponse:
    return _done(request, coach.day, lambda: services.remove_coach(coach=coach, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@loads(EventDay, rules.can_make_groups, by=DAY)
def dots(request: UserRequest, day: EventDay) -> HttpResponse:
    """Type in the sticky dots: everybody on one page, one save."""
    if request.method == "POST":
        with flash_errors(request):
            count = type_in(day=day, rows=read_dots(request.POST.dict()), by=request.user)
            text = ngettext("%(count)s wish is kept.", "%(count)s wishes are kept.", count)
            messages.success(request, text % {"count": count})
        return redirect("workshops:dots", day.event_id, day.pk)
    projects = Project.objects.filter(day=day).in_order()  # parked ones too: a wish for one stays
    context = _context(request, day, rows=dot_rows(day), projects=projects)
    return render(request, "workshops/dots.html", context)
