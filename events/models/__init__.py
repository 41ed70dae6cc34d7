"""What happens and when."""

from events.models.events import (
    DEFAULT_ZONE,
    LARGEST_CAPACITY,
    TRANSITIONS,
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
    REST_KINDS,
    TALK_KINDS,
    Appearance,
    AppearanceRole,
    AppearanceStatus,
    ItemKind,
    ProgrammeFile,
    ProgrammeItem,
)

__all__ = [
    "DEFAULT_ZONE",
    "LARGEST_CAPACITY",
    "REST_KINDS",
    "TALK_KINDS",
    "TRANSITIONS",
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
