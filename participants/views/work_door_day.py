"""One day's door, seen from the coordinator's desk: how it stands, who is on shift, what looks double."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.models import EventDay
from inkludering.errors import flash_errors
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.forms.door import PairForm, ShiftForm
from participants.models import DoorShift
from participants.services.door_live import living_devices, read_live
from participants.services.door_pairs import (
    Pair,
    find_conflicts,
    find_pair,
    keep_apart,
    merge,
    propose_pairs,
)
from participants.services.door_shifts import add_shift, remove_shift
from regions import rules

OF_DAY = {"event_id": "event_id", "day_id": "pk"}


def _live(day: EventDay) -> dict[str, Any]:
    now = timezone.now()
    return {"day": day, "event": day.event, "live": read_live(day=day, now=now), "now": now}


def _page(request: UserRequest, day: EventDay, form: ShiftForm, status: int = 200) -> HttpResponse:
    context = _live(day) | {
        "event_tabs": tabs_for(request, day.event),
        "devices": living_devices(day, timezone.now()).select_related("day", "shift"),
        "shifts": DoorShift.objects.filter(day=day).order_by("name", "pk"),
        "conflicts": find_conflicts(day),
        "pairs": propose_pairs(day),
        "form": form,
    }
    return render(request, "participants/work/door_day.html", context, status=status)


@require_GET
@loads(EventDay, rules.can_open_door, by=OF_DAY)
def door_day(request: UserRequest, day: EventDay) -> HttpResponse:
    """Numbers, shifts, conflicts and pairs of one day."""
    return _page(request, day, ShiftForm())


@require_GET
@loads(EventDay, rules.can_see_groups, by={"day_id": "pk"})
def live_screen(request: HttpRequest, day: EventDay) -> HttpResponse:
    """The numbers, for a big screen: no names."""
    return render(request, "participants/work/door_screen.html", _live(day))


@require_POST
@loads(EventDay, rules.can_open_door, by=OF_DAY)
def shift_add(request: UserRequest, day: EventDay) -> HttpResponse:
    form = ShiftForm(request.POST)
    if not form.is_valid():
        return _page(request, day, form)
    with flash_errors(request):
        add_shift(day=day, by=request.user, **form.cleaned_data)
        messages.success(request, _("The tablets know it at their next contact."))
    return redirect("participants_work:door_day", day.event_id, day.pk)


@require_POST
@loads(DoorShift, rules.can_open_door, by={"event_id": "day__event_id", "shift_id": "pk"})
def shift_remove(request: UserRequest, shift: DoorShift) -> HttpResponse:
    day = shift.day
    remove_shift(shift=shift, by=request.user)
    return redirect("participants_work:door_day", day.event_id, day.pk)


def _pair(request: UserRequest, day: EventDay) -> Pair:
    form = PairForm(request.POST)
    pair = find_pair(day=day, **form.cleaned_data) if form.is_valid() else None
    if pair is None:
        raise Http404
    return pair


@require_POST
@loads(EventDay, rules.can_open_door, by=OF_DAY)
def same(request: UserRequest, day: EventDay) -> HttpResponse:
    """They are one person."""
    pair = _pair(request, day)
    with flash_errors(request):
        merge(day=day, pair=pair, by=request.user, now=timezone.now())
        messages.success(request, _("%(name)s is one person now.") % {"name": pair.kept.name})
    return redirect("participants_work:door_day", day.event_id, day.pk)


@require_POST
@loads(EventDay, rules.can_open_door, by=OF_DAY)
def apart(request: UserRequest, day: EventDay) -> HttpResponse:
    """They only share a name."""
    keep_apart(day=day, pair=_pair(request, day), by=request.user, now=timezone.now())
    return redirect("participants_work:door_day", day.event_id, day.pk)
