"""Sign up for an event."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import Participant, Party, Registration, RegistrationSource, RegistrationStatus
from participants.services import notices, quotas, seats
from participants.services.fees import FeeChoice, agree
from participants.services.seat_rows import Known, LookFor

CORRECTABLE = timedelta(hours=1)  # how long a mistyped address can be put right from the thanks page


class RegistrationClosedError(DomainError):
    """Sign-up is not open (any more); the event's page says why."""


@dataclass(frozen=True)
class Answers:
    """What somebody told us. ``email`` is None for a walk-in."""

    first_name: str
    email: str | None
    sector: str
    last_name: str = ""
    organisation_name: str = ""
    municipality: str = ""
    working_languages: tuple[str, ...] = ()
    is_first_time: bool = False
    no_photo: bool = False
    language: str = "nb"


@dataclass(frozen=True)
class Terms:
    """What a seat may depend on besides the seats. ``to_line``: not now, even if a seat is free, since
    the whole ``party`` waits together."""

    country: str = ""
    days: frozenset[int] = frozenset()
    to_line: bool = False
    party: Party | None = None
    fee: FeeChoice | None = None


@dataclass(frozen=True)
class Outcome:
    """What to tell whoever signed up. ``registration`` is None when the address was known: then the
    answer is the one a newcomer would get, and the rest goes by mail."""

    registration: Registration | None
    status: RegistrationStatus
    place: int | None
    is_new: bool
    is_corrected: bool = False


@dataclass(frozen=True)
class _Wish:
    """One call of ``register``, with the keys of its forms."""

    answers: Answers
    now: datetime
    form_id: UUID | None
    corrects: UUID | None
    source: str
    by: User | None
    device_id: int | None
    over_capacity: bool
    terms: Terms

    @property
    def seeker(self) -> quotas.Seeker:
        return quotas.Seeker(self.answers.sector, self.terms.country, self.terms.days)


def form_key(form_id: UUID | None, event_id: int) -> UUID | None:
    """The idempotency key of one form at one event: a form sent to another event is another form."""
    return uuid5(form_id, str(event_id)) if form_id else None


@transaction.atomic
def register(
    *,
    event: Event | int,
    answers: Answers,
    now: datetime,
    form_id: UUID | None = None,
    source: str = RegistrationSource.FORM,
    by: User | None = None,
    device_id: int | None = None,
    over_capacity: bool = False,
    corrects: UUID | None = None,
    terms: Terms = Terms(),
) -> Outcome:
    """A seat at ``event`` (or the event of that id), or a place in its line.

    The same ``form_id`` always gets the same answer. A walk-in always gets a seat. ``corrects`` is the
    form whose mistyped address these answers put right. Raises ``RegistrationClosedError``; for staff
    ``DomainError`` when the person is there already.
    """
    event_id = event if isinstance(event, int) else event.pk
    key, corrects = form_key(form_id, event_id), form_key(corrects, event_id)
    wish = _Wish(answers, now, key, corrects, source, by, device_id, over_capacity, terms)
    locked = seats.lock_event(event_id, answers.organisation_name)
    organisation_id = vars(locked)["typed"]
    known = seats.count(locked, _look_for(wish))
    if known.same_form:
        before = Registration.objects.get(pk=known.same_form)
        if before.is_active or source != RegistrationSource.FORM:
            return _again(before)
        wish = replace(wish, form_id=None)  # taken back since: the form from before asks for a seat anew
    if source == RegistrationSource.FORM and not locked.is_open(now):
        raise RegistrationClosedError(_("Sign-up is closed."))
    if known.same_person not in (None, known.corrected):
        return _known(locked, wish, known)
    if known.corrected:
        return _correct(locked, wish, known.corrected, organisation_id=organisation_id)
    return _make(locked, wish, organisation_id=organisation_id)


def register_walk_in(
    *,
    event: Event,
    first_name: str,
    sector: str,
    now: datetime,
    last_name: str = "",
    organisation_name: str = "",
    email: str | None = None,
    form_id: UUID | None = None,
    by: User | None = None,
    device_id: int | None = None,
) -> Registration:
    """Somebody at the door who had not signed up: always a seat, never a mail; once for each ``form_id``."""
    answers = Answers(
        first_name=first_name,
        last_name=last_name,
        organisation_name=organisation_name,
        email=email or None,
        sector=sector,
        language=event.language,
    )
    outcome = register(
        event=event,
        answers=answers,
        now=now,
        form_id=form_id,
        source=RegistrationSource.WALK_IN,
        by=by,
        device_id=device_id,
    )
    assert outcome.registration  # noqa: S101  # only a form can be answered without a row
    return outcome.registration


def _look_for(wish: _Wish) -> LookFor:
    """The rows that this wish may be about."""
    email, fresh_since = wish.answers.email, wish.now - CORRECTABLE
    return LookFor(wish.form_id, email, wish.corrects, fresh_since)


def _load(registration_id: int) -> Registration:
    return Registration.objects.select_related("participant").get(pk=registration_id)


def _again(registration: Registration) -> Outcome:
    place = seats.place_in_line(registration)
    return Outcome(registration, RegistrationStatus(registration.status), place, is_new=False)


def _known(event: Event, wish: _Wish, known: Known) -> Outcome:
    """An address that is registered already: the page tells a stranger nothing, the mail tells its owner."""
    if wish.source == RegistrationSource.STAFF:
        raise DomainError(_("This person is registered already."))
    if wish.source == RegistrationSource.WALK_IN:
        here = _load(known.same_person or 0)
        seats.let_in_locked(here, event, now=wish.now, by=wish.by, device_id=wish.device_id)
        return _again(here)
    if known.corrected:
        mistyped = _load(known.corrected)
        seats.move(mistyped, RegistrationStatus.CANCELLED, event, now=wish.now)
        record("registration.cancelled", mistyped, region_id=event.region_id, event=event.pk)
        seats.fill(event, now=wish.now)
        seats.save_counters(event)
    registration = _load(known.same_person or 0)
    notices.tell_known(registration, event, form_id=wish.form_id or "", now=wish.now)
    status = _status_for_next(event, wish)
    place = event.waiting_count + 1 if status == RegistrationStatus.WAITING else None
    return Outcome(None, status, place, is_new=False)


def _status_for_next(event: Event, wish: _Wish) -> RegistrationStatus:
    """What this wish would get: a seat, a place in line or, where the coordinator decides, neither yet."""
    if wish.source == RegistrationSource.WALK_IN or wish.over_capacity:
        return RegistrationStatus.CONFIRMED
    if event.asks_more and wish.source == RegistrationSource.FORM and quotas.approves(event):
        return RegistrationStatus.REQUESTED
    room, passes = quotas.room_of(event), seats.may_promote(event, wish.now)
    seat = not wish.terms.to_line and seats.has_seat_for_next(event, room, wish.seeker, passes=passes)
    return RegistrationStatus.CONFIRMED if seat else RegistrationStatus.WAITING


def _make(event: Event, wish: _Wish, *, organisation_id: int | None) -> Outcome:
    """The new row, the counters that follow, the line in the log and the mail."""
    if event.waiting_count and not wish.terms.to_line:
        seats.fill(event, now=wish.now)
    person = participant_with(wish.answers.email)
    made = Registration(event=event, participant=person, source=wish.source, form_id=wish.form_id)
    made.registered_at = wish.now
    write_answers(made, wish.answers, organisation_id=organisation_id)
    made.country, made.party = wish.terms.country, wish.terms.party
    seats.begin(made, event, _status_for_next(event, wish), now=wish.now)
    made.save(force_insert=True)
    seats.save_counters(event)
    if wish.source == RegistrationSource.FORM:
        agree(made, wish.terms.fee, event, days=wish.terms.days, now=wish.now)
    _record_made(made, event, wish)
    if wish.source != RegistrationSource.WALK_IN:
        notices.tell_registered(made, event)
    place = event.waiting_count if made.is_waiting else None
    return Outcome(made, RegistrationStatus(made.status), place, is_new=True)


def _record_made(made: Registration, event: Event, wish: _Wish) -> None:
    record(
        "registration.made",
        made,
        by=wish.by,
        device_id=wish.device_id,
        region_id=event.region_id,
        event=event.pk,
        status=str(made.status),
        source=str(made.source),
    )


def participant_with(email: str | None) -> Participant:
    """The person with this address, made if needed in one statement; a new person without one."""
    if email is None:
        return Participant.objects.create()
    wanted = Participant(email=email)
    Participant.objects.bulk_create(
        [wanted], update_conflicts=True, unique_fields=["email"], update_fields=["email"]
    )
    return wanted


def write_answers(registration: Registration, answers: Answers, *, organisation_id: int | None) -> None:
    """Everything but the address, and the keys of search and order. Saves nothing."""
    for field in fields(answers):
        if field.name != "email":
            value = getattr(answers, field.name)
            setattr(registration, field.name, list(value) if isinstance(value, tuple) else value)
    registration.organisation_id = organisation_id
    registration.set_keys()


def _correct(event: Event, wish: _Wish, registration_id: int, *, organisation_id: int | None) -> Outcome:
    """Move a fresh registration to the right address: same seat, and the link that went astray dies."""
    registration = _load(registration_id)
    registration.participant = participant_with(wish.answers.email)
    registration.form_id = wish.form_id
    registration.link_version += 1
    write_answers(registration, wish.answers, organisation_id=organisation_id)
    registration.save()
    agree(registration, wish.terms.fee, event, days=wish.terms.days, now=wish.now)
    record("registration.address_corrected", registration, region_id=event.region_id, event=event.pk)
    notices.tell_registered(registration, event)
    return replace(_again(registration), is_corrected=True)
