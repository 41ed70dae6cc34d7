"""How long a login lasts, and who must show more than a code from a mail."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoAuthentication
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from inkludering.accounts import second_factor
from inkludering.permissions import policy_of

IDLE, ABSOLUTE = timedelta(hours=8), timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)  # so that not each page writes a session
BEGAN, SEEN = "login_began", "login_seen"


class AuthenticationMiddleware(DjangoAuthentication):
    """Django's, with two limits kept on the server: 8 hours without a click, 12 hours in all."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _current_user(request))  # type: ignore[assignment]  # as Django does


def note_login(sender: Any, request: HttpRequest, **_more: Any) -> None:
    """Receiver of ``user_logged_in``: from now on the clock of this session runs."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()


def _current_user(request: HttpRequest) -> Any:
    if SESSION_KEY not in request.session:
        return AnonymousUser()
    now = timezone.now().timestamp()
    began, seen = request.session.get(BEGAN, 0), request.session.get(SEEN, 0)
    if now - seen > IDLE.total_seconds() or now - began > ABSOLUTE.total_seconds():
        request.session.flush()
        return AnonymousUser()
    if now - seen > SEEN_EVERY.total_seconds():
        request.session[SEEN] = now
    return get_user(request)


class SecondFactorMiddleware:
    """Roles that see much open no work page before they have an authenticator app or a passkey.

    Whoever has one was asked for it at login; this closes the gap before the first one is made.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        policy = policy_of(view)
        own_account = request.path_info.startswith("/konto/")
        if settings.DEMO or own_account or policy is None or policy.kind != "user":
            return None
        user = request.user
        if not user.is_authenticated or not second_factor.is_needed(user) or second_factor.has_one(user):
            return None
        text = _("Your role sees much, so it needs a second factor. Add an app or a passkey, then go on.")
        messages.info(request, text)
        return redirect("mfa_index")
