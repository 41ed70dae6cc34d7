"""Each personal field says what it is and how long it is kept; a test fails when one does not.

Classes and periods follow the table of purposes in ``docs/privacy.md``.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.db import models

FieldT = TypeVar("FieldT", bound="models.Field[Any, Any]")


class Data(StrEnum):
    """What kind of personal data a field holds."""

    IDENTITY = "identity"
    CONTACT = "contact"
    FREE_TEXT = "free text"
    HEALTH = "health"
    OPERATIONAL = "operational"


class Keep(StrEnum):
    """How long it stays."""

    YEAR_AFTER = "12 months after the person's last event"
    FORTNIGHT_AFTER = "14 days after the event"
    WEEK_AFTER = "7 days after the event"
    AS_SET = "as long as the organiser has set, at most 12 months after the event"
    MONTH_AFTER_SENDING = "30 days after sending"
    WHILE_ROLE = "while the person holds a role"
    WITH_EVENT = "as long as the event is published"
    YEAR = "12 months"
    HOUR = "an hour"
    ACCOUNTS = "5 years after the end of the accounting year"


@dataclass(frozen=True)
class Personal:
    data: Data
    keep: Keep


def personal(field: FieldT, data: Data, keep: Keep) -> FieldT:
    """Mark ``field`` as personal data of class ``data``, kept for ``keep``."""
    field.personal = Personal(data, keep)  # type: ignore[attr-defined]  # an own mark on Django's field
    return field


def marks(model: type[models.Model]) -> dict[str, Personal]:
    """The marked fields of a model, by name."""
    fields = model._meta.get_fields()
    return {field.name: field.personal for field in fields if hasattr(field, "personal")}
