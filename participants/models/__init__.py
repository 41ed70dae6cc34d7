"""Who comes."""

from participants.models.door import Attendance, DoorDevice, DoorLink, Scan, ScanKind
from participants.models.registrations import (
    TRANSITIONS,
    Participant,
    Registration,
    RegistrationSource,
    RegistrationStatus,
)

__all__ = [
    "TRANSITIONS",
    "Attendance",
    "DoorDevice",
    "DoorLink",
    "Participant",
    "Registration",
    "RegistrationSource",
    "RegistrationStatus",
    "Scan",
    "ScanKind",
]
