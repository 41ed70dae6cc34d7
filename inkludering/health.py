"""Is it alive, is it ready, is all of it working? Numbers only, nothing about anybody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inkludering.outbox.models import WAITING, Heartbeat, Message, MessageStatus
from inkludering.outbox.services.pulse import WORKER
from inkludering.permissions import public

WORKER_SILENT = timedelta(minutes=2)  # beats each 15 s
OUTBOX_LATE = timedelta(minutes=5)  # pumped each 15 s
FAILED_RECENTLY = timedelta(days=1)

Answer = dict[str, Any]


@public
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nobody else, so that a slow database restarts no container."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """May visitors be sent here? Only the database decides: all else may be away for a while.

    What is wrong elsewhere is in the body; ``?alt=1`` answers 503 for that too, for an alarm.
    """
    parts = look_around()
    healthy = all(part["ok"] for part in parts.values())
    up = healthy if "alt" in request.GET else parts["database"]["ok"]
    body = {"status": "ok" if healthy else "degraded" if up else "down", **parts}
    return JsonResponse(body, status=200 if up else 503)


def look_around() -> dict[str, Answer]:
    """Every part with ``ok`` and its figures. Never raises."""
    asked: dict[str, Callable[[], Answer]] = {
        "database": _database,
        "cache": _cache,
        "worker": _worker,
        "outbox": _outbox,
    }
    return {name: _ask(question) for name, question in asked.items()}


def _ask(question: Callable[[], Answer]) -> Answer:
    try:
        return question()
    except DatabaseError:
        return {"ok": False, "error": "database"}
    except Exception as error:  # noqa: BLE001  # a broken part is the answer, not a fault
        return {"ok": False, "error": type(error).__name__}


def _database() -> Answer:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True}


def _cache() -> Answer:
    """Writes and reads back: a cache that forgives a missing server says nothing by itself."""
    value = uuid4().hex
    cache.set("health", value, timeout=10)
    return {"ok": cache.get("health") is not None}


def _worker() -> Answer:
    """From beat through the broker to a worker that reaches the database."""
    beat = Heartbeat.objects.filter(name=WORKER).values_list("beaten_at", flat=True).first()
    if beat is None:
        return {"ok": False, "age_seconds": None}
    age = timezone.now() - beat
    return {"ok": age < WORKER_SILENT, "age_seconds": int(age.total_seconds())}


def _outbox() -> Answer:
    now = timezone.now()
    counted = Message.objects.aggregate(
        depth=Count("pk", filter=Q(status__in=[*WAITING, MessageStatus.INFLIGHT])),
        oldest=Min("not_before", filter=Q(status__in=WAITING, not_before__lte=now)),
        held=Count("pk", filter=Q(status=MessageStatus.HELD)),
        failed=Count("pk", filter=Q(status=MessageStatus.FAILED, not_before__gt=now - FAILED_RECENTLY)),
    )
    late = now - (counted["oldest"] or now)
    return {
        "ok": late < OUTBOX_LATE,
        "depth": counted["depth"],
        "oldest_seconds": int(late.total_seconds()),
        "held": counted["held"],
        "failed": counted["failed"],
    }
