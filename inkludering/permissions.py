"""Who may open which view. Every view carries a policy; one test walks the whole URLconf for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

if TYPE_CHECKING:
    from inkludering.accounts.models import User


class UserRequest(HttpRequest):
    """A request behind ``loads`` or ``requires``: somebody is signed in."""

    user: "User"


Rule = Callable[[Any, Any], bool]
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Policy:
    """What a view demands. ``kind`` is who it is for; ``rule`` is asked with (user, object or None)."""

    kind: Literal["public", "token", "device", "user"]
    rule: Rule | None = None
    model: type[models.Model] | None = None
    by: Mapping[str, str] = field(default_factory=dict)


class _Guarded(Protocol):
    policy: Policy


def _record(view: View, policy: Policy) -> View:
    cast(_Guarded, view).policy = policy
    return view


def policy_of(view: Any) -> Policy | None:
    """The policy of a view, or None when nobody declared one."""
    found = getattr(view, "policy", None)
    return found if isinstance(found, Policy) else None


def public(view: View) -> View:
    """Anybody may open it."""
    return _record(login_not_required(view), Policy("public"))


def by_token(view: View) -> View:
    """For a participant with an own link: the view reads the link or its short session itself."""
    return _record(login_not_required(view), Policy("token"))


def device(view: View) -> View:
    """For a door device: the door's own decorator reads its cookie."""
    return _record(login_not_required(view), Policy("device"))


def requires(rule: Rule) -> Callable[[View], View]:
    """Signed in, and ``rule(user, None)`` says yes; else 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not rule(request.user, None):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _record(guarded, Policy("user", rule))

    return decorate


def loads(
    model: type[models.Model], rule: Rule, by: Mapping[str, str] | None = None
) -> Callable[[View], View]:
    """Fetch the object through ``visible_to(user)`` (else 404), ask ``rule`` (else 403), hand it to the view.

    ``by`` maps URL keyword to field lookup; by default ``<model>_id`` is the primary key.
    """
    lookups = by or {f"{model._meta.model_name}_id": "pk"}

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wanted = {lookup: kwargs.pop(keyword) for keyword, lookup in lookups.items()}
            visible = cast(Any, model)._default_manager.visible_to(request.user)
            found = get_object_or_404(visible, **wanted)
            if not rule(request.user, found):
                raise PermissionDenied
            return view(request, found, *args, **kwargs)

        return _record(guarded, Policy("user", rule, model, lookups))

    return decorate


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """Django's, except that a path nobody has is a 404 for strangers too, never a login page."""
