"""Mix the tables, or repair them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from events.models import EventDay
from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads
from regions import rules
from workshops import services
from workshops.board import read_board
from workshops.mending import Choice
from workshops.models import MOST_NEW_FACES, WorkshopRound
from workshops.repairs import offers_of
from workshops.services import Draw
from workshops.views.board import ROUND, board_url, frame
from workshops.views.tables import number_in

DAY = {"event_id": "event_id", "day_id": "pk"}


def _draw(request: UserRequest, round_: WorkshopRound) -> Draw:
    """What was asked for. The seed follows the version: another press gives other tables."""
    faces = number_in(request, "new_faces")
    return Draw(
        seed=round_.version,
        draft=request.POST.get("of") == "signed_up",
        new_faces=None if faces is None else min(faces, MOST_NEW_FACES),
        seen=number_in(request, "seen"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def make(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """Tables of those who are here. Asked for by a link, it says first what goes when they are mixed anew."""
    if request.method != "POST":
        context = frame(request, round_.event, round=round_, board=read_board(round_))
        return render(request, "workshops/make.html", context)
    with flash_errors(request):
        draw = _draw(request, round_)
        services.make_groups(round_=round_, by=request.user, now=timezone.now(), draw=draw)
        draft, real = (
            _("The draft is made of those who signed up."),
            _("The groups are made of those who are here."),
        )
        messages.success(request, draft if draw.draft else real)
    return redirect(board_url(round_))


@require_POST
@loads(EventDay, rules.can_make_groups, by=DAY)
def make_all(request: UserRequest, day: EventDay) -> HttpResponse:
    """Every round of the day that has no groups yet."""
    with flash_errors(request):
        count = services.make_all_groups(day=day, by=request.user, now=timezone.now())
        text = ngettext(
            "%(count)s round has got its groups.", "%(count)s rounds have got their groups.", count
        )
        done = text % {"count": count} if count else _("All rounds have their groups.")
        messages.success(request, done)
    return redirect("workshops:groups", day.event_id)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def repair(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """No-shows, walk-ins and leavers: three choices with what each comes to, before one is made."""
    if request.method == "POST":
        return _repair(request, round_)
    try:
        offers = offers_of(round_)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(board_url(round_))
    context = frame(request, round_.event, round=round_, offers=offers)
    return render(request, "workshops/repair.html", context)


def _repair(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    sent, seen = request.POST.get("choice", ""), number_in(request, "seen")
    choice = Choice(sent) if sent in Choice else Choice.FEWEST
    with flash_errors(request):
        services.repair_round(round_=round_, choice=choice, by=request.user, now=timezone.now(), seen=seen)
        messages.success(request, _("The tables fit those who are here."))
    return redirect(board_url(round_))
