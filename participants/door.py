"""The door's own principal: a cookie on a device, good for one event day and these routes alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from inkludering import permissions
from inkludering.languages import speaks, work_language
from participants.models import DoorDevice
from participants.services.door_access import device_of

COOKIE_NAME = "__Host-door" if settings.SESSION_COOKIE_SECURE else "door"
LABEL_COOKIE = "__Host-label" if settings.SESSION_COOKIE_SECURE else "label"

View = Callable[..., HttpResponseBase]


def remember(response: HttpResponse, device: DoorDevice, token: str) -> HttpResponse:
    """Give the device its cookie, until its door closes."""
    response.set_cookie(
        COOKIE_NAME,
        token,
        expires=device.expires_at,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Take the cookie away again."""
    response.set_cookie(
        COOKIE_NAME, max_age=0, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict"
    )
    return response


def current_device(request: HttpRequest, *, lock: bool = False) -> DoorDevice | None:
    """The living device behind this request."""
    token = request.COOKIES.get(COOKIE_NAME, "")
    return device_of(token, timezone.now(), lock=lock) if token else None


def language_of(device: DoorDevice) -> str:
    """The language of the day behind the door, or the nearest that the door speaks."""
    return work_language(device.event.language)


def by_script(request: HttpRequest) -> bool:
    """Did the door's script ask, rather than a form or a link?"""
    return request.headers.get("X-Requested-With") == "fetch" or request.content_type == "application/json"


def for_device(view: View) -> View:
    """The view gets the device of its cookie, and speaks the language of its day; another day than the
    device's own is not found for it."""
    speaking = speaks(language_of)(view)

    @wraps(view)
    def guarded(request: HttpRequest, day_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        device = current_device(request)
        return refusal(request, device, day_id) or speaking(request, device, *args, **kwargs)

    return permissions.device(guarded)


def for_locked_device(view: View) -> View:
    """As ``for_device``, in one transaction that holds the day's row: the lock on its scan log."""

    @wraps(view)
    def guarded(request: HttpRequest, day_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            device = current_device(request, lock=True)
            return refusal(request, device, day_id) or view(request, device, *args, **kwargs)

    return permissions.device(guarded)


def refusal(request: HttpRequest, device: DoorDevice | None, day_id: int) -> HttpResponse | None:
    """What to answer instead when this is no living device, or another day's."""
    if device is None:
        closed = JsonResponse({"app": "dor", "error": "closed"}, status=401)
        return closed if by_script(request) else redirect("door:start")
    if device.day_id != day_id and by_script(request):
        return JsonResponse({"app": "dor", "error": "another day"}, status=404)
    if device.day_id != day_id:
        return render(request, "participants/door/other_day.html", {"device": device}, status=404)
    return None
