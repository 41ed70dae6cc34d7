"""Write the people of an event: seats, line, cancellations, and who came."""

import random
from datetime import datetime, timedelta

from demo.content.days import DemoEvent
from demo.people import Person, people
from demo.signing_up import write_sign_up
from events.models import Event, EventDay, EventStatus
from inkludering.accounts.models import User
from participants.models import (
    Attendance,
    Participant,
    Registration,
    RegistrationSource,
    RegistrationStatus,
    SeatOffer,
)
from participants.offer_times import expiry
from participants.services.notices import tell_offer
from regions.models import Organisation

CANCELLED, CONFIRMED, WAITING = (
    RegistrationStatus.CANCELLED,
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.WAITING,
)


def write_registrations(event: Event, plan: DemoEvent, *, by: User, seed: int, now: datetime) -> None:
    """Publish, and write exactly ``registered`` seats, ``waiting`` in line and ``checked_in`` inside."""
    if not plan.published:
        return
    event.status = EventStatus.PUBLISHED
    written = _write_people(event, plan, seed=seed, now=now)
    event.seats_taken = sum(one.status == CONFIRMED for one in written)
    event.waiting_count = event.waiting_counter = plan.waiting
    event.save()
    _write_offers(event, [one for one in written if one.is_waiting][: plan.offered], now=now)
    if plan.sign_up:
        write_sign_up(event, plan.sign_up, written, by=by, seed=seed, now=now)
    _write_arrivals(event, plan, written, seed=seed)


def _write_people(event: Event, plan: DemoEvent, *, seed: int, now: datetime) -> list[Registration]:
    organisations = list(Organisation.objects.filter(country="NO").order_by("pk"))
    cancelled = max(1, plan.registered // 14)
    crowd = list(people(seed, plan.registered + plan.waiting + cancelled, organisations))
    rows = []
    for number, person in enumerate(crowd):
        status = CONFIRMED if number < plan.registered else WAITING
        status = CANCELLED if number >= plan.registered + plan.waiting else status
        position = number - plan.registered + 1 if status == WAITING else None
        at = _signed_up_at(event, now, number, len(crowd))
        rows.append(_registration(event, person, status=status, position=position, at=at))
    return Registration.objects.bulk_create(rows)


def _signed_up_at(event: Event, now: datetime, number: int, total: int) -> datetime:
    """Spread over the five weeks before the event, or before now where that is earlier."""
    last = min(now, event.starts_at or now) - timedelta(hours=30)
    return last - timedelta(minutes=int(50_000 * (total - number) / total))


def _registration(
    event: Event, person: Person, *, status: RegistrationStatus, position: int | None, at: datetime
) -> Registration:
    body = person.organisation
    row = Registration(
        event=event,
        participant=Participant.objects.create(email=person.email),
        status=status,
        source=RegistrationSource.FORM,
        position=position,
        first_name=person.first_name,
        last_name=person.last_name,
        organisation_name=body.name if body else "",
        organisation=body,
        sector=person.sector,
        municipality=person.municipality,
        is_first_time=person.is_first_time,
        no_photo=person.no_photo,
        language=event.language,
        registered_at=at,
        confirmed_at=at if status == CONFIRMED else None,
        cancelled_at=at + timedelta(hours=9) if status == CANCELLED else None,
    )
    row.set_keys()
    return row


def _write_offers(event: Event, first: list[Registration], *, now: datetime) -> None:
    """A seat is held for these; each has a mail to answer, whatever the hour."""
    for one in first:
        until = expiry(event, now)
        offer = SeatOffer.objects.create(registration=one, offered_at=now, expires_at=until)
        one.times_asked = 1
        one.save(update_fields=["times_asked"])
        tell_offer(offer, event)
    event.seats_held = len(first)
    event.waiting_count -= len(first)
    event.save(update_fields=["seats_held", "waiting_count"])


def _write_arrivals(event: Event, plan: DemoEvent, written: list[Registration], *, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # who came, not a secret
    seated = [one for one in written if one.status == CONFIRMED]
    day = EventDay.objects.filter(event=event).order_by("date").first()
    if day is None or event.starts_at is None:
        return
    came = dice.sample(seated, min(plan.checked_in, len(seated)))
    Attendance.objects.bulk_create(
        Attendance(
            day=day, registration=one, arrived_at=event.starts_at + timedelta(minutes=dice.randrange(-15, 10))
        )
        for one in came
    )
