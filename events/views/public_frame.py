"""What all public pages share: addresses for machines, languages, and how long an answer may be kept."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache, caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import translate_url
from django.utils.cache import get_conditional_response
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import get_language

from events.addresses import absolute
from inkludering.context import LANGUAGE_NAMES

KEPT_SECONDS = 600  # of a page in the cache; a newer version has another key, so this only frees memory
NEAR_SECONDS = 60  # on top of that, in the memory of one process
DESCRIPTION_LENGTH = 160
DEFAULT_RELEASE = "dev"

Answer = TypeVar("Answer", bound=HttpResponseBase)


@dataclass(frozen=True)
class Meta:
    """What stands in the head of a page for machines."""

    description: str
    canonical: str
    alternates: list[dict[str, str]]


def frame(request: HttpRequest, description: str = "") -> dict[str, Any]:
    """Context of every public page. Addresses come without the query: it belongs to one visitor."""
    alternates = [
        {"code": code, "name": name, "url": translate_url(request.path, code)}
        for code, name in LANGUAGE_NAMES.items()
    ]
    meta = Meta(
        description=Truncator(" ".join(description.split())).chars(DESCRIPTION_LENGTH),
        canonical=absolute(request.path),
        alternates=[link | {"url": absolute(link["url"])} for link in alternates],
    )
    active = get_language()
    return {"meta": meta, "language_links": [link for link in alternates if link["code"] != active]}


def page(request: HttpRequest, template: str, context: dict[str, Any], description: str = "") -> HttpResponse:
    """A public page that is made anew each time. Browsers ask again before they show a kept copy."""
    return _keep_private(render(request, template, frame(request, description) | context))


def cached_page(request: HttpRequest, parts: tuple[object, ...], make: Callable[[], str]) -> HttpResponseBase:
    """The page that ``parts`` name fully, from the cache or made now.

    A visitor with a session or a message gets a page of their own, which nobody else is shown.
    """
    if _is_personal(request):
        return _keep_private(HttpResponse(make()))
    key = _key(parts)
    etag = f'"{key[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _keep_private(unchanged)
    response = _keep_private(HttpResponse(_kept(key, make)))
    response["ETag"] = etag
    return response


def kept_html(request: HttpRequest, parts: tuple[object, ...], make: Callable[[], str]) -> str:
    """As ``cached_page``, for a page with gaps that are filled anew for each visitor (``fill``)."""
    return make() if _is_personal(request) else _kept(_key(parts), make)


def gap(name: str) -> str:
    """Stands in kept HTML for what differs from visitor to visitor."""
    return f"\N{WHITE SQUARE}{name}\N{WHITE SQUARE}"


def fill(html: str, values: Mapping[str, object]) -> str:
    """Put the escaped ``values`` into the gaps with their names."""
    return _GAP.sub(lambda found: escape(values.get(found[1], found[0])), html)


_GAP = re.compile(gap("([a-z_]+)"))


def _key(parts: tuple[object, ...]) -> str:
    return sha256(repr((release(), get_language(), *parts)).encode()).hexdigest()


def _kept(key: str, make: Callable[[], str]) -> str:
    """From this process's own memory, from the cache all share, or made now."""
    name, near = f"page:{key}", caches["near"]
    html: str | None = near.get(name)
    if html is None:
        html = cache.get(name)
        if html is None:
            html = make()
            cache.set(name, html, KEPT_SECONDS)
        near.set(name, html, NEAR_SECONDS)
    return html


def _is_personal(request: HttpRequest) -> bool:
    return bool({settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys())


def _keep_private(response: Answer) -> Answer:
    response["Cache-Control"] = "private, no-cache"
    return response


@lru_cache(maxsize=1)
def release() -> str:
    """What tells one release's pages from the next; without a name, the newest file they are made of."""
    if settings.RELEASE != DEFAULT_RELEASE:
        return str(settings.RELEASE)
    sources = [*_files("templates", "*.html"), *_files("locale", "*.mo"), *_files("events", "*.py")]
    return str(max(path.stat().st_mtime_ns for path in sources))


def _files(folder: str, pattern: str) -> list[Path]:
    return list((Path(settings.BASE_DIR) / folder).rglob(pattern))
