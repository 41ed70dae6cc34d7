"""Paper for the day: order it, wait a moment, take it away."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from events.models import Event, EventDay
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.models import Paper, PaperKind, Registration
from participants.services import papers
from regions import rules


def _context(request: UserRequest, event: Event, **more: Any) -> dict[str, Any]:
    return {"event": event, "event_tabs": tabs_for(request, event)} | more


@require_GET
@loads(Event, rules.can_print_paper)
def overview(request: UserRequest, event: Event) -> HttpResponse:
    """What can be printed, day by day."""
    people = Registration.objects.filter(event=event).confirmed().count()
    context = _context(request, event, days=event.days.order_by("date"), people=people)
    return render(request, "participants/work/paper.html", context)


@require_POST
@loads(EventDay, rules.can_print_paper, by={"event_id": "event_id", "day_id": "pk"})
def order_tags(request: UserRequest, day: EventDay) -> HttpResponse:
    paper = papers.order_paper(day=day, kind=PaperKind.NAME_TAGS, by=request.user, now=timezone.now())
    return redirect("participants_work:paper_wait", day.event_id, paper.pk)


@require_GET
@loads(Paper, rules.can_print_paper, by={"event_id": "day__event_id", "paper_id": "pk"})
def wait(request: UserRequest, paper: Paper) -> HttpResponse:
    """Ready, soon, or not possible. The page asks again by itself until it is ready."""
    is_waiting = paper.content is None and not paper.failed
    context = _context(request, paper.day.event, paper=paper, is_waiting=is_waiting)
    return render(request, "participants/work/paper_wait.html", context)


@require_GET
@loads(Paper, rules.can_print_paper, by={"event_id": "day__event_id", "paper_id": "pk"})
def download(request: UserRequest, paper: Paper) -> HttpResponse:
    if paper.content is None:
        raise Http404
    response = HttpResponse(bytes(paper.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="navnelapper-{paper.day.event.slug}.pdf"'
    return response
