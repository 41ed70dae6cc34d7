"""What the menu of the work pages needs. Nothing is read before a template asks for it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from regions.models import HeldRole, held_roles

IN_THE_MENU = 4


def nav_regions(user: Any) -> list[HeldRole]:
    """The regions where ``user`` holds a role, once each, in Norwegian order."""
    own = {role.region_id: role for role in held_roles(user) if role.region_id is not None}
    return sorted(own.values(), key=lambda role: (role.sort_name, role.slug))[:IN_THE_MENU]


def is_national(user: Any) -> bool:
    return any(role.region_id is None for role in held_roles(user))


def menu(request: HttpRequest) -> dict[str, Any]:
    """Part of the context of every page (see ``inkludering.context``)."""
    user = getattr(request, "user", None)
    if user is None:
        return {}
    return {
        "nav_regions": SimpleLazyObject(lambda: nav_regions(user)),
        "nav_is_national": SimpleLazyObject(lambda: is_national(user)),
    }
