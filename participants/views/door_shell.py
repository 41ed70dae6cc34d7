"""The door without a network: the service worker, and the pages it keeps, which hold no name."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from inkludering import permissions
from inkludering.dates import short_date
from inkludering.languages import DEFAULT, work_language
from participants.forms.door import CountForm, WalkInForm
from participants.models import DoorDevice
from participants.services.door_list import DoorNumbers
from participants.views import door_assets
from participants.views.door_words import words

# Only the door runs the reader of codes, which is WebAssembly.
READER = {"script-src": ["'wasm-unsafe-eval'"]}

END_OF_WORK = """
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("dor-")) await caches.delete(name);
  await self.registration.unregister();
})()));
"""


def may_read_codes(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page may run the reader."""

    @wraps(view)
    def allowed(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        setattr(response, "_csp_update", READER)  # noqa: B010  # as csp_update does, for views with arguments
        return response

    return allowed


def shell_url(page: str) -> str:
    """Where a page without names lies, in the language of the moment."""
    return reverse("door:shell", args=[get_language() or DEFAULT, page])


def script_context() -> dict[str, object]:
    """What every page of the door needs for its script."""
    return {
        "words": words(),
        "version": door_assets.version(get_language()),
        "scripts": [f"js/dor/{name}.js" for name in door_assets.SCRIPTS],
        "shell_url": shell_url("liste"),
    }


def door_context(device: DoorDevice) -> dict[str, object]:
    """What every page of the door says of its day."""
    return {
        "device": device,
        "day_id": device.day_id,
        "title": f"{device.event}, {short_date(device.day.date)}",
        "now": timezone.now(),
    } | script_context()


@require_safe
@permissions.device
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, for everything under /dor/. With DOOR_WORKER=0 it takes itself away."""
    with translation.override(work_language(request.GET.get("language", DEFAULT))):
        facts = {
            "version": door_assets.version(get_language()),
            "assets": door_assets.urls(),
            "shell": shell_url("start").removesuffix("start/"),
            "pages": [shell_url(page) for page in door_assets.SHELLS],
        }
    work = f"const DOOR = {json.dumps(facts)};\n{door_assets.read(door_assets.WORKER).decode()}"
    response = HttpResponse(
        work if settings.DOOR_WORKER else END_OF_WORK, content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache, private"
    return response


TEMPLATES = {
    "liste": "participants/door/list.html",
    "uanmeldt": "participants/door/walk_in.html",
    "telling": "participants/door/count.html",
    "papir": "participants/door/paper.html",
    "selv": "participants/door/kiosk.html",
    "start": "participants/door/shell_start.html",
}


@require_safe
@permissions.device
@may_read_codes
def shell(request: HttpRequest, language: str, page: str) -> HttpResponse:
    """A page without day, names or token: the script fills it from what the tablet holds."""
    if page not in TEMPLATES or language != work_language(language):
        raise Http404
    with translation.override(language):
        return HttpResponse(_render_shell(page))


def _render_shell(page: str) -> str:
    context = {
        "day_id": 0,
        "is_shell": True,
        "numbers": DoorNumbers(),
        "guests": [],
        "form": {"uanmeldt": WalkInForm, "telling": CountForm}.get(page, lambda: None)(),
    }
    return render_to_string(TEMPLATES[page], context | script_context())
