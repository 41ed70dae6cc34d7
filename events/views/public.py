"""The pages of events that everybody may open."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from events import jsonld
from events.models import Event
from events.presentation import event_page
from events.presentation.privacy import PURPOSES
from events.presentation.stamp import stamp_of
from events.views.public_frame import cached_page, frame
from events.views.public_frame import page as plain_page
from inkludering.permissions import public
from regions.models import Sector


def shown_event(**wanted: object) -> Event:
    """The event with what its pages name; a draft is the same 404 as nothing."""
    rows = Event.objects.public().select_related("region", "theme", "controller")
    return get_object_or_404(rows, **wanted)


def _cached(request: HttpRequest, template: str, year: int, slug: str) -> HttpResponseBase:
    """An event's page: one query and the cache, unless something has changed."""
    now = timezone.now()
    stamp = stamp_of(year, slug, now=now)
    if stamp is None:
        raise Http404

    def make() -> str:
        event = shown_event(pk=stamp.event_id)
        return _event_html(request, event, now, template=template, number=stamp.number)

    return cached_page(request, (template, stamp), make)


@public
@require_safe
def detail(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    return _cached(request, "events/detail.html", year, slug)


@public
@require_safe
def programme(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    return _cached(request, "events/programme.html", year, slug)


@public
@require_safe
def privacy(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    event = shown_event(year=year, slug=slug)
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
    event: Event,
    now: datetime,
    *,
    template: str = "events/detail.html",
    number: int | None = None,
    preview: bool = False,
) -> str:
    page = event_page(event, now=now, number=number)
    context: dict[str, object] = {"page": page, "event": event, "preview": preview}
    if not preview:
        context["jsonld"] = jsonld.event_block(page)
    described = event.introduction or f"{event.title}. {event.question}"
    return render_to_string(template, frame(request, described) | context, request)
