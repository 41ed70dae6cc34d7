"""What every page needs to know about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from inkludering.navigation import Registry

LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "sv": "Svenska", "da": "Dansk", "en": "English"}

site_extras: Registry[Any] = Registry()  # functions (request) -> dict, filled by the storeys above


def language_links(request: HttpRequest) -> list[dict[str, str]]:
    """The same page in the other languages: the prefix in the path is the whole choice."""
    active = get_language()
    path = request.get_full_path()
    return [
        {"code": code, "name": name, "url": translate_url(path, code)}
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
