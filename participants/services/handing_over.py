"""Give the seat, or the place in line, to a colleague."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.balances import billed
from participants.hooks import after_erasure
from participants.models import Answer, Contribution, DoorName, FeeAgreement, PayerKind, Registration
from participants.services import notices, quotas, seats
from participants.services.fees import Payer
from participants.services.needs import forget_needs
from participants.services.registering import Answers, participant_with, write_answers


@transaction.atomic
def hand_over(
    *, registration: Registration, answers: Answers, now: datetime, by: User | None = None
) -> Registration:
    """The same place, another person. The old link and the code for the door end; what the first one
    needed and answered is deleted; both get a mail.

    Raises ``DomainError`` when the place has changed hands since, the day is over, or the other one is
    registered already; for the person, not for staff, when the other one is of a sector that is full, or a
    fee is agreed; for staff when the first one has an invoice of their own to pay.
    """
    event = seats.lock_event(registration.event_id, answers.organisation_name)
    seats.count(event)
    if _has_it_already(registration, answers):  # the same form sent twice
        return registration
    current = seats.current_of(registration)
    _refuse(current, answers, event, now)
    _settle_fee(current, by)
    before, language = current.mail_address, current.language
    had, room = quotas.seeker_of(current), quotas.room_of(event)
    current.participant = participant_with(answers.email)
    current.link_version += 1
    current.code_version += 1
    current.no_photo = current.is_first_time = False
    write_answers(current, answers, organisation_id=vars(event)["typed"])
    current.save()
    if by is None and quotas.holds_a_seat(current):
        room.refuse_change(had, quotas.seeker_of(current))
    _forget_the_first(current)
    record("registration.handed_over", current, by=by, region_id=event.region_id, event=event.pk)
    notices.tell_registered(current, event)
    if before:
        notices.tell_handed_over(current, event, to=before, language=language)
    seats.fill(event, now=now)  # of the sector that the first one leaves
    seats.save_counters(event)
    return current


def _has_it_already(registration: Registration, answers: Answers) -> bool:
    same = Registration.objects.filter(pk=registration.pk, participant__email=answers.email)
    return same.exclude(link_version=registration.link_version).exists()


def _refuse(registration: Registration, answers: Answers, event: Event, now: datetime) -> None:
    """Why this place cannot go to that person, if so. The event is locked."""
    if not registration.is_active or event.is_over(now):
        raise DomainError(_("The day is over."))
    taken = Registration.objects.active().filter(event=event.pk, participant__email=answers.email)
    if taken.exists():
        raise DomainError(_("This address is registered for the day already."))


def _settle_fee(registration: Registration, by: User | None) -> None:
    """The fee goes along. What somebody who pays alone told of themselves does not."""
    agreement = FeeAgreement.objects.filter(registration=registration).first()
    if agreement is None:
        return
    if by is None:  # invoices show who agreed to it
        raise DomainError(
            _("A fee is agreed for this place. Write to the organiser, who can move it for you.")
        )
    if agreement.payer_kind != PayerKind.PERSON:
        return
    if billed(agreement):
        raise DomainError(_("The one before has an invoice of their own. Credit it first."))
    nobody = {name: value for name, value in vars(Payer()).items() if name != "kind"}
    FeeAgreement.objects.filter(pk=agreement.pk).update(**nobody)


def _forget_the_first(registration: Registration) -> None:
    """What was told by the person who gave the seat away; the days stay."""
    forget_needs(registration=registration)
    for model in (Answer, Contribution, DoorName):
        model.objects.filter(registration=registration).delete()
    registration.day_choices.update(part="participant", assignment="")
    for forget in after_erasure:
        forget(registration)
