"""The pages of events that everybody may open."""

from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from events import jsonld
from events.models import Event, EventKind
from events.presentation import State, event_page, state_of
from events.presentation.privacy import PURPOSES
from events.views.public_frame import cached_page, frame
from events.views.public_frame import page as plain_page
from inkludering.permissions import public
from regions.models import Sector


def shown_event(year: int, slug: str) -> Event:
    """One query: the event with all that decides whether its page has changed. A draft is a 404."""
    rows = Event.objects.public().select_related("region", "theme", "controller")
    event = rows.annotate(days_before=_days_before()).filter(year=year, slug=slug).first()
    if event is None:
        raise Http404
    return event


def _days_before() -> Coalesce:
    """How many published inclusion days the region had before this one."""
    earlier = Event.objects.published().filter(
        kind=EventKind.INCLUSION_DAY, region=OuterRef("region"), starts_at__lt=OuterRef("starts_at")
    )
    counted = earlier.order_by().values("region").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), Value(0))


def number_of(event: Any) -> int:
    """The region's n-th day, those before this system included."""
    return int(event.region.days_held_before + event.days_before + 1)


def page_parts(event: Any, now: datetime) -> tuple[object, ...]:
    """All that an event's page is made of, in one row; two equal tuples mean two equal pages."""
    controller = event.controller
    return (
        (event.pk, event.version, event.changed_at, event.status, event.year, event.slug),
        (event.capacity, event.seats_taken, event.waiting_count, state_of(event, now)),
        (event.region.name, event.region.slug, number_of(event)),
        (event.theme and (event.theme.name, event.theme.question, event.theme.goals)),
        controller and (str(controller), controller.organisation_number, controller.contact_email),
    )


@public
@require_safe
def detail(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    event = shown_event(year, slug)
    now = timezone.now()
    parts = ("detail", *page_parts(event, now))
    return cached_page(request, parts, lambda: _event_html(request, event, now))


@public
@require_safe
def programme(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    event = shown_event(year, slug)
    now = timezone.now()
    parts = ("programme", *page_parts(event, now))
    return cached_page(request, parts, lambda: _event_html(request, event, now, "events/programme.html"))


@public
@require_safe
def privacy(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    event = shown_event(year, slug)
    controller = event.controller
    context = {
        "event": event,
        "purposes": PURPOSES,
        "contact": (controller and controller.contact_email) or event.contact_email,
        "is_public_body": bool(controller and controller.sector == Sector.PUBLIC),
    }
    return plain_page(request, "events/privacy.html", context, event.title)


def render_event(request: HttpRequest, event: Event, preview: bool = False) -> HttpResponse:
    """The page of ``event`` as it will look, for a work page that has checked who asks. Not cached."""
    return HttpResponse(_event_html(request, event, timezone.now(), preview=preview))


def _event_html(
    request: HttpRequest,
    event: Any,
    now: datetime,
    template: str = "events/detail.html",
    *,
    preview: bool = False,
) -> str:
    number = number_of(event) if hasattr(event, "days_before") else None
    page = event_page(event, now=now, number=number)
    context = {"page": page, "event": event, "preview": preview, "states": State}
    if not preview:
        context["jsonld"] = jsonld.event_block(page)
    described = event.introduction or f"{event.title}. {event.question}"
    return render_to_string(template, frame(request, described) | context, request)
