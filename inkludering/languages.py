"""Which language a page speaks that has none in its address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

View = Callable[..., HttpResponseBase]

# The back office speaks three. Who reads Swedish or Danish reads bokmål sooner than English.
SPOKEN = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en", "sv": "nb", "da": "nb"}
DEFAULT = "nb"


def work_language(code: str) -> str:
    """The language of the back office nearest to ``code``."""
    return SPOKEN.get(code, DEFAULT)


def asked_for(request: HttpRequest) -> str:
    """The first language of the browser that the back office speaks, or comes near to."""
    header = request.headers.get("Accept-Language", "").lower()
    wanted = (code.split("-")[0] for code, _weight in parse_accept_lang_header(header))
    return next((SPOKEN[code] for code in wanted if code in SPOKEN), DEFAULT)


def speaks(language_of: Callable[[Any], str]) -> Callable[[View], View]:
    """The view, and what it renders, speaks ``language_of`` what it shows: the first argument after
    the request."""

    def decorate(view: View) -> View:
        @wraps(view)
        def speaking(request: HttpRequest, shown: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with translation.override(language_of(shown)):
                return view(request, shown, *args, **kwargs)

        return speaking

    return decorate
