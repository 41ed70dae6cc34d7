"""``/demo/``: one click signs in as one of the demo's people, or opens a door. Not there without DEMO=1."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from demo.loading import USERS
from events.models import Event, EventDay
from inkludering.accounts.models import User
from inkludering.permissions import public
from participants.door import remember
from participants.services.door_access import make_door_link, open_door

LABELS = {
    "administrator": (_("National administrator"), _("Sees and edits all regions")),
    "telemark": (_("Coordinator in Telemark"), _("Has a day in three weeks, and two behind her")),
    "oslo": (_("Coordinator in Oslo"), _("Has a day very soon, with 44 checked in")),
    "member": (_("Working group member in Telemark"), _("Reads, and changes nothing")),
    "facilitator": (_("Facilitator in Oslo"), _("Mixes the tables")),
}

View = Callable[..., HttpResponseBase]


def demo_only(view: View) -> View:
    """Refused in production: the page is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return public(guarded)


def _nearest_day() -> EventDay | None:
    event = Event.objects.published().upcoming(timezone.now()).first()
    return event.days.order_by("date").first() if event else None


@require_GET
@demo_only
def index(request: HttpRequest) -> HttpResponse:
    """Who do you want to be?"""
    ten_free = Event.objects.published().upcoming(timezone.now()).filter(title="Språk som bro").first()
    people = [(key, *LABELS[key]) for key in USERS]
    context = {"people": people, "ten_free": ten_free, "day": _nearest_day()}
    return render(request, "demo/index.html", context)


@require_POST
@demo_only
def sign_in(request: HttpRequest, who: str) -> HttpResponse:
    if who not in USERS:
        raise Http404
    user = User.objects.filter(email=USERS[who][1]).first()
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("participants_work:desk")


@require_POST
@demo_only
def door(request: HttpRequest) -> HttpResponse:
    """Make this browser a tablet at the door of the next event."""
    day, maker = _nearest_day(), User.objects.order_by("pk").first()
    if day is None or maker is None:
        raise Http404
    now = timezone.now()
    code = make_door_link(day=day, by=maker, now=now)
    opened = open_door(code=code, name="Demo", now=now)
    return remember(redirect("door:list", day.pk), opened.device, opened.token)
