"""Who comes."""

from participants.models.door import Attendance, DoorDevice, DoorLink, Scan, ScanKind
from participants.models.paper import Paper, PaperKind
from participants.models.registrations import (
    TRANSITIONS,
    Participant,
    Registration,
    RegistrationSource,
    RegistrationStatus,
    WorkingLanguage,
)

__all__ = [
    "TRANSITIONS",
    "Attendance",
    "DoorDevice",
    "DoorLink",
    "Paper",
    "PaperKind",
    "Participant",
    "Registration",
    "RegistrationSource",
    "RegistrationStatus",
    "Scan",
    "ScanKind",
    "WorkingLanguage",
]
