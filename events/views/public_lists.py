"""The front page and the list of all days."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event, EventFormat, Theme
from events.models.events import EventQuerySet
from events.presentation import card_for
from events.views.public_frame import page
from inkludering.permissions import public
from regions.models import Member, Region

NEXT_ON_FRONT = 3
COMING_SHOWN = 100
PAST_PER_PAGE = 15


@dataclass(frozen=True)
class Choice:
    """What the visitor filtered by; a value nobody has is no filter."""

    region: Region | None = None
    theme: Theme | None = None
    format: str = ""

    def __bool__(self) -> bool:
        return bool(self.region or self.theme or self.format)

    def query(self) -> str:
        """The choice as the start of a query, for links to the next page of the same list."""
        chosen = {"region": self.region and self.region.slug, "theme": self.theme and self.theme.slug}
        pairs = [(key, value) for key, value in (chosen | {"format": self.format}).items() if value]
        return "".join(f"{key}={value}&" for key, value in pairs)


def in_region(events: EventQuerySet, region: Region | None) -> EventQuerySet:
    """Events of the region and of the areas inside it."""
    return events.filter(Q(region=region) | Q(region__parent=region)) if region else events


@public
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    regions = list(Region.objects.alphabetical())
    near = _by_slug(regions, request.GET.get("region", ""))
    coming = in_region(Event.objects.published().upcoming(now).for_cards(), near)[:NEXT_ON_FRONT]
    context = {
        "cards": [card_for(event, now=now) for event in coming],
        "regions": regions,
        "near": near,
        "stats": _stats(regions, now),
    }
    return page(request, "events/front.html", context, _("Free days where people from all sectors meet."))


def _stats(regions: list[Region], now: datetime) -> dict[str, int]:
    """What came of it so far: days held, regions at work, organisations that carry them."""
    earlier = Region.objects.aggregate(days=Sum("days_held_before"))["days"] or 0
    return {
        "days": earlier + Event.objects.published().filter(ends_at__lte=now).count(),
        "regions": len(regions),
        "organisations": Member.objects.values("organisation").distinct().count(),
    }


@public
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    regions, themes = list(Region.objects.alphabetical()), list(Theme.objects.order_by("name", "pk"))
    choice = _choice(request, regions, themes)
    events = _chosen(Event.objects.public(), choice).for_cards()
    past = _past(events.published(), now, request.GET.get("page", ""))
    choices = {"choice": choice, "regions": regions, "themes": themes, "formats": EventFormat.choices}
    shown = {
        "coming": [card_for(event, now=now) for event in events.upcoming(now)[:COMING_SHOWN]],
        "past": past,
        "past_cards": [card_for(event, now=now) for event in past],
    }
    described = _("All inclusion days, those to come and those held.")
    return page(request, "events/list.html", choices | shown, described)


def _choice(request: HttpRequest, regions: list[Region], themes: list[Theme]) -> Choice:
    wanted = request.GET.get("format", "")
    return Choice(
        region=_by_slug(regions, request.GET.get("region", "")),
        theme=_by_slug(themes, request.GET.get("theme", "")),
        format=wanted if wanted in EventFormat.values else "",
    )


def _by_slug(rows: list[Any], slug: str) -> Any:
    return next((row for row in rows if row.slug == slug), None)


def _chosen(events: EventQuerySet, choice: Choice) -> EventQuerySet:
    events = in_region(events, choice.region)
    if choice.theme:
        events = events.filter(theme=choice.theme)
    if choice.format:
        # Whoever wants a room, or a screen, can take part in a day that has both.
        events = events.filter(format__in=[choice.format, EventFormat.HYBRID])
    return events


def _past(events: EventQuerySet, now: datetime, number: str) -> Page[Event]:
    return Paginator(events.past(now), PAST_PER_PAGE).get_page(number)
