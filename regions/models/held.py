"""The roles a user holds: one query for each request, whoever asks."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class HeldRole:
    """A role as rules and menus need it. ``region_id`` is None for a national role."""

    kind: str
    region_id: int | None
    name: str = ""
    slug: str = ""
    sort_name: str = ""


def held_roles(user: Any) -> list[HeldRole]:
    """The roles of ``user``, remembered on the user object; none for strangers and closed accounts."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "roles_held"):
        wanted = ("kind", "region_id", "region__name", "region__slug", "region__sort_name")
        user.roles_held = [HeldRole(*row) for row in user.roles.values_list(*wanted)]
    found: list[HeldRole] = user.roles_held
    return found


def held_region_ids(user: Any) -> set[int] | None:
    """The regions where ``user`` holds a role; None stands for all of them (a national role)."""
    regions = {role.region_id for role in held_roles(user)}
    return None if None in regions else {region for region in regions if region is not None}
