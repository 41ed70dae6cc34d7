"""The door on a tablet or phone. Works with plain forms; ``dor.js`` makes it quicker."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inkludering import permissions
from inkludering.errors import DomainError
from inkludering.text import fold
from participants.door import COOKIE_NAME, current_device, for_device, remember
from participants.forms.door import OpenDoorForm, WalkInForm
from participants.models import DoorDevice, Registration, ScanKind
from participants.services.door_access import open_door
from participants.services.door_list import read_door_list
from participants.services.door_log import ScanIn, store_scans
from participants.services.door_people import let_in, walk_in


@require_http_methods(["GET", "HEAD", "POST"])
@permissions.device
def start(request: HttpRequest, code: str = "") -> HttpResponse:
    """Type or scan the code; the POST trades it for this device's own cookie."""
    device = current_device(request)
    if device and not code and request.method != "POST":
        return redirect("door:list", device.day_id)
    form = OpenDoorForm(request.POST or None, initial={"code": code, "name": _("Tablet")})
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_door(**form.cleaned_data, now=timezone.now())
            return remember(redirect("door:list", opened.device.day_id), opened.device, opened.token)
        except DomainError as error:
            form.add_error("code", str(error))
    return render(request, "participants/door/start.html", {"form": form})


@require_GET
@for_device
def guests(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    """Everybody by first name; a search asks the server where there is no script."""
    search = request.GET.get("q", "")[:100]
    context = {
        "device": device,
        "event": device.event,
        "door": read_door_list(day=device.day, search=fold(search)),
        "search": search,
        "now": timezone.now(),
        "said": _said(request, device),
    }
    return render(request, "participants/door/list.html", context)


def _said(request: HttpRequest, device: DoorDevice) -> dict[str, Any] | None:
    """The last thing done, for the bar with the undo button. The address carries its id and nothing else."""
    number = request.GET.get("inn", "")
    if not (number.isascii() and number.isdigit() and len(number) < 15):
        return None
    found = Registration.objects.filter(event=device.event, pk=int(number), attendances__day=device.day)
    row = found.values("pk", "first_name", "attendances__arrived_at").first()
    return row and {"id": row["pk"], "first_name": row["first_name"], "at": row["attendances__arrived_at"]}


def _scan_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("scan_id", ""))
    except ValueError:
        return uuid.uuid4()


def _store(request: HttpRequest, device: DoorDevice, pk: int, kind: ScanKind) -> None:
    now = timezone.now()
    scan = ScanIn(scan_id=_scan_id(request), kind=kind, registration_id=pk, device_at=now)
    store_scans(device=device, scans=[scan], now=now)


@require_POST
@for_device
def check_in(request: HttpRequest, device: DoorDevice, registration_id: int) -> HttpResponse:
    """One tap. Somebody on the waiting list gets a seat with it: the host decides at the door."""
    let_in(device=device, registration_id=registration_id, now=timezone.now())
    _store(request, device, registration_id, ScanKind.CHECK_IN)
    return redirect(f"/dor/{device.day_id}/?inn={registration_id}")


@require_POST
@for_device
def undo(request: HttpRequest, device: DoorDevice, registration_id: int) -> HttpResponse:
    _store(request, device, registration_id, ScanKind.UNDO)
    messages.info(request, _("The check-in is undone."))
    return redirect("door:list", device.day_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_device
def unannounced(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    """A guest who had not signed up; capacity warns, the host decides."""
    form = WalkInForm(request.POST or None, initial={"scan_id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        scan_id = form.cleaned_data["scan_id"]
        registration = walk_in(device=device, guest=form.guest(), scan_id=scan_id, now=timezone.now())
        return redirect(f"/dor/{device.day_id}/?inn={registration.pk}")
    context = {"device": device, "event": device.event, "form": form, "free": device.event.seats_free()}
    return render(request, "participants/door/walk_in.html", context)


@require_POST
@permissions.device
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the door on this device."""
    response = redirect("door:start")
    response.delete_cookie(COOKIE_NAME, samesite="Strict")
    return response
