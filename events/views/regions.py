"""The regions: where there are days, and who runs them."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event
from events.presentation import Card, card_for
from events.views.public_frame import page
from events.views.public_lists import in_region
from inkludering.permissions import public
from regions.models import Organisation, Region

EARLIER_SHOWN = 12


@public
@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    soonest = _soonest(now)
    rows = [(region, soonest.get(region.pk)) for region in Region.objects.alphabetical()]
    return page(request, "events/regions.html", {"rows": rows}, _("Where there are inclusion days."))


def _soonest(now: datetime) -> dict[int, Card]:
    """The next day of each region, in one query."""
    found: dict[int, Event] = {}
    for event in Event.objects.published().upcoming(now).for_cards():
        found.setdefault(event.region_id, event)
    return {region_id: card_for(event, now=now) for region_id, event in found.items()}


@public
@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Region.objects.select_related("parent"), slug=slug)
    now = timezone.now()
    events = in_region(Event.objects.published().for_cards(), found)
    members = Organisation.objects.filter(memberships__working_group__region=found).alphabetical()
    context = {
        "region": found,
        "coming": [card_for(event, now=now) for event in events.upcoming(now)],
        "earlier": [card_for(event, now=now) for event in events.past(now)[:EARLIER_SHOWN]],
        "members": members,
        "areas": found.children.alphabetical(),
    }
    return page(request, "events/region.html", context, found.vision or found.name)
