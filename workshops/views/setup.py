"""Setting up the rounds of an event."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.models import Event, EventDay, ItemKind
from inkludering.errors import DomainError, flash_errors
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.models import Attendance
from regions import rules
from workshops import services
from workshops.forms import RoundForm
from workshops.models import WorkshopRound


def _context(request: UserRequest, event: Event, **more: Any) -> dict[str, Any]:
    return {"event": event, "event_tabs": tabs_for(request, event)} | more


@require_GET
@loads(Event, rules.can_see_groups)
def rounds(request: UserRequest, event: Event) -> HttpResponse:
    """The rounds of each day."""
    may_make = rules.can_make_groups(request.user, event)
    context = _context(request, event, days=_days(event), may_make=may_make)
    return render(request, "workshops/rounds.html", context)


def _days(event: Event) -> models.QuerySet[EventDay]:
    """Each day with its rounds, how many the programme has more, and how many wait for their groups.

    Once people have come, a draft nobody has been shown waits to be made of those who are here.
    """
    unplanned = Count("items", filter=Q(items__kind=ItemKind.ROUND, items__rounds=None), distinct=True)
    draft = Q(rounds__is_draft=True, rounds__shown_at=None, came=True)
    waits = (Q(rounds__made_at=None) | draft) & Q(rounds__is_locked=False)
    days = event.days.annotate(came=Exists(Attendance.objects.filter(day=OuterRef("pk"))))
    days = days.annotate(unplanned=unplanned, waiting=Count("rounds", filter=waits, distinct=True))
    return days.order_by("date").prefetch_related("rounds__returns_to")


@require_POST
@loads(EventDay, rules.can_make_groups, by={"event_id": "event_id", "day_id": "pk"})
def from_programme(request: UserRequest, day: EventDay) -> HttpResponse:
    count = services.rounds_from_programme(day=day, by=request.user)
    text = ngettext("%(count)s round is added.", "%(count)s rounds are added.", count) % {"count": count}
    messages.success(request, text if count else _("The programme has no new items at the tables."))
    return redirect("workshops:rounds", day.event_id)


@require_http_methods(["GET", "POST", "HEAD"])
@loads(EventDay, rules.can_make_groups, by={"event_id": "event_id", "day_id": "pk"})
def add(request: UserRequest, day: EventDay) -> HttpResponse:
    form = RoundForm(request.POST or None, day=day)
    if request.method == "POST" and form.is_valid():
        services.add_round(day=day, settings=form.settings(), by=request.user)
        messages.success(request, _("The round is added."))
        return redirect("workshops:rounds", day.event_id)
    return render(request, "workshops/round_form.html", _context(request, day.event, form=form, day=day))


@require_http_methods(["GET", "POST", "HEAD"])
@loads(WorkshopRound, rules.can_make_groups, by={"event_id": "day__event_id", "round_id": "pk"})
def edit(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    event = round_.day.event
    form = RoundForm(request.POST or None, day=round_.day, round_=round_)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_round(round_=round_, settings=form.settings(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("workshops:rounds", event.pk)
        except DomainError as error:
            form.add_error("returns_to", str(error))
    return render(request, "workshops/round_form.html", _context(request, event, form=form, round=round_))


@require_http_methods(["GET", "HEAD", "POST"])
@loads(WorkshopRound, rules.can_make_groups, by={"event_id": "day__event_id", "round_id": "pk"})
def remove(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """Asks first: the tables of the round go, too."""
    if request.method != "POST":
        return render(request, "workshops/remove.html", _context(request, round_.day.event, round=round_))
    with flash_errors(request):
        services.remove_round(round_=round_, by=request.user)
        messages.success(request, _("The round is removed."))
    return redirect("workshops:rounds", round_.day.event_id)
