"""Changes at the tables: move, place, put together, lock, undo."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads
from regions import rules
from workshops import services
from workshops.models import Change, Seat, WorkshopRound
from workshops.views.board import ROUND, SEAT, board_url


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number that was sent, or None."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _table(request: HttpRequest, name: str = "table") -> int:
    number = number_in(request, name)
    if number is None or number > 999:
        raise DomainError(_("Choose a table."))
    return number


@require_POST
@loads(Seat, rules.can_make_groups, by=SEAT)
def move(request: UserRequest, seat: Seat) -> HttpResponse:
    """To another table. The page comes back at the table the person left, with a way to undo it."""
    origin, said = seat.group.number, ""
    with flash_errors(request):
        services.move(seat=seat, to_group=_table(request), by=request.user, seen=number_in(request, "seen"))
        said = f"?moved={seat.pk}&from={origin}"
    return redirect(f"{board_url(seat.round)}{said}#table-{origin}")


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def move_many(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """The list's choices: everybody whose table was changed there."""
    to = {}
    for seat in Seat.objects.filter(round=round_):
        table = number_in(request, f"table-{seat.pk}")
        if table is not None and table != number_in(request, f"was-{seat.pk}"):
            to[seat.registration_id] = table
    with flash_errors(request):
        seen = number_in(request, "seen")
        if services.move_people(round_=round_, to=to, by=request.user, seen=seen) is None:
            messages.info(request, _("Nobody was moved."))
    shown = urlencode({"view": "list", "sort": request.POST.get("sort", ""), "q": request.POST.get("q", "")})
    return redirect(f"{board_url(round_)}?{shown}")


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def place(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """A chair for one person who came late, or for all of them."""
    with flash_errors(request):
        only = number_in(request, "registration")
        count = services.place_newcomers(round_=round_, by=request.user, only=only)
        text = ngettext("%(count)s person has a table now.", "%(count)s people have a table now.", count)
        messages.success(request, text % {"count": count} if count else _("Everybody here has a table."))
    return redirect(board_url(round_))


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def merge(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    into = number_in(request, "into") or 0
    with flash_errors(request):
        seen = number_in(request, "seen")
        services.merge_tables(round_=round_, table=_table(request), into=into, by=request.user, seen=seen)
    return redirect(f"{board_url(round_)}#table-{into}")


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def undo(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    """The change that the button named, and no other."""
    change = get_object_or_404(Change, round=round_, pk=number_in(request, "change") or 0)
    with flash_errors(request):
        services.undo(change=change, by=request.user)
        messages.success(request, _("Undone."))
    return redirect(board_url(round_))


@require_POST
@loads(Seat, rules.can_make_groups, by=SEAT)
def lock_person(request: UserRequest, seat: Seat) -> HttpResponse:
    services.lock_person(seat=seat, locked=request.POST.get("locked") == "1", by=request.user)
    return redirect(f"{board_url(seat.round)}#table-{seat.group.number}")


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def lock_table(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    with flash_errors(request):
        locked = request.POST.get("locked") == "1"
        services.lock_table(round_=round_, table=_table(request), locked=locked, by=request.user)
    return redirect(f"{board_url(round_)}#table-{number_in(request, 'table') or 1}")


@require_POST
@loads(WorkshopRound, rules.can_make_groups, by=ROUND)
def lock_round(request: UserRequest, round_: WorkshopRound) -> HttpResponse:
    services.lock_tables(round_=round_, locked=request.POST.get("locked") == "1", by=request.user)
    return redirect(board_url(round_))
