"""Where, and who runs it."""

from regions.models.organisations import Country, Organisation, OrganisationKind, Sector
from regions.models.regions import Cadence, Member, Phase, Region, WorkingGroup
from regions.models.roles import Role, RoleKind

__all__ = [
    "Cadence",
    "Country",
    "Member",
    "Organisation",
    "OrganisationKind",
    "Phase",
    "Region",
    "Role",
    "RoleKind",
    "Sector",
    "WorkingGroup",
]
