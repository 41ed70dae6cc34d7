"""What happens and when."""

from events.models.events import (
    DEFAULT_ZONE,
    Event,
    EventDay,
    EventFormat,
    EventKind,
    EventOrganisation,
    EventStatus,
    OrganisationRole,
    Series,
    Theme,
)
from events.models.programme import (
    Appearance,
    AppearanceRole,
    AppearanceStatus,
    ItemKind,
    ProgrammeFile,
    ProgrammeItem,
)

__all__ = [
    "DEFAULT_ZONE",
    "Appearance",
    "AppearanceRole",
    "AppearanceStatus",
    "Event",
    "EventDay",
    "EventFormat",
    "EventKind",
    "EventOrganisation",
    "EventStatus",
    "ItemKind",
    "OrganisationRole",
    "ProgrammeFile",
    "ProgrammeItem",
    "Series",
    "Theme",
]
