"""The coordinator's own page, and the overview of one event."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from events.models import Event, EventStatus
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads, requires
from participants.hooks import overview_blocks
from participants.services.desk import days_left, figures_of, read_desk, readiness_of, unsettled_of
from regions import rules


@require_GET
@requires(rules.can_work_here)
def desk(request: UserRequest) -> HttpResponse:
    """Next event with countdown, who is not ready, the balance of the room, drafts."""
    shown = read_desk(user=request.user, now=timezone.now())
    context = {
        "desk": shown,
        "may_make": rules.can_edit_event(request.user, None),
        "may_edit_next": shown.next is not None and rules.can_edit_event(request.user, shown.next.event),
    }
    return render(request, "participants/work/desk.html", context)


@require_GET
@loads(Event, rules.can_see_event)
def overview(request: UserRequest, event: Event) -> HttpResponse:
    """Figures, what is missing before publishing, which sectors come. Names nobody who is registered."""
    now = timezone.now()
    context = {
        "event": event,
        "event_tabs": tabs_for(request, event),
        "figures": figures_of(event),
        "days_left": days_left(event, now),
        "is_draft": event.status == EventStatus.DRAFT,
        "readiness": readiness_of(event, now),
        "unsettled": unsettled_of(event),
        "may_publish": rules.can_publish_event(request.user, event),
        "may_edit": rules.can_edit_event(request.user, event),
        "blocks": [block for make in overview_blocks if (block := make(event))],
    }
    return render(request, "participants/work/overview.html", context)
