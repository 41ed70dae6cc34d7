"""Rooms of a video meeting for one round."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from inkludering.errors import DomainError
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from regions import rules
from workshops.breakout import rooms_of
from workshops.models import WorkshopRound
from workshops.services.exporting import export_breakout

ROUND = {"event_id": "day__event_id", "round_id": "pk"}


@require_GET
@loads(WorkshopRound, rules.can_see_groups, by=ROUND)
def rooms(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """Who goes to which room, and what to call oneself there."""
    event = round_.day.event
    context = {
        "event": event,
        "event_tabs": tabs_for(request, event),
        "round": round_,
        "rooms": rooms_of(round_),
        "may_export": rules.can_export_registrations(request.user, event),
    }
    return render(request, "workshops/breakout.html", context)


@require_POST
@loads(WorkshopRound, rules.can_export_registrations, by=ROUND)
def download(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """The file with addresses; each download is written into the log."""
    try:
        content = export_breakout(round_=round_, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("workshops:breakout", round_.day.event_id, round_.pk)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rom-runde-{round_.number}.csv"'
    return response
