"""The page for those who are here, by an own link or by the code on the big screen."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.views.public_frame import frame
from inkludering.limits import address_group, allow
from inkludering.middleware import client_ip
from inkludering.permissions import by_token, public
from participants.cookies import opened
from workshops.here import day_now, find_table, here_context, registration_here
from workshops.links import read_room_code

SEARCHES_FROM_ONE_ADDRESS = 600  # in ten minutes: a whole room may share one address


def _event(year: int, slug: str) -> Event:
    return get_object_or_404(Event.objects.published().select_related("region"), year=year, slug=slug)


def _context(request: HttpRequest, event: Event) -> dict[str, Any]:
    registration = registration_here(event, opened(request))
    return frame(request, event.title) | here_context(event, registration)


@public
@require_safe
def page(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Now and next for all; the own table where this browser has opened the own link."""
    return render(request, "here/page.html", _context(request, _event(year, slug)))


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, year: int, slug: str, code: str) -> HttpResponse:
    """The same for whoever has read the big screen: they may ask for a table by first name, on the day."""
    event = _event(year, slug)
    day = day_now(event, timezone.now())
    known = read_room_code(code)
    if known is None or not event.days.filter(pk=known).exists():
        raise Http404
    context = _context(request, event)
    may_ask = day is not None and day.pk == known and context["shown"] is not None
    context |= {"may_ask": may_ask, "hits": None}
    if request.method == "POST" and may_ask:
        return _search(request, context)
    return render(request, "here/page.html", context)


def _search(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    asked = request.POST.get("name", "")[:60]
    group = address_group(client_ip(request))
    if not allow("find-table", group, times=SEARCHES_FROM_ONE_ADDRESS, seconds=600):
        context["refused"] = _(
            "That was a little too many at once. Wait a few minutes, then press once more."
        )
        return render(request, "here/page.html", context, status=429)
    context |= {"asked": asked, "hits": find_table(context["shown"], asked)}
    return render(request, "here/page.html", context)
