"""What every page needs to know about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from inkludering.navigation import Registry

LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "sv": "Svenska", "da": "Dansk", "en": "English"}

site_extras: Registry[Any] = Registry()  # functions (request) -> dict, filled by the storeys above


_has_languages: dict[str, bool] = {}  # by view: resolving an address again is slow


def has_languages(view_name: str, path: str) -> bool:
    """Is this a page for visitors, with the language in its address?"""
    if view_name not in _has_languages:
        _has_languages[view_name] = translate_url(path, "en") != path or path.startswith("/en/")
    return _has_languages[view_name]


def language_links(request: HttpRequest) -> list[dict[str, str]]:
    """The same page in the other languages: the prefix in the path is the whole choice."""
    active, match = get_language() or "nb", request.resolver_match
    if match is None or not has_languages(match.view_name, request.path):
        return []
    path = request.get_full_path().removeprefix(f"/{active}/" if active != "nb" else "/").lstrip("/")
    return [
        {"code": code, "name": name, "url": f"/{path}" if code == "nb" else f"/{code}/{path}"}
        for code, name in LANGUAGE_NAMES.items()
        if code != active
    ]


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    context = {
        "demo": settings.DEMO,
        "operator": {"name": settings.OPERATOR_NAME, "email": settings.OPERATOR_EMAIL},
        "language_links": language_links(request),
    }
    for extra in site_extras:
        context |= extra(request)
    return context
