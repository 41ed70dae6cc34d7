"""What happens to every request before and after the view, whatever the view is."""

import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import unquote_to_bytes
from uuid import uuid4

import structlog
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from inkludering.languages import asked_for, work_language

GetResponse = Callable[[HttpRequest], HttpResponseBase]

log = structlog.get_logger(__name__)

PERMISSIONS_POLICY = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
RETRY_AFTER_SECONDS = 5
KEPT_FIELDS, KEPT_CHARACTERS = 400, 200_000

_LANGUAGE = r"^/(?:(?:nn|sv|da|en)/)?"
_PERSONAL = re.compile(_LANGUAGE + r"(?:min|arbeid|dor|konto|rom|demo)/")
_WORK = re.compile(r"^/(?:arbeid|konto|demo)/")
_DOOR = re.compile(r"^/dor/")

# What the input itself brought about: text a database cannot hold, a number no column can.
BAD_INPUT = (DataError, UnicodeError, OverflowError, RecursionError)
# The database is busy (a lock was waited for too long) or not there.
BUSY = (OperationalError, InterfaceError)


class RequestMiddleware:
    """The outermost: a request id for logs, the visitor's address, and headers for every answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        request.client_ip = client_ip(request)  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request_id=request_id)  # until the next request
        started = time.monotonic()
        response = self.get_response(request)
        _log(request, response, time.monotonic() - started)
        response["X-Request-ID"] = request_id
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        if _PERSONAL.match(request.path_info):
            response["X-Robots-Tag"] = "noindex, nofollow"
        _forbid_storing(request, response)
        return response


def _log(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """One line per request: the route, never the path, which may hold a secret."""
    route = request.resolver_match.route if request.resolver_match else "-"
    if not route.startswith("helse/"):
        milliseconds = round(seconds * 1000)
        status = response.status_code
        log.info("request", method=request.method, route=route, status=status, ms=milliseconds)


def client_ip(request: HttpRequest) -> str:
    """The visitor's address as our outermost own proxy saw it, "" when unknown.

    Each of the ``TRUSTED_PROXIES`` adds one entry at the right of X-Forwarded-For; whatever stands
    left of those was written by the visitor and is worth nothing.
    """
    found = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        written = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        hops = [hop.strip() for hop in written if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            found = hops[-settings.TRUSTED_PROXIES]
    try:
        return str(ip_address(found))
    except ValueError:
        return ""


def _forbid_storing(request: HttpRequest, response: HttpResponseBase) -> None:
    """``no-store`` unless the view itself said how long, and then only for what is the same for
    everybody: an answer that sets a cookie is never public."""
    said = response.get("Cache-Control", "")
    if said and not ("public" in said and response.cookies):
        return
    if request.path_info.startswith(settings.STATIC_URL) and said:
        return
    response.headers.pop("Cache-Control", None)
    patch_cache_control(response, no_store=True, private=True)


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, with the policy of all ordinary answers written once."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        self.policy = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_special = HEADER in response or any(name.startswith("_csp") for name in vars(response))
        if is_special or hasattr(request, "_csp_nonce"):
            return super().process_response(request, response)
        response[HEADER] = self.policy
        return response


class CleanInputMiddleware:
    """Paths and queries that are not text are answered 400 before anything reads them.

    Also the net under the views: what a database refuses to hold is a 400, a database that is busy
    is a friendly 503 that keeps what was typed. Neither is ever a 500.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_text(request):
            return bad_request(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        return answer_to(request, error)


class UserLanguageMiddleware:
    """Pages without a language in their path: that of the signed-in user, else of the browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = _language_of(request)
        if language is None:
            return self.get_response(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        return response


def _language_of(request: HttpRequest) -> str | None:
    """None where the path decides. A door asks no user: it is a device's, and follows its day."""
    if _WORK.match(request.path_info):
        return work_language(request.user.language) if request.user.is_authenticated else asked_for(request)
    return asked_for(request) if _DOOR.match(request.path_info) else None


def _is_text(request: HttpRequest) -> bool:
    path = unquote_to_bytes(request.path_info)  # Django has put broken bytes back as %XX
    query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
    try:
        return "\0" not in path.decode() + query.decode()
    except UnicodeDecodeError:
        return False


def answer_to(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """A friendly answer to an error that is nobody's fault here; None for a real fault."""
    if isinstance(error, BUSY):
        log.warning("database busy", exc_info=error)
        return busy(request)
    if isinstance(error, BAD_INPUT) or _is_nul(error):
        log.error("input nobody refused", exc_info=error)
        return bad_request(request)
    return None


def _is_nul(error: BaseException | None) -> bool:
    """How drivers say that a text holds a NUL."""
    said = str(error).lower()
    return isinstance(error, ValueError) and ("null character" in said or "nul (0x00)" in said)


def busy(request: HttpRequest) -> HttpResponse:
    """503 with what was typed in hidden fields and one button that sends it again: harmless, as
    each form carries its own idempotency key."""
    kept = _kept(request)
    context: dict[str, object] = {"kept": kept, "path": request.get_full_path()}
    if kept:
        context["csrf_token"] = get_token(request)
    response = _page("send_again.html" if kept else "503.html", HTTPStatus.SERVICE_UNAVAILABLE, context)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that could not be stored; nothing when it is too much to carry."""
    fields: list[tuple[str, str]] = []
    with suppress(OSError, MultiPartParserError, SuspiciousOperation):
        posted = dict(request.POST.lists())
        posted.pop("csrfmiddlewaretoken", None)
        fields = [(name, value) for name, values in posted.items() for value in values]
    size = sum(len(name) + len(value) for name, value in fields)
    return fields if len(fields) <= KEPT_FIELDS and size <= KEPT_CHARACTERS else []


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """``handler400``."""
    return _page("400.html", HTTPStatus.BAD_REQUEST, {})


def server_error(request: HttpRequest) -> HttpResponse:
    """``handler500``. Errors of middleware come here without passing ``process_exception``."""
    error = sys.exc_info()[1]
    return answer_to(request, error) or _page("500.html", HTTPStatus.INTERNAL_SERVER_ERROR, {})


def _page(template: str, status: HTTPStatus, context: dict[str, object]) -> HttpResponse:
    """An error page that depends on as little as possible: no request, no user, no database; if
    even that fails, one plain line."""
    try:
        return HttpResponse(render_to_string(template, context), status=status)
    except Exception as error:
        log.exception("error page failed", template=template, exc_info=error)
        return HttpResponse(f"{status.value} {status.phrase}", status=status)
