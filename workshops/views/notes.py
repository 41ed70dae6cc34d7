"""Notes as the facilitator has them: typed from the flip chart, read, printed and shared."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.models import EventDay
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from inkludering.qr import qr_data_uri
from regions import rules
from workshops.models import WorkshopGroup, WorkshopRound
from workshops.notes import TablePlace, notes_of_day, shared_at
from workshops.services.notes import share_notes, unshare_notes
from workshops.views.here_notes import form_for, saved

DAY = {"event_id": "event_id", "day_id": "pk"}
ROUND = {"event_id": "day__event_id", "round_id": "pk"}


def _work(request: UserRequest, day: EventDay, **more: Any) -> dict[str, Any]:
    event = day.event
    may_make = rules.can_make_groups(request.user, event)
    return {"event": event, "event_tabs": tabs_for(request, event), "day": day, "may_make": may_make} | more


@require_GET
@loads(EventDay, rules.can_see_groups, by=DAY)
def day_notes(request: UserRequest, day: EventDay) -> HttpResponse:
    """All notes of a day, to read and to print."""
    context = _work(request, day, rounds=notes_of_day(day), shared_at=shared_at(day))
    return render(request, "workshops/notes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def edit(request: UserRequest, round_: WorkshopRound, number: int) -> HttpResponse:
    """The facilitator types what stands on the flip chart."""
    get_object_or_404(WorkshopGroup, round=round_, number=number)
    place = TablePlace(round_, number)
    form = form_for(request, place)
    if request.method == "POST" and form.is_valid() and saved(form, place, request.user):
        messages.success(request, _("Saved."))
        return redirect("workshops:notes", round_.day.event_id, round_.day_id)
    return render(request, "workshops/notes_form.html", _work(request, round_.day, form=form, place=place))


@require_GET
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def table_cards(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """One card for each table with the code that opens its notes: to print, or to show."""
    numbers = WorkshopGroup.objects.filter(round=round_).order_by("number").values_list("number", flat=True)
    places = [TablePlace(round_, number) for number in numbers]
    cards = [{"place": place, "qr": qr_data_uri(_address(request, place))} for place in places]
    context = _work(request, round_.day, round=round_, cards=cards)
    return render(request, "workshops/table_cards.html", context)


def _address(request: HttpRequest, place: TablePlace) -> str:
    return request.build_absolute_uri(reverse("workshops:table_notes", args=[place.token]))


@require_POST
@loads(EventDay, rules.can_make_groups, by=DAY)
def share(request: UserRequest, day: EventDay) -> HttpResponse:
    share_notes(day=day, by=request.user, now=timezone.now())
    messages.success(request, _("Those who sat at the tables can read all notes on their own page."))
    return redirect("workshops:notes", day.event_id, day.pk)


@require_POST
@loads(EventDay, rules.can_make_groups, by=DAY)
def unshare(request: UserRequest, day: EventDay) -> HttpResponse:
    unshare_notes(day=day, by=request.user)
    messages.success(request, _("The notes are for each table alone again."))
    return redirect("workshops:notes", day.event_id, day.pk)
