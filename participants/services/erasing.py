"""Forget somebody at once, at their own wish. What counts people stays; who it was does not."""

from datetime import datetime

from django.db import transaction

from inkludering.audit.services import record
from inkludering.outbox.services import forget_recipient
from participants.hooks import after_erasure
from participants.models import (
    Answer,
    Contribution,
    DoorName,
    ItemChoice,
    Participant,
    Party,
    Registration,
)
from participants.services import seats
from participants.services.cancelling import cancel
from participants.services.needs import forget_needs

WORDS = ("first_name", "last_name", "organisation_name", "municipality", "country", "search_text")
BLANK = dict.fromkeys((*WORDS, "sort_name"), "")


@transaction.atomic
def erase(*, registration: Registration, now: datetime) -> None:
    """Cancel what lies ahead, blank every word, and end the link. Harmless to repeat.

    The address goes with the person's last registration that is known by it.
    """
    event = seats.lock_event(registration.event_id)
    before = Registration.objects.get(pk=registration.pk)
    if before.link_version != registration.link_version:  # erased already, or somebody else's since
        return
    if before.is_active and not event.is_over(now):
        cancel(registration=before, now=now)  # with all that follows: the seat goes on, a fee comes back
    current = Registration.objects.select_related("participant", "party").get(pk=registration.pk)
    name, person = current.name, current.participant
    _forget_words(current, name)
    current.participant = Participant.objects.create()
    current.link_version += 1
    current.code_version += 1
    current.working_languages, current.form_id = [], None
    for field, value in BLANK.items():
        setattr(current, field, value)
    current.save()
    _forget_address(person)
    for forget in after_erasure:
        forget(current)
    record("registration.erased", current, region_id=event.region_id, event=event.pk)


def _forget_words(registration: Registration, name: str) -> None:
    forget_needs(registration=registration)
    for model in (Answer, Contribution, ItemChoice, DoorName):
        model.objects.filter(registration=registration).delete()
    registration.day_choices.update(assignment="")
    party = Party.objects.filter(members=registration, entered_by_name=name)
    party.update(entered_by_name="")


def _forget_address(person: Participant) -> None:
    if person.email and not person.registrations.exists():
        forget_recipient(person.email)
        person.delete()
