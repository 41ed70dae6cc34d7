"""A new day, from a frame or from an earlier one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events import services
from events.forms.creating import COPY, NewEventForm
from events.models import Event, EventDay, EventStatus, Theme
from events.views.work_frame import status_of
from inkludering.errors import DomainError
from inkludering.permissions import UserRequest, loads, requires
from regions import rules
from regions.models import Region

SOURCES = 12


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.can_edit_event)
def new(request: UserRequest) -> HttpResponse:
    return _new_page(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_edit_event)
def copy(request: UserRequest, event: Event) -> HttpResponse:
    return _new_page(request, event)


def _own_regions(request: UserRequest) -> list[Region]:
    """Where this user may make a day; nowhere is a 403."""
    visible = Region.objects.visible_to(request.user).alphabetical()
    regions = [region for region in visible if rules.can_edit_event(request.user, region)]
    if not regions:
        raise PermissionDenied
    return regions


def _new_page(request: UserRequest, source: Event | None) -> HttpResponse:
    regions = _own_regions(request)
    sources = _sources(regions, source)
    initial = _initial(regions, sources, source, request.GET.get("region", ""))
    form = NewEventForm(request.POST or None, regions=regions, sources=sources, initial=initial)
    if form.is_valid():
        try:
            return _made(request, _create(request, form))
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "source": source, "themes": Theme.objects.order_by("name")}
    return render(request, "events/work/new.html", context, status=status_of(form))


def _sources(regions: list[Region], source: Event | None) -> list[Event]:
    """Days to start from: the asked one first, then the latest that came out."""
    latest = Event.objects.published().filter(region__in=regions).select_related("region")
    found = list(latest.prefetch_related("days").order_by("-starts_at", "-pk")[:SOURCES])
    return [source, *(event for event in found if event.pk != source.pk)] if source else found


def _initial(
    regions: list[Region], sources: list[Event], source: Event | None, wanted: str
) -> dict[str, Any]:
    chosen = source.region if source else next((one for one in regions if one.slug == wanted), regions[0])
    last = source or next((event for event in sources if event.region_id == chosen.pk), None)
    return {
        "region": chosen.pk,
        "day": _next_date(chosen),
        "start_from": f"{COPY}{last.pk}" if last else "standard_morning",
        "venue_name": last.venue_name if last else "",
        "venue_address": last.venue_address if last else "",
        "capacity": last.capacity if last else None,
    }


def _next_date(region: Region) -> date:
    """In the region's rhythm after the last day that is planned."""
    today = timezone.localdate()
    planned = EventDay.objects.filter(event__region=region).exclude(event__status=EventStatus.CANCELLED)
    last: date | None = planned.aggregate(last=Max("date"))["last"]
    return services.propose_date(region=region, after=last or today, today=today)


def _create(request: UserRequest, form: NewEventForm) -> Event:
    given, source = form.cleaned_data, form.source()
    common = {
        "by": request.user,
        "now": timezone.now(),
        "day": given["day"],
        "theme": given["theme"],
        "venue_name": given["venue_name"],
        "venue_address": given["venue_address"],
        "capacity": given["capacity"],
    }
    if source:
        return services.copy_event(source=source, **common)
    return services.create_event(region=given["region"], frame=given["start_from"], **common)


def _made(request: UserRequest, event: Event) -> HttpResponse:
    messages.success(request, _("The draft is made. This is what is left."))
    return redirect("events_work:publish", event.pk)
