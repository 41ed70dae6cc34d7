"""Who comes."""

from participants.models.answers import Answer, Contribution, DayChoice, ItemChoice, Part
from participants.models.arrivals import DinnerAnswer, DoorName, DoorPair, HandCount
from participants.models.asking import (
    WITH_OPTIONS,
    Question,
    QuestionKind,
    Quota,
    QuotaKind,
    SignUp,
)
from participants.models.door import (
    PRESENCE,
    Attendance,
    DeviceKind,
    DoorDevice,
    DoorLink,
    DoorShift,
    Scan,
    ScanKind,
)
from participants.models.fees import Currency, FeeAgreement, FeeDay, FeePlan, FeeType, PayerKind, VatKind
from participants.models.invoices import AccountsError, Invoice, InvoiceKind, Payment, Seller
from participants.models.needs import Access, Diet, Need, NeedKind
from participants.models.offers import OFFER_TRANSITIONS, OfferState, SeatOffer, holding_a_seat
from participants.models.paper import Paper, PaperKind, PrintedTag, UsedSheet
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
    "OFFER_TRANSITIONS",
    "PRESENCE",
    "TRANSITIONS",
    "WITH_OPTIONS",
    "Access",
    "AccountsError",
    "Answer",
    "Attendance",
    "Contribution",
    "Currency",
    "DayChoice",
    "DeviceKind",
    "Diet",
    "DinnerAnswer",
    "DoorDevice",
    "DoorLink",
    "DoorName",
    "DoorPair",
    "DoorShift",
    "FeeAgreement",
    "FeeDay",
    "FeePlan",
    "FeeType",
    "HandCount",
    "Invoice",
    "InvoiceKind",
    "ItemChoice",
    "Need",
    "NeedKind",
    "OfferState",
    "Paper",
    "PaperKind",
    "Part",
    "Participant",
    "Party",
    "PayerKind",
    "Payment",
    "PrintedTag",
    "Question",
    "QuestionKind",
    "Quota",
    "QuotaKind",
    "Registration",
    "RegistrationSource",
    "RegistrationStatus",
    "Scan",
    "ScanKind",
    "SeatOffer",
    "Seller",
    "SignUp",
    "UsedSheet",
    "VatKind",
    "WorkingLanguage",
    "holding_a_seat",
]
