"""The tables of a round: look at them, as tables or as a list, and at what a move would cost."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from events.models import Event
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from regions import rules
from workshops.board import find_moved, read_board, stamp_of
from workshops.costs import Costs
from workshops.listing import HEADS, rows_of
from workshops.log import lines_of
from workshops.models import Seat, WorkshopRound
from workshops.room import read_tables
from workshops.timing import clock_context

ROUND = {"event_id": "day__event_id", "round_id": "pk"}
SEAT = {"event_id": "round__day__event_id", "seat_id": "pk"}


def board_url(round_: WorkshopRound) -> str:
    return f"/arbeid/arrangementer/{round_.day.event_id}/grupper/{round_.pk}/"


def frame(request: UserRequest, event: Event, **more: Any) -> dict[str, Any]:
    """What every page of the tables needs."""
    may_make = rules.can_make_groups(request.user, event)
    return {"event": event, "event_tabs": tabs_for(request, event), "may_make": may_make} | more


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
@loads(WorkshopRound, rules.can_see_groups, by=ROUND)
def board(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """One round with its tables and how good the mix is."""
    event, shown = round_.day.event, read_board(round_)
    context = frame(
        request,
        event,
        board=shown,
        moved=find_moved(shown, request.GET.get("moved", ""), request.GET.get("from", "")),
        **_beside(round_),
        **_as_list(request, shown),
        **clock_context(round_, timezone.now()),
    )
    return render(request, "workshops/board.html", context)


def _beside(round_: WorkshopRound) -> dict[str, Any]:
    """The rounds of the event, with their dates where there are several days."""
    rounds = WorkshopRound.objects.filter(day__event=round_.event).select_related("day")
    rounds = rounds.order_by("day__date", "number")
    waiting = [one for one in rounds if one.day_id == round_.day_id and not one.made_at and not one.is_locked]
    return {
        "rounds": rounds,
        "several_days": len({one.day_id for one in rounds}) > 1,
        "is_one_of_many": len(waiting) > 1,
    }


def _as_list(request: UserRequest, shown: Any) -> dict[str, Any]:
    """The list's rows and heads when it is asked for; else the tables are shown."""
    sort, search = request.GET.get("sort", ""), request.GET.get("q", "").strip()[:60]
    if request.GET.get("view") != "list":
        return {"is_list": False, "search": ""}
    rows = rows_of(shown, sort, search)
    return {"is_list": True, "rows": rows, "heads": HEADS, "sort": sort or "table", "search": search}


@require_GET
@loads(Seat, rules.can_make_groups, by=SEAT)
def costs(request: UserRequest, seat: Seat) -> HttpResponse:
    """What each table would cost for one person, and the way to move them there."""
    tables = read_tables(seat.round)
    context = frame(
        request,
        seat.event,
        seat=seat,
        round=seat.round,
        costs=Costs(tables).of(seat.registration_id),
    )
    return render(request, "workshops/costs.html", context)


@require_GET
@loads(WorkshopRound, rules.can_see_groups, by=ROUND)
def news(_request: UserRequest, round_: WorkshopRound) -> JsonResponse:
    """Has anything changed? The board asks every few seconds."""
    answer = JsonResponse({"stamp": stamp_of(round_)})
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
@loads(WorkshopRound, rules.can_see_groups, by=ROUND)
def log(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """Who changed what, and when."""
    context = frame(request, round_.event, round=round_, lines=lines_of(round_))
    return render(request, "workshops/log.html", context)
