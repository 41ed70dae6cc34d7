"""Who must have a second factor. The storeys above know the roles, so they fill the registry."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled

from inkludering.navigation import Registry

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

predicates: Registry[Callable[[Any], bool]] = Registry()


def is_needed(user: Any) -> bool:
    """Does any part of the site ask a second factor of ``user``?"""
    return any(predicate(user) for predicate in predicates)


def has_one(user: Any) -> bool:
    """An authenticator app or a passkey; recovery codes alone are none."""
    return bool(is_mfa_enabled(user, FACTORS))
