"""All days of the regions one works in."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event, EventStatus
from events.models.events import EventQuerySet
from inkludering.permissions import UserRequest, requires
from regions import rules
from regions.models import Region

PAST_PER_PAGE = 10


@require_safe
@requires(rules.can_work_here)
def event_list(request: UserRequest) -> HttpResponse:
    """All days of the user's regions, or of the one asked for."""
    regions = list(Region.objects.visible_to(request.user).alphabetical())
    chosen = next((region for region in regions if region.slug == request.GET.get("region")), None)
    events = Event.objects.visible_to(request.user).for_cards()
    if chosen:
        events = events.filter(region=chosen)
    can_create = any(rules.can_edit_event(request.user, region) for region in regions)
    context = {"regions": regions, "chosen": chosen, "can_create": can_create}
    return render(request, "events/work/list.html", context | _lists(events, request.GET.get("side")))


def _lists(events: EventQuerySet, page: str | None) -> dict[str, Any]:
    """Upcoming, drafts by date, and a page of what is over."""
    now = timezone.now()
    shown = events.exclude(status=EventStatus.DRAFT)
    drafts = events.filter(status=EventStatus.DRAFT).prefetch_related("days")
    return {
        "upcoming": shown.upcoming(now),
        "drafts": sorted(drafts, key=lambda event: (event.first_date or date.max, event.pk)),
        "past": Paginator(shown.past(now), PAST_PER_PAGE).get_page(page),
    }
