"""The big screen in the room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from events.models import EventDay, EventStatus
from inkludering.languages import speaks
from inkludering.permissions import loads
from inkludering.qr import qr_data_uri
from regions import rules
from workshops.board import tables_of
from workshops.links import room_path
from workshops.models import WorkshopRound
from workshops.now import now_and_next
from workshops.timing import clock_context


@require_GET
@loads(EventDay, rules.can_see_groups, by={"day_id": "pk"})
@speaks(lambda day: day.event.language)
def screen(request: HttpRequest, day: EventDay) -> HttpResponse:
    """Find your table: the round shown last, what happens now and what comes next."""
    shown = (
        WorkshopRound.objects.filter(day=day, shown_at__isnull=False).order_by("-shown_at", "-number").first()
    )
    now, is_public = timezone.now(), day.event.status == EventStatus.PUBLISHED
    context = {
        "day": day,
        "event": day.event,
        "round": shown,
        "tables": tables_of(shown) if shown else [],
        "phone_code": qr_data_uri(request.build_absolute_uri(room_path(day))) if is_public else "",
        **clock_context(shown, now),
        **now_and_next(day, now),
    }
    return render(request, "workshops/screen.html", context)
