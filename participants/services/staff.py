"""What coordinators do with a registration on somebody's behalf."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from events.models import Event
from inkludering.accounts.models import User
from inkludering.text import fold
from participants.models import Registration, RegistrationSource
from participants.services.asking import Asked
from participants.services.changing import change, change_address
from participants.services.extra_answers import Extras, write_extras
from participants.services.handing_over import hand_over
from participants.services.registering import Answers, Outcome, Terms, register

NOTHING = Extras()


@transaction.atomic
def add_for(
    *,
    event: Event,
    answers: Answers,
    form_id: UUID,
    now: datetime,
    by: User,
    extras: Extras = NOTHING,
    asked: Asked | None = None,
    over_capacity: bool = False,
) -> Outcome:
    """Somebody new, with the ``extras`` of what is ``asked``; full means the waiting list.

    Raises ``DomainError`` when the person is there already.
    """
    outcome = register(
        event=event,
        answers=answers,
        now=now,
        form_id=form_id,
        source=RegistrationSource.STAFF,
        by=by,
        over_capacity=over_capacity,
        terms=Terms(extras.country, frozenset(extras.days)),
    )
    if asked and outcome.registration and outcome.is_new:
        write_extras(registration=outcome.registration, extras=extras, asked=asked, now=now)
    return outcome


@transaction.atomic
def change_for(
    *,
    registration: Registration,
    answers: Answers,
    now: datetime,
    by: User,
    extras: Extras = NOTHING,
    asked: Asked | None = None,
    over_capacity: bool = False,
) -> Registration:
    """New answers and, where it differs, a new address, which gets its own mail and link. With another first
    name too it is somebody else, who takes over the seat and nothing that the one before told.

    Raises ``DomainError`` for a cancelled registration, for an address that is registered already, and for
    days that the price is not for; ``DayFullError`` for a full day that is not meant to be overbooked.
    """
    if _is_somebody_else(registration, answers):
        return hand_over(registration=registration, answers=answers, now=now, by=by)
    more = extras if asked else None
    changed = change(
        registration=registration,
        answers=answers,
        now=now,
        by=by,
        extras=more,
        asked=asked,
        over_capacity=over_capacity,
    )
    if answers.email and answers.email != registration.participant.email:
        changed = change_address(registration=changed, email=answers.email, now=now, by=by)
    return changed


def _is_somebody_else(registration: Registration, answers: Answers) -> bool:
    """Another address with "Kari Anne" for "Kari" is the same person, put right."""
    before = registration.participant.email
    if not (before and answers.email) or answers.email == before:
        return False
    names = sorted((fold(answers.first_name), fold(registration.first_name)), key=len)
    return not names[1].startswith(names[0])
