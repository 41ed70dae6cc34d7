"""The clock of a round, from the facilitator's hand."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads
from regions import rules
from workshops.models import WorkshopRound
from workshops.services import timing

ROUND = {"event_id": "day__event_id", "round_id": "pk"}


def minutes_in(request: UserRequest) -> int:
    text = request.POST.get("minutes", "")
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise DomainError(_("Write the minutes as a number."))
    return int(text)


def _done(request: UserRequest, round_: WorkshopRound, act: Callable[[], object]) -> HttpResponse:
    with flash_errors(request):
        act()
    return redirect(f"/arbeid/arrangementer/{round_.day.event_id}/grupper/{round_.pk}/#timer")


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def start(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    def act() -> object:
        minutes = minutes_in(request)
        return timing.start_timer(round_=round_, minutes=minutes, by=request.user, now=timezone.now())

    return _done(request, round_, act)


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def pause(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    now = timezone.now()
    return _done(request, round_, lambda: timing.pause_timer(round_=round_, by=request.user, now=now))


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def resume(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    now = timezone.now()
    return _done(request, round_, lambda: timing.resume_timer(round_=round_, by=request.user, now=now))


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def add(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    def act() -> object:
        minutes = minutes_in(request)
        return timing.add_minutes(round_=round_, minutes=minutes, by=request.user, now=timezone.now())

    return _done(request, round_, act)


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def stop(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    return _done(request, round_, lambda: timing.stop_timer(round_=round_, by=request.user))
