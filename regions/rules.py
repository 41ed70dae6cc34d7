"""Who may do what: one table, read by every storey above.

A rule is ``(user, obj) -> bool``. ``obj`` is a region, or anything with a ``region`` (an event, say) or
an ``event``; None asks "anywhere at all". Foreign objects never come this far: ``visible_to`` makes
them 404 before.
"""

from collections.abc import Callable
from typing import Any

from regions.models import Organisation, Region, RoleKind, held_roles

ADMIN, ADVISER = RoleKind.NATIONAL_ADMINISTRATOR, RoleKind.NATIONAL_ADVISER
COORDINATOR, MEMBER = RoleKind.COORDINATOR, RoleKind.WORKING_GROUP_MEMBER
FACILITATOR, INCLUSION, FINANCE = RoleKind.FACILITATOR, RoleKind.INCLUSION_OFFICER, RoleKind.FINANCE

# What | who. Read a line as "these roles may".
TABLE: dict[str, frozenset[RoleKind]] = {
    "work_here": frozenset(RoleKind),
    "see_event": frozenset(RoleKind),
    "edit_event": frozenset({ADMIN, COORDINATOR}),
    "publish_event": frozenset({ADMIN, COORDINATOR}),
    "waive_founding_rule": frozenset({ADMIN}),
    "see_registrations": frozenset({ADMIN, ADVISER, COORDINATOR, MEMBER, INCLUSION, FINANCE}),
    "manage_registrations": frozenset({ADMIN, COORDINATOR}),
    "export_registrations": frozenset({ADMIN, COORDINATOR}),
    "see_needs": frozenset({INCLUSION}),
    "see_kitchen": frozenset({ADMIN, COORDINATOR, MEMBER, INCLUSION}),
    "set_fees": frozenset({ADMIN, COORDINATOR, FINANCE}),
    "see_accounts": frozenset({ADMIN, COORDINATOR, FINANCE}),
    "keep_accounts": frozenset({FINANCE}),
    "open_door": frozenset({ADMIN, COORDINATOR}),
    "see_groups": frozenset(RoleKind),
    "make_groups": frozenset({ADMIN, COORDINATOR, FACILITATOR}),
    "print_paper": frozenset({ADMIN, COORDINATOR, FACILITATOR}),
    "see_region": frozenset(RoleKind),
    "edit_region": frozenset({ADMIN, COORDINATOR}),
    "manage_regions": frozenset({ADMIN}),
    "edit_organisation": frozenset({ADMIN, COORDINATOR}),
}
SECOND_FACTOR = frozenset({ADMIN, FINANCE, INCLUSION})

Rule = Callable[[Any, Any], bool]


def region_id_of(obj: Any) -> int | None:
    """The region that ``obj`` belongs to."""
    if isinstance(obj, Region):
        return obj.pk
    if hasattr(obj, "region_id"):
        found: int | None = obj.region_id
        return found
    return region_id_of(obj.event)


def roles_of(user: Any) -> list[tuple[str, int | None]]:
    """(kind, region id) of each role, read once per request's user object."""
    return [(role.kind, role.region_id) for role in held_roles(user)]


def may(action: str, user: Any, obj: Any) -> bool:
    """Does ``user`` hold a role that may do ``action`` with ``obj``?"""
    allowed = TABLE[action]
    if obj is None or isinstance(obj, Organisation):  # organisations belong to no region
        return any(kind in allowed for kind, _region in roles_of(user))
    region = region_id_of(obj)
    return any(kind in allowed and where in (None, region) for kind, where in roles_of(user))


def _rule(action: str) -> Rule:
    def rule(user: Any, obj: Any) -> bool:
        return may(action, user, obj)

    rule.__name__ = f"can_{action}"
    return rule


can_work_here = _rule("work_here")
can_see_event = _rule("see_event")
can_edit_event = _rule("edit_event")
can_publish_event = _rule("publish_event")
can_waive_founding_rule = _rule("waive_founding_rule")
can_see_registrations = _rule("see_registrations")
can_manage_registrations = _rule("manage_registrations")
can_export_registrations = _rule("export_registrations")
can_see_needs = _rule("see_needs")
can_see_kitchen = _rule("see_kitchen")
can_set_fees = _rule("set_fees")
can_see_accounts = _rule("see_accounts")
can_keep_accounts = _rule("keep_accounts")
can_open_door = _rule("open_door")
can_see_groups = _rule("see_groups")
can_make_groups = _rule("make_groups")
can_print_paper = _rule("print_paper")
can_see_region = _rule("see_region")
can_edit_region = _rule("edit_region")
can_manage_regions = _rule("manage_regions")
can_edit_organisation = _rule("edit_organisation")


def needs_second_factor(user: Any) -> bool:
    """Administrators, finance, and those who see sensitive needs."""
    return any(kind in SECOND_FACTOR for kind, _region in roles_of(user))
