"""The door on a tablet or phone. Works with plain forms; the script works without a network too."""

import uuid
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inkludering import permissions
from inkludering.errors import DomainError
from inkludering.limits import address_group, allow
from inkludering.middleware import client_ip
from inkludering.text import fold
from participants.door import (
    current_device,
    for_device,
    for_locked_device,
    forget,
    remember,
)
from participants.forms.door import OpenDoorForm, WalkInForm
from participants.models import DoorDevice, ScanKind
from participants.services.door_access import find_door_link, open_door, propose_name, revoke_device
from participants.services.door_list import count_guests, read_guest, read_guests
from participants.services.door_log import store_scans
from participants.services.door_people import walk_in
from participants.services.door_rows import ScanIn
from participants.views.door_shell import door_context, may_read_codes
from participants.views.door_words import words

CODES_FROM_ONE_ADDRESS = 20  # in ten minutes
Said = Literal["in", "already", "out"]


@require_http_methods(["GET", "HEAD", "POST"])
@permissions.device
def start(request: HttpRequest, code: str = "") -> HttpResponse:
    """Type or scan the code; the POST trades it for this device's own cookie."""
    if request.method == "POST":
        return _open(request)
    device = current_device(request)
    if device and not code:
        return redirect("door:list", device.day_id)
    link = find_door_link(code, timezone.now()) if code else None
    form = OpenDoorForm(initial={"code": code, "name": propose_name(link)}, has_link=link is not None)
    context = {"form": form, "link": link, "is_too_old": bool(code) and link is None, "words": words()}
    return render(request, "participants/door/start.html", context)


def _open(request: HttpRequest) -> HttpResponse:
    form = OpenDoorForm(request.POST)
    if not allow("door", address_group(client_ip(request)), times=CODES_FROM_ONE_ADDRESS, seconds=600):
        form.add_error(None, _("Too many tries. Wait ten minutes, or ask for a new code."))
        return render(request, "participants/door/start.html", {"form": form, "words": words()}, status=429)
    if form.is_valid():
        try:
            opened = open_door(**form.cleaned_data, now=timezone.now())
            return remember(redirect("door:list", opened.device.day_id), opened.device, opened.token)
        except DomainError as error:
            form.add_error("code", str(error))
    return render(request, "participants/door/start.html", {"form": form, "words": words()})


@require_safe
@for_device
@may_read_codes
def guests(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    """Everybody by first name; a search asks the server where there is no script."""
    search = request.GET.get("q", "")[:100]
    context = door_context(device) | {
        "guests": read_guests(day=device.day, search=fold(search)),
        "search": search,
        "numbers": count_guests(device.day),
        "said": _said(request, device),
    }
    return render(request, "participants/door/list.html", context)


def _said(request: HttpRequest, device: DoorDevice) -> dict[str, Any] | None:
    """The last thing done, for the bar with the way back. The address carries an id and nothing else."""
    kinds: dict[str, Said] = {"inn": "in", "var": "already", "ut": "out"}
    for name, kind in kinds.items():
        number = request.GET.get(name, "")
        if number.isascii() and number.isdigit() and len(number) < 15:
            guest = read_guest(day=device.day, registration_id=int(number))
            return {"kind": kind, "guest": guest} if guest else None
    return None


def scan_id_of(request: HttpRequest) -> uuid.UUID:
    """The id the form carries, so that a tap sent twice is stored once."""
    try:
        return uuid.UUID(request.POST.get("scan_id", ""))
    except ValueError:
        return uuid.uuid4()


def _store(request: HttpRequest, device: DoorDevice, pk: int, kind: ScanKind) -> HttpResponse:
    """One scan, and back to the list with what came of it."""
    now = timezone.now()
    scan = ScanIn(scan_id=scan_id_of(request), kind=kind, registration_id=pk, device_at=now)
    answer = store_scans(device=device, scans=[scan], now=now, locked=True)[0]
    query = {"in": f"?inn={pk}", "already": f"?var={pk}", "out": f"?ut={pk}"}.get(answer.verdict, "")
    return redirect(reverse("door:list", args=[device.day_id]) + query)


@require_POST
@for_locked_device
def check_in(request: HttpRequest, device: DoorDevice, registration_id: int) -> HttpResponse:
    """One tap. Somebody on the waiting list gets a seat with it: the host decides at the door."""
    return _store(request, device, registration_id, ScanKind.CHECK_IN)


@require_POST
@for_locked_device
def undo(request: HttpRequest, device: DoorDevice, registration_id: int) -> HttpResponse:
    return _store(request, device, registration_id, ScanKind.UNDO)


@require_http_methods(["GET", "HEAD", "POST"])
@for_device
def unannounced(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    """A guest who had not signed up; capacity warns, the host decides."""
    form = WalkInForm(request.POST or None, initial={"scan_id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        scan_id = form.cleaned_data["scan_id"]
        registration = walk_in(device=device, guest=form.guest(), scan_id=scan_id, now=timezone.now())
        return redirect(reverse("door:list", args=[device.day_id]) + f"?inn={registration.pk}")
    context = door_context(device) | {"form": form, "free": device.event.seats_free()}
    return render(request, "participants/door/walk_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permissions.device
def leave(request: HttpRequest) -> HttpResponse:
    """Ask first; then this device opens nothing any more."""
    device = current_device(request)
    if request.method != "POST" and device:
        return render(request, "participants/door/leave.html", {"device": device, "words": words()})
    if request.method == "POST" and device:
        revoke_device(device=device, by=None, now=timezone.now())
    return forget(redirect("door:start"))
