"""What the door's script hands in: a batch of what happened, with an answer for each."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from inkludering import permissions
from participants.door import COOKIE_NAME, for_locked_device
from participants.models import DoorDevice
from participants.services import door_quick
from participants.services.door_batch import Answer, store_items
from participants.views.door_items import read_item
from participants.views.door_sync import contact

LARGEST_BATCH = 500


@require_POST
@permissions.device
def scans(request: HttpRequest, day_id: int) -> HttpResponseBase:
    """Store a batch. A device drops a scan only on ``stored`` for its id; a bad one is named."""
    return _let_in(request, day_id) or _store(request, day_id)


def _let_in(request: HttpRequest, day_id: int) -> HttpResponse | None:
    """The answer to one ordinary check-in; None for all else."""
    token = request.COOKIES.get(COOKIE_NAME, "")
    sent = read_batch(request.body) if token else None
    item = read_item(sent[0]) if sent and len(sent) == 1 else None
    answer = door_quick.let_in(token=token, day_id=day_id, item=item, now=timezone.now()) if item else None
    return contact(request, answers=[as_json(answer)], unreadable=[]) if answer else None


@for_locked_device
def _store(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    sent = read_batch(request.body)
    if sent is None:
        return JsonResponse({"error": "unreadable"}, status=400)
    if len(sent) > LARGEST_BATCH:
        return JsonResponse({"error": "too many", "most": LARGEST_BATCH}, status=413)
    read = [read_item(item) for item in sent]
    good = list({item.scan_id: item for item in read if item}.values())
    answers = store_items(device=device, items=good, now=timezone.now(), locked=True) if good else []
    bad = [index for index, item in enumerate(read) if item is None]
    return contact(request, answers=[as_json(answer) for answer in answers], unreadable=bad)


def read_batch(body: bytes) -> list[Any] | None:
    """The list under ``scans``; None when the body is not that."""
    try:
        sent = json.loads(body)["scans"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return sent if isinstance(sent, list) else None


def as_json(answer: Answer) -> dict[str, Any]:
    """``stored`` with the id is what lets a device drop it; ``later`` tells it to send it again."""
    return {
        "stored" if answer.is_stored else "later": str(answer.scan_id),
        "verdict": answer.verdict,
        "at": answer.arrived_at.isoformat() if answer.arrived_at else None,
        "elsewhere": answer.elsewhere,
        "registration": answer.registration_id,
    }
