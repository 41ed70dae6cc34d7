"""The tables of a round: make, look, move, show."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.models import Event
from inkludering.errors import DomainError, flash_errors
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from regions import rules
from workshops import services
from workshops.board import find_moved, read_board
from workshops.models import Seat, WorkshopRound
from workshops.timing import clock_context


def board_url(round_: WorkshopRound) -> str:
    return f"/arbeid/arrangementer/{round_.day.event_id}/grupper/{round_.pk}/"


@require_GET
@loads(Event, rules.can_see_groups)
def groups(request: UserRequest, event: Event) -> HttpResponse:
    """The current round of the event, or the page where rounds are set up."""
    rounds = WorkshopRound.objects.filter(day__event=event).order_by("day__date", "number")
    current = rounds.filter(shown_at=None).first() or rounds.last()
    if current is None:
        return redirect("workshops:rounds", event.pk)
    return redirect("workshops:board", event.pk, current.pk)


@require_GET
@loads(WorkshopRound, rules.can_see_groups, by={"event_id": "day__event_id", "round_id": "pk"})
def board(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """One round with its tables and how good the mix is."""
    event = round_.day.event
    shown = read_board(round_)
    context: dict[str, Any] = {
        "event": event,
        "event_tabs": tabs_for(request, event),
        "board": shown,
        "moved": find_moved(shown, request.GET.get("moved", ""), request.GET.get("from", "")),
        "rounds": WorkshopRound.objects.filter(day__event=event)
        .select_related("day")
        .order_by("day__date", "number"),
        "may_make": rules.can_make_groups(request.user, event),
        **clock_context(round_, timezone.now()),
    }
    return render(request, "workshops/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(WorkshopRound, rules.can_make_groups, by={"event_id": "day__event_id", "round_id": "pk"})
def make(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """Groups of those who are here. Asked for by a link, it says first what goes when they are made anew."""
    if request.method != "POST":
        event = round_.day.event
        context = {"event": event, "event_tabs": tabs_for(request, event), "round": round_}
        return render(request, "workshops/make.html", context)
    with flash_errors(request):
        services.make_groups(round_=round_, by=request.user, now=timezone.now(), seed=round_.version)
        messages.success(request, _("The groups are made of those who are here."))
    return redirect(board_url(round_))


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by={"event_id": "day__event_id", "round_id": "pk"})
def place(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    with flash_errors(request):
        count = services.place_newcomers(round_=round_, by=request.user)
        messages.success(
            request,
            ngettext("%(count)s person has a table now.", "%(count)s people have a table now.", count)
            % {"count": count},
        )
    return redirect(board_url(round_))


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by={"event_id": "day__event_id", "round_id": "pk"})
def show(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    with flash_errors(request):
        services.show_round(round_=round_, by=request.user, now=timezone.now())
        messages.success(request, _("The tables are on the screen and on the participants' own pages."))
    return redirect(board_url(round_))


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by={"event_id": "day__event_id", "round_id": "pk"})
def hide(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    services.hide_round(round_=round_, by=request.user)
    messages.success(request, _("The tables are no longer shown."))
    return redirect(board_url(round_))


@require_POST
@loads(Seat, rules.can_make_groups, by={"event_id": "round__day__event_id", "seat_id": "pk"})
def move(request: UserRequest, seat: Seat) -> HttpResponse:
    """To another table. The page comes back at the table the person left, with a way to undo it."""
    origin, said = seat.group.number, ""
    with flash_errors(request):
        services.move(seat=seat, to_group=_table_number(request), by=request.user)
        said = f"?moved={seat.pk}&from={origin}"
    return redirect(f"{board_url(seat.round)}{said}#table-{origin}")


def _table_number(request: UserRequest) -> int:
    text = request.POST.get("table", "")
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise DomainError(_("Choose a table."))
    return int(text)
