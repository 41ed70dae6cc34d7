"""One form, one or more people: each with answers, an own link and a mail; who entered them is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from events.models import Event
from inkludering.errors import DomainError
from participants.models import Party
from participants.services import quotas, seats
from participants.services.asking import Asked
from participants.services.extra_answers import Extras, write_extras
from participants.services.fees import Payer
from participants.services.needs import Wanted, keep_needs
from participants.services.registering import Answers, Outcome, Terms, register


@dataclass(frozen=True)
class Person:
    """Somebody on the form. Needs are asked of the first alone: nobody consents for another."""

    answers: Answers
    extras: Extras
    needs: tuple[Wanted, ...] = ()


def paid_by(person: Person, payer: Payer) -> Person:
    """The same person with somebody to send the invoice to."""
    fee = person.extras.fee
    return replace(person, extras=replace(person.extras, fee=fee.paid_by(payer))) if fee else person


@dataclass(frozen=True)
class Helper:
    """Who filled in the form for somebody else, and does not come along."""

    name: str
    email: str


@dataclass(frozen=True)
class Sheet:
    """Everything on one form. ``together``: seats for all at once, or a place in line for all."""

    people: Sequence[Person]
    together: bool = False
    helper: Helper | None = None

    @property
    def sent_to(self) -> str:
        """Where the mails go when the person has no address."""
        return self.helper.email if self.helper else ""


@transaction.atomic
def sign_up(
    *, event_id: int, sheet: Sheet, asked: Asked, form_id: UUID, now: datetime, corrects: UUID | None = None
) -> list[Outcome]:
    """Register all of them, or nobody. One answer for each, in their order; the same form always gets
    the same answers. Raises ``RegistrationClosedError``."""
    locked = seats.lock_event(event_id)
    seats.count(locked)
    to_line = sheet.together and not _has_room_for_all(locked, sheet, now)
    party = _party_of(locked, sheet, now)
    outcomes = []
    for number, person in enumerate(sheet.people):
        extras = person.extras
        outcome = register(
            event=event_id,
            answers=person.answers,
            now=now,
            form_id=form_id if number == 0 else uuid5(form_id, f"colleague {number}"),
            corrects=corrects if number == 0 else None,
            terms=Terms(extras.country, frozenset(extras.days), to_line, party, extras.fee),
        )
        _write(outcome, person, asked, now)
        outcomes.append(outcome)
    if party and not any(outcome.is_new for outcome in outcomes):
        party.delete()
    return outcomes


def _party_of(event: Event, sheet: Sheet, now: datetime) -> Party | None:
    """Who belongs together, and who entered them; None for somebody alone."""
    if len(sheet.people) < 2 and sheet.helper is None:
        return None
    first = sheet.people[0].answers
    name = sheet.helper.name if sheet.helper else f"{first.first_name} {first.last_name}".strip()
    email = sheet.helper.email if sheet.helper else ""
    return Party.objects.create(
        event_id=event.pk,
        together=sheet.together and len(sheet.people) > 1,
        entered_by_name=name,
        entered_by_email=email,
        made_at=now,
    )


def _has_room_for_all(event: Event, sheet: Sheet, now: datetime) -> bool:
    """Would each of them get a seat now? The event is locked and counted."""
    free, room, left = event.seats_free(), quotas.room_of(event), len(sheet.people)
    if free is not None and free < left:
        return False
    passes = seats.may_promote(event, now)
    for person in sheet.people:
        seeker = quotas.Seeker(person.answers.sector, person.extras.country, frozenset(person.extras.days))
        if not seats.has_seat_for_next(event, room, seeker, passes=passes):
            return False
        room.take(seeker)
    return True


def _write(outcome: Outcome, person: Person, asked: Asked, now: datetime) -> None:
    """The rest of the answers: of somebody new, or of a form that was put right. Never over those of
    an address that was registered before."""
    registration = outcome.registration
    if registration is None or not (outcome.is_new or outcome.is_corrected):
        return
    write_extras(registration=registration, extras=person.extras, asked=asked, now=now)
    if asked.sign_up.asks_needs and person.needs:
        try:
            keep_needs(registration=registration, wanted=person.needs, now=now)
        except DomainError:  # signed up in the last minute of the day: the place counts, the needs do not
            return
