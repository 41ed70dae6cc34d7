"""What can be done with regions, their working groups, organisations and roles."""

from regions.services.founding import FoundingState, founding_rule, waive_founding_rule
from regions.services.inviting import Invitation, invite, remove_role, resend_invitation
from regions.services.organisations import (
    create_organisation,
    edit_organisation,
    get_or_create_organisation,
    similar_organisations,
)
from regions.services.regions import (
    CircleError,
    Support,
    create_region,
    edit_region,
    move_region,
    national_support,
    set_phase,
    similar_regions,
)
from regions.services.working_groups import add_member, edit_member, remove_member, working_group_of

__all__ = [
    "CircleError",
    "FoundingState",
    "Invitation",
    "Support",
    "add_member",
    "create_organisation",
    "create_region",
    "edit_member",
    "edit_organisation",
    "edit_region",
    "founding_rule",
    "get_or_create_organisation",
    "invite",
    "move_region",
    "national_support",
    "remove_member",
    "remove_role",
    "resend_invitation",
    "set_phase",
    "similar_organisations",
    "similar_regions",
    "waive_founding_rule",
    "working_group_of",
]
