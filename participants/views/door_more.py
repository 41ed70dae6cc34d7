"""The door's other pages: several at once, a count by hand, people who check themselves in."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inkludering.text import fold
from participants.door import for_device
from participants.forms.door import CountForm
from participants.models import DoorDevice, ScanKind
from participants.services.door_batch import Item, store_items
from participants.services.door_list import Guest, read_guest, read_guests
from participants.services.door_log import store_scans
from participants.services.door_rows import ScanIn
from participants.views.door_shell import door_context

LETTERS, HITS = 3, 5  # a stranger at the kiosk sees few names, and none without a beginning
MOST_AT_ONCE = 500


def _ids(request: HttpRequest) -> list[int]:
    sent = request.POST.getlist("person")[:MOST_AT_ONCE]
    return [int(text) for text in sent if text.isascii() and text.isdigit() and len(text) < 15]


def _let_in(device: DoorDevice, ids: list[int]) -> None:
    now = timezone.now()
    scans = [ScanIn(uuid.uuid4(), ScanKind.CHECK_IN, pk, now) for pk in ids]
    store_scans(device=device, scans=scans, now=now)


@require_http_methods(["GET", "HEAD", "POST"])
@for_device
def paper(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    """Tick many, save once: a paper list, or colleagues who came together."""
    if request.method == "POST":
        _let_in(device, _ids(request))
        return redirect("door:list", device.day_id)
    search = request.GET.get("q", "")[:100]
    missing = [one for one in read_guests(day=device.day, search=fold(search)) if not one.arrived_at]
    context = door_context(device) | {"guests": missing, "search": search}
    return render(request, "participants/door/paper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_device
def count(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    """A count by hand, kept beside the check-ins."""
    form = CountForm(request.POST or None, initial={"scan_id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        now, scan_id = timezone.now(), form.cleaned_data["scan_id"]
        item = Item(scan_id=scan_id, kind=ScanKind.COUNT, device_at=now, numbers=form.numbers())
        store_items(device=device, items=[item], now=now)
        return redirect("door:list", device.day_id)
    return render(request, "participants/door/count.html", door_context(device) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_device
def kiosk(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    """Check yourself in: three letters, at most five names."""
    found: list[Guest] = []
    hint = _("Write the first three letters of your name.")
    if request.method == "POST":
        hint = _welcome(device, _ids(request)[:1]) or hint
    elif search := fold(request.GET.get("q", "")[:100]):
        found, hint = _few(device, search)
    context = door_context(device) | {"guests": found, "hint": hint}
    return render(request, "participants/door/kiosk.html", context)


def _welcome(device: DoorDevice, ids: list[int]) -> str:
    guest = read_guest(day=device.day, registration_id=ids[0]) if ids else None
    if guest is None or guest.is_waiting:  # a seat at the door is for a host to give
        return ""
    if not guest.arrived_at:
        _let_in(device, ids)
    return _("Welcome, %(name)s!") % {"name": guest.first_name}


def _few(device: DoorDevice, search: str) -> tuple[list[Guest], str]:
    """Those who fit, when they are few enough to show, and what to do next."""
    if len(search.replace(" ", "")) < LETTERS:
        return [], _("Write the first three letters of your name.")
    found = [one for one in read_guests(day=device.day, search=search) if not one.is_waiting]
    if len(found) > HITS:
        return [], _("Many begin like that. Write one letter more.")
    return found, _("Tap your name.") if found else _("We do not find that name. Ask somebody at the door.")
