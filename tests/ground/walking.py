"""Walk the whole URLconf: every route with its policy, and an object of each model to try it with.

A new route is covered by itself; a route with a new model fails until ``MAKE`` knows the model.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from events.models import Appearance, Event, EventDay, EventOrganisation, ProgrammeItem
from inkludering.accounts.models import User
from inkludering.permissions import Policy, policy_of
from participants.models import (
    DoorDevice,
    DoorShift,
    FeeAgreement,
    FeeType,
    Invoice,
    Need,
    NeedKind,
    Paper,
    PaperKind,
    Payment,
    Question,
    Registration,
    SeatOffer,
)
from participants.services.needs import Wanted, keep_needs
from regions.models import Member, Organisation, Region, Role, RoleKind
from tests import factories
from tests.participants.accounts import make_agreement, make_invoice, make_payment
from workshops.models import Coach, Project, Seat, WorkshopGroup, WorkshopRound

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
MISSING = {"int": "2000000001", "slug": "finnes-ikke", "str": "finnes-ikke"}
SAMPLE = {"int": "1", "slug": "noe", "str": "noe"}
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")

Make = Callable[[Region, User], models.Model]


@dataclass(frozen=True)
class Route:
    """One address of the site. ``path`` holds Django's ``<int:event_id>`` where arguments go."""

    path: str
    name: str
    view: Any = field(repr=False, compare=False)
    policy: Policy | None

    def arguments(self) -> dict[str, str]:
        """Each argument with the kind of its converter."""
        return {name: kind or "str" for kind, name in ARGUMENT.findall(self.path)}

    def fill(self, values: dict[str, Any]) -> str:
        return "/" + ARGUMENT.sub(lambda found: str(values[found[2]]), self.path)

    def for_object(self, obj: models.Model | None) -> str:
        """The address of this route for ``obj``; arguments the policy does not read get a sample."""
        values: dict[str, Any] = {name: SAMPLE[kind] for name, kind in self.arguments().items()}
        if obj is not None and self.policy is not None:
            values |= {name: read(obj, lookup) for name, lookup in self.policy.by.items()}
        return self.fill(values)

    def for_nothing(self) -> str:
        """The same for an object that does not exist."""
        values: dict[str, Any] = {name: SAMPLE[kind] for name, kind in self.arguments().items()}
        assert self.policy is not None
        return self.fill(values | {name: MISSING[self.arguments()[name]] for name in self.policy.by})


def read(obj: Any, lookup: str) -> Any:
    """The value that ``filter(<lookup>=…)`` would compare: ``day__event_id`` is ``obj.day.event_id``."""
    for part in lookup.split("__"):
        obj = getattr(obj, part)
    return obj


def routes(patterns: list[Any] | None = None, prefix: str = "", space: str = "") -> Iterator[Route]:
    """Every route below ``patterns``, by default those of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, path, inner)
        elif isinstance(pattern, URLPattern):
            yield Route(path, f"{space}{pattern.name}", pattern.callback, policy_of(pattern.callback))


def user_routes() -> list[Route]:
    """Those for people who work here."""
    return [route for route in routes() if route.policy and route.policy.kind == "user"]


def _event(region: Region) -> Event:
    event = factories.make_published_event(region=region, title=f"Dagen i {region.name}")
    factories.make_item(event)
    factories.make_registration(event)
    return event


def _day(region: Region) -> EventDay:
    return EventDay.objects.get(event=_event(region))


def _item(region: Region) -> ProgrammeItem:
    return ProgrammeItem.objects.get(day=_day(region))


def _round(region: Region) -> WorkshopRound:
    return WorkshopRound.objects.create(day=_day(region), number=1)


def _seat(region: Region) -> Seat:
    turn = _round(region)
    group = WorkshopGroup.objects.create(round=turn, number=1)
    registration = Registration.objects.get(event=turn.event)
    return Seat.objects.create(round=turn, group=group, registration=registration)


def _member(region: Region) -> Member:
    organisation = factories.make_organisation()
    return Member.objects.create(working_group=region.working_group, organisation=organisation)


def _device(region: Region) -> DoorDevice:
    until = timezone.now() + timedelta(hours=6)
    return DoorDevice.objects.create(
        day=_day(region), name="Nettbrett", token_digest=uuid4().hex, expires_at=until
    )


def _need(region: Region) -> Need:
    registration = Registration.objects.get(event=_event(region))
    wanted = Wanted(NeedKind.DIET, ("vegan",))
    keep_needs(registration=registration, wanted=[wanted], now=timezone.now())
    return Need.objects.get(registration=registration)


def _seat_offer(region: Region) -> SeatOffer:
    waiting = factories.make_registration(_event(region), status="waiting", position=1)
    return factories.make_offer(waiting)


def _paper(region: Region, user: User) -> Paper:
    return Paper.objects.create(
        day=_day(region), kind=PaperKind.NAME_TAGS, ordered_by=user, ordered_at=timezone.now()
    )


def _project(region: Region) -> Project:
    return Project.objects.create(day=_day(region), number=1, title="Et prosjekt")


def _coach(region: Region) -> Coach:
    day = _day(region)
    return Coach.objects.create(day=day, registration=Registration.objects.get(event=day.event))


def _agreement(region: Region) -> FeeAgreement:
    return make_agreement(Registration.objects.get(event=_event(region)))


# How to make one of each model that a route loads, in a region, for a user.
MAKE: dict[type[models.Model], Make] = {
    Region: lambda region, _user: region,
    Role: lambda region, _user: factories.make_role(RoleKind.FACILITATOR, region),
    Member: lambda region, _user: _member(region),
    Organisation: lambda _region, _user: factories.make_organisation(),
    Event: lambda region, _user: _event(region),
    EventDay: lambda region, _user: _day(region),
    EventOrganisation: lambda region, _user: EventOrganisation.objects.get(event=_event(region)),
    ProgrammeItem: lambda region, _user: _item(region),
    Appearance: lambda region, _user: Appearance.objects.create(item=_item(region), person_name="Ola"),
    Registration: lambda region, _user: Registration.objects.get(event=_event(region)),
    DoorDevice: lambda region, _user: _device(region),
    DoorShift: lambda region, _user: DoorShift.objects.create(
        day=_day(region), name="Solveig", pin_salt="s", pin_digest="d"
    ),
    Paper: _paper,
    SeatOffer: lambda region, _user: _seat_offer(region),
    Need: lambda region, _user: _need(region),
    Question: lambda region, _user: Question.objects.create(event=_event(region), text="Hva lærte du?"),
    Invoice: lambda region, _user: make_invoice(_agreement(region)),
    Payment: lambda region, _user: make_payment(_agreement(region)),
    FeeType: lambda region, _user: FeeType.objects.create(event=_event(region), name="Begge", amount=500_00),
    WorkshopRound: lambda region, _user: _round(region),
    Seat: lambda region, _user: _seat(region),
    Project: lambda region, _user: _project(region),
    Coach: lambda region, _user: _coach(region),
}
PERSONAL = frozenset({Paper})  # only for who ordered it
SHARED = frozenset({Organisation})  # common knowledge: no region's own
