"""Plain functions that make valid rows for tests. Keyword arguments override any field."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from events.models import (
    Event,
    EventDay,
    EventOrganisation,
    EventStatus,
    ItemKind,
    OrganisationRole,
    ProgrammeItem,
)
from inkludering.accounts.models import User
from inkludering.dates import OSLO, aware
from participants.models import Participant, Registration, RegistrationStatus, SeatOffer, SignUp
from regions.models import Member, Organisation, Region, Role, RoleKind, Sector, WorkingGroup

_number = count(1)


def make_user(**fields: Any) -> User:
    number = next(_number)
    return User.objects.create_user(
        **{"email": f"user{number}@example.org", "name": f"Kari {number}"} | fields
    )


def make_region(**fields: Any) -> Region:
    number = next(_number)
    values = {
        "name": f"Region {number}",
        "slug": f"region-{number}",
        "sort_name": f"region {number}",
    } | fields
    region = Region.objects.create(**values)
    WorkingGroup.objects.create(region=region)
    return region


def make_role(
    kind: str = RoleKind.COORDINATOR, region: Region | None = None, user: User | None = None
) -> Role:
    return Role.objects.create(kind=kind, region=region, user=user or make_user())


def make_organisation(**fields: Any) -> Organisation:
    name = fields.pop("name", f"Organisation {next(_number)}")
    unit = fields.pop("unit", "")
    organisation = Organisation(**{"kind": "municipality", "sector": Sector.PUBLIC, "country": "NO"} | fields)
    organisation.set_name(name, unit)
    organisation.save()
    return organisation


def make_founded_region(**fields: Any) -> Region:
    """A region whose working group has two organisations from two sectors."""
    region = make_region(**fields)
    for sector in (Sector.PUBLIC, Sector.VOLUNTARY):
        Member.objects.create(
            working_group=region.working_group, organisation=make_organisation(sector=sector)
        )
    return region


def make_event(day: date | None = None, **fields: Any) -> Event:
    """A draft event of one day, 08.30–12.00 Oslo time, three weeks from now unless ``day`` is given."""
    number = next(_number)
    day = day or timezone.localdate() + timedelta(days=21)
    region = fields.pop("region", None) or make_region()
    values = {
        "title": f"Arbeidsinkludering {number}",
        "slug": f"arbeidsinkludering-{number}",
        "year": day.year,
        "guiding_question": "Hva skal til?",
        "venue_name": "Kulturhuset Lanterna",
        "venue_address": "Bryggegata 4, Fjordby",
        "starts_at": aware(day, time(8, 30)),
        "ends_at": aware(day, time(12)),
        "contact_email": "telemark@example.org",
    } | fields
    event = Event.objects.create(region=region, **values)
    EventDay.objects.create(event=event, date=day)
    return event


def make_published_event(*, by_itself: bool = False, **fields: Any) -> Event:
    """``by_itself``: a free seat goes to the first in line at once, instead of being offered."""
    controller = fields.pop("controller", None) or make_organisation()
    now = timezone.now()
    values: dict[str, Any] = {
        "status": EventStatus.PUBLISHED,
        "published_at": now,
        "controller": controller,
        "capacity": 50,
    } | fields
    event = make_event(**values)
    EventOrganisation.objects.create(event=event, organisation=controller, role=OrganisationRole.ORGANISER)
    if by_itself:
        SignUp.objects.create(event=event, offers_seats=False)
    return event


def make_item(event: Event, at: str = "08.30", kind: str = ItemKind.TALK, **fields: Any) -> ProgrammeItem:
    """An item on the event's first day; ``at`` is a clock time like "08.30"."""
    day = event.days.order_by("date")[0]
    hour, minute = map(int, at.split("."))
    values = {
        "title": "Velkommen",
        "position": day.items.count(),
        "starts_at": aware(day.date, time(hour, minute)),
    }
    return ProgrammeItem.objects.create(day=day, kind=kind, **(values | fields))


def make_registration(event: Event, **fields: Any) -> Registration:
    """A confirmed registration written straight to the table; it does not count in ``seats_taken``."""
    number = next(_number)
    participant = fields.pop("participant", None) or Participant.objects.create(
        email=fields.pop("email", f"deltaker{number}@example.org")
    )
    values = {
        "status": RegistrationStatus.CONFIRMED,
        "first_name": f"Kari {number}",
        "last_name": "Nordby",
        "organisation_name": "Elvestad kommune",
        "sector": Sector.PUBLIC,
        "registered_at": timezone.now(),
    } | fields
    registration = Registration(event=event, participant=participant, **values)
    registration.set_keys()
    registration.save()
    return registration


def make_offer(registration: Registration, **fields: Any) -> SeatOffer:
    """A pending offer that holds for six hours, written straight to the table."""
    now = fields.get("offered_at", timezone.now())
    values = {"offered_at": now, "expires_at": now + timedelta(hours=6)} | fields
    Registration.objects.filter(pk=registration.pk).update(times_asked=1)
    return SeatOffer.objects.create(registration=registration, **values)


def oslo(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=OSLO)
