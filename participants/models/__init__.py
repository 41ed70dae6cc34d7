"""Who comes."""

from participants.models.answers import Answer, Contribution, DayChoice, ItemChoice, Part
from participants.models.asking import (
    WITH_OPTIONS,
    Question,
    QuestionKind,
    Quota,
    QuotaKind,
    SignUp,
)
from participants.models.door import Attendance, DoorDevice, DoorLink, Scan, ScanKind
from participants.models.needs import Access, Diet, Need, NeedKind
from participants.models.paper import Paper, PaperKind
from participants.models.parties import Party
from participants.models.registrations import (
    ENDED,
    TRANSITIONS,
    Participant,
    Registration,
    RegistrationSource,
    RegistrationStatus,
    WorkingLanguage,
)

__all__ = [
    "ENDED",
    "TRANSITIONS",
    "WITH_OPTIONS",
    "Access",
    "Answer",
    "Attendance",
    "Contribution",
    "DayChoice",
    "Diet",
    "DoorDevice",
    "DoorLink",
    "ItemChoice",
    "Need",
    "NeedKind",
    "Paper",
    "PaperKind",
    "Part",
    "Participant",
    "Party",
    "Question",
    "QuestionKind",
    "Quota",
    "QuotaKind",
    "Registration",
    "RegistrationSource",
    "RegistrationStatus",
    "Scan",
    "ScanKind",
    "SignUp",
    "WorkingLanguage",
]
