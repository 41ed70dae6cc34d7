"""Where the tables can be seen: the big screen, the phones, name tags and table signs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from inkludering.errors import flash_errors
from inkludering.permissions import UserRequest, loads
from participants.models import PaperKind
from participants.services.papers import order_paper
from regions import rules
from workshops import services
from workshops.models import WorkshopRound
from workshops.views.board import ROUND, board_url, frame


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def show(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    with flash_errors(request):
        services.show_round(round_=round_, by=request.user, now=timezone.now())
        messages.success(request, _("The tables are on the screen and on the participants' own pages."))
    return redirect(board_url(round_))


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def hide(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    services.hide_round(round_=round_, by=request.user)
    messages.success(request, _("The tables are no longer shown."))
    return redirect(board_url(round_))


@require_GET
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def publish(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """Each place the tables can be seen, and whether they are."""
    return render(request, "workshops/publish.html", frame(request, round_.event, round=round_))


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def on_tags(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """Let name tags carry the tables, or no longer."""
    with flash_errors(request):
        now = timezone.now() if request.POST.get("on") == "1" else None
        services.print_round(round_=round_, by=request.user, now=now)
        said = (
            _("Name tags printed from now on say the table.")
            if now
            else _("Name tags no longer say the table.")
        )
        messages.success(request, said)
    return redirect("workshops:publish", round_.event.pk, round_.pk)


@require_POST
@loads(WorkshopRound, rules.can_print_paper, by=ROUND)
def signs(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """Order a sign for each table, to print and fold."""
    choices = {"round": round_.pk, "names": request.POST.get("names") == "1"}
    paper = order_paper(
        day=round_.day, kind=PaperKind.TABLE_SIGNS, by=request.user, now=timezone.now(), choices=choices
    )
    return redirect("participants_work:paper_wait", round_.event.pk, paper.pk)
