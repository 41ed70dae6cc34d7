"""What the door's script calls: a batch of scans with an answer for each, and whether there is news."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from inkludering.dates import clock
from participants.door import for_device, for_locked_device
from participants.models import DoorDevice, ScanKind
from participants.services.door_list import read_stamp
from participants.services.door_log import ScanAnswer, ScanIn, store_scans

LARGEST_BATCH = 500
LARGEST_ID = 2**63 - 1
LARGEST_OFFSET = 10**8  # seconds, three years: a clock that is further off says nothing
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@require_safe
@for_device
def news(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    """A stamp that changes when the list does; 401 tells a revoked device to leave."""
    return JsonResponse({"stamp": read_stamp(device.day), "clock": clock(timezone.now())})


@require_POST
@for_locked_device
def scans(request: HttpRequest, device: DoorDevice) -> HttpResponse:
    """Store a batch. A device drops a scan only on ``stored`` for its id; a bad one is named."""
    sent = read_batch(request.body)
    if sent is None:
        return JsonResponse({"error": "unreadable"}, status=400)
    if len(sent) > LARGEST_BATCH:
        return JsonResponse({"error": "too many", "most": LARGEST_BATCH}, status=413)
    read = [read_scan(item) for item in sent]
    good = list({scan.scan_id: scan for scan in read if scan}.values())
    now = timezone.now()
    answers = store_scans(device=device, scans=good, now=now, locked=True) if good else []
    bad = [index for index, scan in enumerate(read) if scan is None]
    return JsonResponse({"now": now.isoformat(), "answers": [as_json(a) for a in answers], "unreadable": bad})


def read_batch(body: bytes) -> list[Any] | None:
    """The list under ``scans``; None when the body is not that."""
    try:
        sent = json.loads(body)["scans"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return sent if isinstance(sent, list) else None


def as_json(answer: ScanAnswer) -> dict[str, Any]:
    return {
        "stored": str(answer.stored),
        "verdict": answer.verdict,
        "at": answer.arrived_at.isoformat() if answer.arrived_at else None,
        "elsewhere": answer.elsewhere,
    }


def read_scan(item: Any) -> ScanIn | None:
    """One scan as sent; None when it cannot be understood."""
    try:
        return ScanIn(
            scan_id=UUID(item["id"]),
            kind=ScanKind(item["kind"]),
            registration_id=_number(item["registration"]),
            device_at=_moment(item["at"]),
            clock_offset=max(-LARGEST_OFFSET, min(LARGEST_OFFSET, int(item.get("offset", 0)))),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LARGEST_ID:
        raise ValueError("not an id")
    return value


def _moment(value: Any) -> datetime:
    """No scan is refused for what its clock says, only for what is no time at all."""
    moment = parse_datetime(value)
    if moment is None:
        raise ValueError("not a time")
    return max(EARLIEST, min(LATEST, moment if moment.tzinfo else moment.replace(tzinfo=UTC)))
