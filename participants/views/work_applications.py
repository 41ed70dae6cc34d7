"""Applications: the coordinator's yes and no, many at a time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from events.models import Event
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.services import applications as services
from participants.services.answer_words import lines_of
from participants.services.asking import asked_of
from regions import rules


@require_GET
@loads(Event, rules.can_manage_registrations)
def applications(request: UserRequest, event: Event) -> HttpResponse:
    """Everybody who waits for an answer, with what they wrote."""
    asked = asked_of(event)
    rows = services.applications_of(event).select_related("participant", "party", "contribution")
    answered = rows.prefetch_related("day_choices", "item_choices", "extra_answers")
    context = {
        "event": event,
        "event_tabs": tabs_for(request, event),
        "rows": [(one, lines_of(one, asked)) for one in answered],
        "free": event.seats_free(),
    }
    return render(request, "participants/work/applications.html", context)


def _chosen(request: UserRequest) -> list[int]:
    return [int(pk) for pk in request.POST.getlist("who") if pk.isascii() and pk.isdigit() and len(pk) < 19]


@require_POST
@loads(Event, rules.can_manage_registrations)
def accept(request: UserRequest, event: Event) -> HttpResponse:
    seats, places = services.accept(event=event, ids=_chosen(request), now=timezone.now(), by=request.user)
    if not seats + places:
        messages.info(request, _("Nobody was chosen."))
    if seats:
        messages.success(request, ngettext("%d has got a seat.", "%d have got a seat.", seats) % seats)
    if places:
        words = ngettext("%d is on the waiting list.", "%d are on the waiting list.", places)
        messages.success(request, words % places)
    return redirect("participants_work:applications", event.pk)


@require_POST
@loads(Event, rules.can_manage_registrations)
def decline(request: UserRequest, event: Event) -> HttpResponse:
    number = services.decline(event=event, ids=_chosen(request), now=timezone.now(), by=request.user)
    if number:
        words = ngettext("%d has got a no, with a kind mail.", "%d have got a no, with a kind mail.", number)
        messages.success(request, words % number)
    else:
        messages.info(request, _("Nobody was chosen."))
    return redirect("participants_work:applications", event.pk)
