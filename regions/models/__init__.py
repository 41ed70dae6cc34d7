"""Where, and who runs it."""

from regions.models.held import HeldRole, held_region_ids, held_roles
from regions.models.organisations import Country, Organisation, OrganisationKind, Sector
from regions.models.regions import (
    FOUNDED,
    PHASE_TRANSITIONS,
    SUPPORTED_DAYS,
    Cadence,
    Member,
    Phase,
    Region,
    WorkingGroup,
)
from regions.models.roles import NATIONAL_KINDS, REGIONAL_KINDS, Role, RoleKind

__all__ = [
    "FOUNDED",
    "NATIONAL_KINDS",
    "PHASE_TRANSITIONS",
    "REGIONAL_KINDS",
    "SUPPORTED_DAYS",
    "Cadence",
    "Country",
    "HeldRole",
    "Member",
    "Organisation",
    "OrganisationKind",
    "Phase",
    "Region",
    "Role",
    "RoleKind",
    "Sector",
    "WorkingGroup",
    "held_region_ids",
    "held_roles",
]
