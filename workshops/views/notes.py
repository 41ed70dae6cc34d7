"""Notes: written at the table by a link, or by the facilitator; read and printed by those who may."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from events.models import EventDay
from events.views.public_frame import frame
from inkludering.accounts.models import User
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, by_token, loads
from inkludering.qr import qr_data_uri
from participants.models import Registration
from participants.views.own import owned
from regions import rules
from workshops.forms import NotesForm
from workshops.models import WorkshopGroup, WorkshopRound
from workshops.notes import TablePlace, notes_for, notes_of_day, place_of, shared_at
from workshops.services.notes import NotesChangedError, share_notes, unshare_notes, write_notes
from workshops.timing import clock_context

DAY = {"event_id": "event_id", "day_id": "pk"}
ROUND = {"event_id": "day__event_id", "round_id": "pk"}


def _saved(form: NotesForm, place: TablePlace, by: User | None) -> bool:
    """Keep what was written; where another phone was quicker, show both and let them save again."""
    try:
        text, version = form.text(), form.cleaned_data["version"]
        now = timezone.now()
        write_notes(round_=place.round, number=place.number, text=text, version=version, by=by, now=now)
    except NotesChangedError as error:
        form.add_error(None, str(error))
        form.theirs = error.notes
        form.data = dict(form.data.items()) | {"version": str(error.notes.version)}
        return False
    return True


def _form(request: HttpRequest, place: TablePlace) -> NotesForm:
    if request.method == "POST":
        return NotesForm(request.POST)
    return NotesForm(initial=NotesForm.initial_of(place.notes(), place.round))


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, token: str) -> HttpResponse:
    """The table's own page: on the day and the day after whoever has the link may write."""
    place = place_of(token)
    if place is None:
        raise Http404
    now = timezone.now()
    is_open, form = place.is_open(now), _form(request, place)
    if request.method == "POST" and is_open and form.is_valid() and _saved(form, place, None):
        messages.success(request, _("Saved. You can go on writing as long as you like."))
        return redirect("workshops:table_notes", token)
    context = {"place": place, "form": form, "is_open": is_open, **clock_context(place.round, now)}
    return render(request, "here/table_notes.html", frame(request) | context)


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
    form = _form(request, place)
    if request.method == "POST" and form.is_valid() and _saved(form, place, request.user):
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


@by_token
@require_safe
@owned
def own_notes(request: HttpRequest, registration: Registration) -> HttpResponse:
    """What the tables wrote, for somebody who sat there."""
    context = {"registration": registration, "event": registration.event, "days": notes_for(registration)}
    return render(request, "here/own_notes.html", frame(request) | context)
