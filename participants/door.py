"""The door's own principal: a cookie on a device, good for one event day and these routes alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from inkludering import permissions
from participants.models import DoorDevice
from participants.services.door_access import device_of

COOKIE_NAME = "__Host-door" if settings.SESSION_COOKIE_SECURE else "door"

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


def current_device(request: HttpRequest) -> DoorDevice | None:
    """The living device behind this request."""
    token = request.COOKIES.get(COOKIE_NAME, "")
    return device_of(token, timezone.now()) if token else None


def for_device(view: View) -> View:
    """The view gets the device of its cookie; another day than the device's own is not found for it."""

    @wraps(view)
    def guarded(request: HttpRequest, day_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        device = current_device(request)
        if device is None:
            return redirect("door:start")
        if device.day_id != day_id:
            return render(request, "participants/door/other_day.html", {"device": device}, status=404)
        return view(request, device, *args, **kwargs)

    return permissions.device(guarded)
