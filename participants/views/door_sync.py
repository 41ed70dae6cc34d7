"""What the door's script asks for: the list of its day, and what has changed since it asked last."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_safe

from participants.door import for_device
from participants.models import DoorDevice
from participants.services import door_sync
from participants.services.door_sync import note_report, people_stamp
from participants.views.door_items import read_report, whole


def contact(request: HttpRequest, **facts: Any) -> JsonResponse:
    """An answer that a script knows for ours: a captive portal does not say ``app``."""
    said = {"app": "dor", "now": timezone.now().isoformat()}
    if request.method != "POST":  # whoever may post has a token that holds
        said["csrf"] = get_token(request)
    return JsonResponse(said | facts)


@require_safe
@for_device
def people(request: HttpRequest, device: DoorDevice) -> JsonResponse:
    """Everything a tablet takes along. The line of the log is read first: what comes after it is news."""
    last, stamp = door_sync.last_scan(device.day), people_stamp(device.day)
    rows = door_sync.read_people(day=device.day)
    return contact(request, last=last, stamp=stamp, day=door_sync.day_facts(device), people=rows)


@require_safe
@for_device
def changes(request: HttpRequest, device: DoorDevice) -> JsonResponse:
    """The rows that changed since ``since``, and whether the whole list is worth asking for again."""
    note_report(device=device, report=read_report(request.GET), now=timezone.now())
    since = max(0, min(2**62, whole(request.GET.get("since"))))
    last = door_sync.last_scan(device.day)
    rows = door_sync.changed_since(day=device.day, scan=since) if last > since else []
    return contact(request, last=last, stamp=people_stamp(device.day), people=rows)
