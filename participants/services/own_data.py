"""All we know that belongs to one registration, for the person alone: to read and to take along."""

from typing import Any

from inkludering.audit.models import Entry
from participants.models import Registration
from participants.services.answer_words import lines_of
from participants.services.asking import asked_of
from participants.services.needs import own_needs

PLAIN = (
    *("first_name", "last_name", "organisation_name", "sector", "municipality", "country"),
    *("working_languages", "is_first_time", "no_photo", "language", "status", "source"),
    *("registered_at", "confirmed_at", "cancelled_at"),
)


def own_data(registration: Registration) -> dict[str, Any]:
    """As plain values that JSON can hold; times in ISO 8601, in UTC."""
    return {
        "event": {"title": registration.event.title, "starts_at": registration.event.starts_at},
        "email": registration.participant.email,
        "registration": {name: getattr(registration, name) for name in PLAIN},
        "entered_by": registration.party.entered_by_name if registration.party else None,
        "answers": {line.label: line.words for line in lines_of(registration, asked_of(registration.event))},
        "food_and_access": [
            {
                "kind": need.label,
                "words": need.wanted.words(),
                "consent": need.consent_wording,
                "consented_at": need.consented_at,
            }
            for need in own_needs(registration)
        ],
        "attendance": list(registration.attendances.values_list("arrived_at", flat=True)),
        "log": list(Entry.objects.of(registration).values("at", "verb")),
    }
