"""Numbers for the kitchen, and for the inclusion officer who needs what."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from events.models import Event
from inkludering.errors import flash_errors
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.models import Need
from participants.services.needs import KEPT_AFTER, count_for_kitchen, mark_arranged, read_needs
from regions import rules

BY_NEED = {"event_id": "registration__event_id", "need_id": "pk"}


@require_GET
@loads(Event, rules.can_see_kitchen)
def kitchen(request: UserRequest, event: Event) -> HttpResponse:
    """Counts only: no name, no free text."""
    days = [count_for_kitchen(day=day) for day in event.days.order_by("date")]
    context = {"event": event, "event_tabs": tabs_for(request, event), "days": days}
    return render(request, "participants/work/kitchen.html", context)


@require_GET
@loads(Event, rules.can_see_needs)
def needs(request: UserRequest, event: Event) -> HttpResponse:
    """Who needs what; the look is logged."""
    context = {
        "event": event,
        "event_tabs": tabs_for(request, event),
        "rows": read_needs(event=event, by=request.user),
        "gone_on": event.ends_at + KEPT_AFTER if event.ends_at else None,
    }
    return render(request, "participants/work/needs.html", context)


@require_POST
@loads(Need, rules.can_see_needs, by=BY_NEED)
def arranged(request: UserRequest, need: Need) -> HttpResponse:
    arranged, seen = "arranged" in request.POST, request.POST.get("seen", "")
    with flash_errors(request):
        mark_arranged(need=need, arranged=arranged, now=timezone.now(), by=request.user, seen=seen)
    return redirect("participants_work:needs", need.registration.event_id)
