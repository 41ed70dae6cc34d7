"""Which mail goes to whom, and the key under which it can go only once."""

import logging
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError

from events.models import Event
from inkludering.outbox.addresses import validate_address
from inkludering.outbox.models import Message
from inkludering.outbox.services import count_to, queue
from participants.emails import Kind
from participants.models import FeeAgreement, Registration, RegistrationStatus, SeatOffer

logger = logging.getLogger(__name__)

FIRST_MAIL = {
    RegistrationStatus.CONFIRMED: Kind.CONFIRMATION,
    RegistrationStatus.WAITING: Kind.WAITING,
    RegistrationStatus.REQUESTED: Kind.REQUESTED,
    RegistrationStatus.DECLINED: Kind.DECLINED,
}
ONE_SITTING = timedelta(minutes=10)  # in which signing up twice is a second tab, or the way back
UNASKED_A_DAY = 5  # mails to one address that a stranger could cause by typing it


def _tell(
    kind: Kind, registration: Registration, event: Event, *, key: str = "", **params: int | str
) -> None:
    recipient = registration.mail_address
    if not recipient or not _is_deliverable(recipient, registration.pk):
        return
    queue(
        kind=kind,
        key=key or str(registration.pk),
        recipient=recipient,
        language=registration.language,
        params={"registration": registration.pk, **params},
        reply_to=event.contact_email,
    )


def _is_deliverable(address: str, registration_id: int) -> bool:
    """An address that no mail can have never stops what is done for everybody else."""
    try:
        validate_address(address)
    except ValidationError:
        logger.warning("no mail can be sent to the address of registration %s", registration_id)
        return False
    return True


def tell_registered(registration: Registration, event: Event) -> None:
    """The first mail of a state: a seat, a place in line, an answer to come, or no seat.

    Once for each own link: a corrected address gets it too.
    """
    kind = FIRST_MAIL[RegistrationStatus(registration.status)]
    _tell(kind, registration, event, key=_first_key(registration))


def tell_known(registration: Registration, event: Event, *, form_id: UUID | str, now: datetime) -> None:
    """Somebody typed an address that is registered already: its owner gets the own link again. Not when it
    went out a moment ago: that was the same person, in another tab or after going back."""
    if not _was_just_told(registration, now) and may_be_written_to(registration.participant.email, now=now):
        _tell(Kind.ALREADY_REGISTERED, registration, event, key=f"{registration.pk}-{form_id}")


def _was_just_told(registration: Registration, now: datetime) -> bool:
    first = Message.objects.filter(kind__in=FIRST_MAIL.values(), key=_first_key(registration))
    return first.filter(created_at__gt=now - ONE_SITTING).exists()


def _first_key(registration: Registration) -> str:
    return f"{registration.pk}-{registration.link_version}"


def may_be_written_to(address: str | None, *, now: datetime) -> bool:
    """Not more than a few mails a day that the owner of the address did not ask for."""
    return bool(address) and count_to(str(address), since=now - timedelta(days=1)) < UNASKED_A_DAY


def tell_promoted(registration: Registration, event: Event) -> None:
    _tell(Kind.PROMOTED, registration, event)


def tell_offer(offer: SeatOffer, event: Event) -> None:
    """A seat is free, and held until a given time."""
    _tell(Kind.OFFER, offer.registration, event, key=str(offer.pk), offer=offer.pk)


def tell_offer_ended(offer: SeatOffer, event: Event) -> None:
    """Nobody answered, or the organiser took it back: what became of the seat, and of the place in line."""
    _tell(Kind.OFFER_ENDED, offer.registration, event, key=str(offer.pk), offer=offer.pk)


def tell_fee(agreement: FeeAgreement, registration: Registration, event: Event) -> None:
    """The organiser gave a price: what it is, and until when the money comes back."""
    _tell(Kind.FEE_GIVEN, registration, event, key=f"{agreement.pk}-{agreement.agreed_at.isoformat()}")


def tell_cancelled(registration: Registration, event: Event, *, by_staff: bool) -> None:
    _tell(Kind.CANCELLED, registration, event, by_staff=int(by_staff))


def tell_event_cancelled(registration: Registration, event: Event) -> None:
    _tell(Kind.EVENT_CANCELLED, registration, event)


def reminder_key(event_id: int, day: date, participant_id: int) -> str:
    """One reminder for each person and date: a moved event is a new occasion."""
    return f"{event_id}-{day.isoformat()}-{participant_id}"


def tell_reminder(registration: Registration, event: Event, *, day: date, not_before: datetime) -> bool:
    """Queue the reminder for ``not_before``; False when it is in the outbox already, or has nowhere to go."""
    recipient = registration.mail_address
    if not recipient or not _is_deliverable(recipient, registration.pk):
        return False
    message = queue(
        kind=Kind.REMINDER,
        key=reminder_key(event.pk, day, registration.participant_id),
        recipient=recipient,
        language=registration.language,
        params={
            "event": event.pk,
            "participant": registration.participant_id,
            "date": day.isoformat(),
        },
        not_before=not_before,
        reply_to=event.contact_email,
    )
    return message is not None


def tell_lost_link(latest: Registration, *, key: str) -> None:
    """All the links of the person whose latest registration this is."""
    person = latest.participant
    queue(
        kind=Kind.LOST_LINK,
        key=f"{person.pk}-{key}",
        recipient=str(person.email),
        language=latest.language,
        params={"participant": person.pk},
        reply_to=latest.event.contact_email,
    )


def tell_handed_over(registration: Registration, event: Event, *, to: str, language: str) -> None:
    """To the one who gave the seat away: the link ends, and the thanks go by mail."""
    if _is_deliverable(to, registration.pk):
        queue(
            kind=Kind.HANDED_OVER,
            key=f"{registration.pk}-{registration.link_version}",
            recipient=to,
            language=language,
            params={"event": event.pk},
            reply_to=event.contact_email,
        )
