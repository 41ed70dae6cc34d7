"""One person at the door: the name on the tag, how it is said, and the tag itself from a printer."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from inkludering.errors import flash_errors
from participants.door import LABEL_COOKIE, for_device
from participants.forms.door import DoorNameForm, LabelForm, remembered_label
from participants.models import DoorDevice, ScanKind
from participants.services.door_batch import Item, store_items
from participants.services.door_list import Guest, read_guest
from participants.services.door_tags import print_tag
from participants.services.used_sheets import used_sheet
from participants.views.door_shell import door_context


def of_guest(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets the row of the list with this registration id; 404 for anybody else's."""

    @wraps(view)
    def found(request: HttpRequest, device: DoorDevice, registration_id: int) -> HttpResponse:
        guest = read_guest(day=device.day, registration_id=registration_id)
        if guest is None:
            raise Http404
        return view(request, device, guest)

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_device
@of_guest
def person(request: HttpRequest, device: DoorDevice, guest: Guest) -> HttpResponse:
    """Correct the name on the tag and how it is said; with or without a script."""
    form = DoorNameForm(request.POST or None, initial=_as_it_is(guest))
    if request.method == "POST" and form.is_valid():
        _rename(device, guest, **form.cleaned_data)
        return redirect("door:person", device.day_id, guest.id)
    return _page(request, device, guest, form=form)


def _as_it_is(guest: Guest) -> dict[str, Any]:
    return {"name": guest.shown_name, "pronunciation": guest.say, "scan_id": uuid.uuid4()}


def _rename(device: DoorDevice, guest: Guest, *, name: str, pronunciation: str, scan_id: uuid.UUID) -> None:
    """A line in the log, as when the script does it. The name as it was signed up needs no correction."""
    now = timezone.now()
    item = Item(
        scan_id=scan_id,
        kind=ScanKind.RENAME,
        device_at=now,
        registration_id=guest.id,
        name="" if name == guest.signed_up_as else name,
        pronunciation=pronunciation,
    )
    store_items(device=device, items=[item], now=now)


def _page(request: HttpRequest, device: DoorDevice, guest: Guest, **forms: Any) -> HttpResponse:
    used = used_sheet(device.event.region_id)
    remembered = remembered_label(request.COOKIES.get(LABEL_COOKIE, ""), used)
    labels = LabelForm(initial=remembered, used=used)
    name = DoorNameForm(initial=_as_it_is(guest))
    context = door_context(device) | {"guest": guest, "form": name, "labels": labels} | forms
    return render(request, "participants/door/person.html", context)


@require_POST
@for_device
@of_guest
def tag(request: HttpRequest, device: DoorDevice, guest: Guest) -> HttpResponse:
    """The tag as a PDF, and the next free label remembered on this device."""
    labels = LabelForm(request.POST, used=used_sheet(device.event.region_id))
    if not labels.is_valid():
        return _page(request, device, guest, labels=labels)
    answer: HttpResponse = redirect("door:person", device.day_id, guest.id)
    with flash_errors(request):
        sheet, first = labels.label_sheet(), labels.cleaned_data["first"]
        now = timezone.now()
        content = print_tag(device=device, registration_id=guest.id, sheet=sheet, first=first, now=now)
        answer = HttpResponse(content, content_type="application/pdf")
        answer["Content-Disposition"] = 'inline; filename="navnelapp.pdf"'
        _remember_label(answer, device, labels)
    return answer


def _remember_label(response: HttpResponse, device: DoorDevice, labels: LabelForm) -> None:
    response.set_cookie(
        LABEL_COOKIE,
        labels.remembered(),
        expires=device.expires_at,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
