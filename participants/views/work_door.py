"""The coordinator opens doors: a link for a tablet, and the devices that stand there now."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.models import Event, EventDay
from inkludering.errors import DomainError
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from inkludering.qr import qr_data_uri
from participants.models import DeviceKind, DoorDevice
from participants.services.door_access import LINK_LIVES, make_door_link, revoke_device
from participants.services.door_list import count_doors
from regions import rules


def _context(request: UserRequest, event: Event) -> dict[str, Any]:
    days = list(event.days.order_by("date"))
    numbers = count_doors(days)
    devices = DoorDevice.objects.filter(day__event=event, kind=DeviceKind.DOOR)
    return {
        "event": event,
        "event_tabs": tabs_for(request, event),
        "days": [{"day": day, "door": numbers[day.pk]} for day in days],
        "devices": devices.select_related("day", "shift").order_by("-made_at"),
        "now": timezone.now(),
    }


@require_GET
@loads(Event, rules.can_open_door)
def doors(request: UserRequest, event: Event) -> HttpResponse:
    """The days with their numbers, and the devices."""
    return render(request, "participants/work/doors.html", _context(request, event))


@require_POST
@loads(EventDay, rules.can_open_door, by={"event_id": "event_id", "day_id": "pk"})
def make_link(request: UserRequest, day: EventDay) -> HttpResponse:
    """Show the code once, as a QR and as letters; it is stored nowhere."""
    try:
        code = make_door_link(day=day, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("participants_work:doors", day.event_id)
    context = _context(request, day.event) | {"link": _link(request, code), "day": day}
    return render(request, "participants/work/door_link.html", context)


def _link(request: UserRequest, code: str) -> dict[str, Any]:
    """The code as an address, as a picture of it, and in two groups to type."""
    url = request.build_absolute_uri(reverse("door:code", args=[code]))
    return {
        "url": url,
        "start": request.build_absolute_uri(reverse("door:start")),
        "code": f"{code[:5]} {code[5:]}",
        "qr": qr_data_uri(url),
        "minutes": int(LINK_LIVES.total_seconds() // 60),
    }


@require_POST
@loads(DoorDevice, rules.can_open_door, by={"event_id": "day__event_id", "device_id": "pk"})
def revoke(request: UserRequest, device: DoorDevice) -> HttpResponse:
    revoke_device(device=device, by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s no longer opens the door.") % {"name": device.name})
    return redirect("participants_work:doors", device.day.event_id)
