"""What people need of food and access: kept sealed, opened for few, counted for the kitchen.

Nothing here is ever logged with its content, and the log of changes does not tell that somebody has needs.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event, EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from inkludering.sealed import SealedError, seal, seal_anew, unseal
from participants.models import (
    Access,
    Diet,
    Need,
    NeedKind,
    Registration,
    RegistrationStatus,
    SignUp,
)
from participants.models.registrations import RegistrationQuerySet

KEPT_AFTER = timedelta(days=7)
CONSENT: dict[NeedKind, Promise] = {
    NeedKind.DIET: gettext_lazy(
        "Yes, the organiser may keep what I write here about food until 7 days after the day, "
        "only to make the day possible for me."
    ),
    NeedKind.ACCESS: gettext_lazy(
        "Yes, the organiser may keep what I write here about access until 7 days after the day, "
        "only to make the day possible for me."
    ),
}
WORDS: dict[NeedKind, dict[str, Any]] = {
    NeedKind.DIET: dict(Diet.choices),
    NeedKind.ACCESS: dict(Access.choices),
}


@dataclass(frozen=True)
class Wanted:
    """One kind of need as it was ticked and written; the consent was given beside it."""

    kind: NeedKind
    choices: tuple[str, ...] = ()
    other: str = ""

    def words(self) -> list[str]:
        """As a person reads it."""
        known = WORDS[self.kind]
        chosen = [str(known[choice]) for choice in self.choices if choice in known]
        return [*chosen, self.other] if self.other else chosen


@transaction.atomic
def keep_needs(*, registration: Registration, wanted: Iterable[Wanted], now: datetime) -> None:
    """Seal what was consented to; it takes the place of what was there of the same kind.

    Raises ``DomainError`` when the registration has ended or is somebody else's since, or the week after
    the day has passed.
    """
    theirs = Registration.objects.select_for_update().filter(link_version=registration.link_version)
    current = theirs.filter(pk=registration.pk).first()
    if current is None:
        raise DomainError(_("That is no longer possible: the registration has changed since."))
    if not current.is_active or is_too_late(registration.event, now):
        raise DomainError(_("The day is over."))
    for one in wanted:
        content = json.dumps({"choices": one.choices, "other": one.other})
        Need.objects.update_or_create(
            registration=registration,
            kind=one.kind,
            defaults={
                "sealed": seal(content),
                "consent_wording": str(CONSENT[one.kind]),
                "consented_at": now,
                "arranged_at": None,
            },
        )


def is_too_late(event: Event, now: datetime) -> bool:
    return event.ends_at is None or event.ends_at + KEPT_AFTER <= now


def forget_needs(*, registration: Registration, kind: NeedKind | None = None) -> None:
    """Take the consent back: what it covered is gone at once. Harmless to repeat."""
    needs = Need.objects.filter(registration=registration)
    (needs.filter(kind=kind) if kind else needs).delete()


def forget_old_needs(*, now: datetime) -> int:
    """Those of events that ended a week ago, and of registrations that are no more."""
    old = Need.objects.filter(registration__event__ends_at__lte=now - KEPT_AFTER)
    ended = Need.objects.filter(registration__status__in=["cancelled", "declined"])
    return old.delete()[0] + ended.delete()[0]


def open_need(need: Need) -> Wanted:
    """What stands in one row. A row that no key opens says so instead of breaking the page."""
    kind = NeedKind(need.kind)
    try:
        content = json.loads(unseal(need.sealed))
    except SealedError:
        return Wanted(kind, other=_("Cannot be read: ask the person again."))
    return Wanted(kind, tuple(content["choices"]), content["other"])


@dataclass(frozen=True)
class OwnNeed:
    """One kind of need as its owner sees it."""

    wanted: Wanted
    consent_wording: str
    consented_at: datetime

    @property
    def label(self) -> str:
        return str(NeedKind(self.wanted.kind).label)


def own_needs(registration: Registration) -> list[OwnNeed]:
    """For the person alone."""
    rows = Need.objects.filter(registration=registration).order_by("-kind")
    return [OwnNeed(open_need(need), need.consent_wording, need.consented_at) for need in rows]


@dataclass(frozen=True)
class PersonsNeed:
    """One row of the inclusion officer's list."""

    need: Need
    name: str
    wanted: Wanted

    @property
    def version(self) -> str:
        return version_of(self.need)


def version_of(need: Need) -> str:
    """Differs as soon as the person writes something else."""
    return f"{need.consented_at.timestamp():.6f}"


def _of_those_who_come(event: Event) -> Any:
    coming = Need.objects.filter(registration__event=event)
    return coming.filter(registration__status=RegistrationStatus.CONFIRMED)


def read_needs(*, event: Event, by: User) -> list[PersonsNeed]:
    """Who needs what, for the inclusion officer. Each look is in the log."""
    rows = _of_those_who_come(event).select_related("registration")
    rows = rows.order_by("registration__sort_name", "registration", "-kind")
    found = [PersonsNeed(need, need.registration.name, open_need(need)) for need in rows]
    record("needs.seen", event, by=by, region_id=event.region_id, rows=len(found))
    return found


@transaction.atomic
def mark_arranged(*, need: Need, arranged: bool, now: datetime, by: User, seen: str = "") -> None:
    """The officer has seen to it, or takes that back. The log names the event, never the person. Raises
    ``DomainError`` when the person has taken it back, or written something else than the officer has
    ``seen`` (``version_of``)."""
    same = Need.objects.filter(pk=need.pk, consented_at=need.consented_at)
    if seen not in ("", version_of(need)) or not same.update(arranged_at=now if arranged else None):
        raise DomainError(_("This has just been changed. Look at it once more."))
    event = need.registration.event
    record("needs.arranged", event, by=by, region_id=event.region_id, arranged=int(arranged))


def arranged_for(event: Event) -> frozenset[int]:
    """Ids of the registrations something is arranged for: a neutral mark for the door, saying no more."""
    done = Need.objects.filter(registration__event=event, kind=NeedKind.ACCESS, arranged_at__isnull=False)
    return frozenset(done.values_list("registration", flat=True))


@dataclass(frozen=True)
class Plate:
    """So many want the same."""

    words: list[str]
    number: int


@dataclass(frozen=True)
class KitchenDay:
    """Numbers for the kitchen: no name and no free text."""

    day: EventDay
    people: int
    plates: list[Plate]
    unclear: int
    items: list[tuple[str, int]] = field(default_factory=list)

    @property
    def plain(self) -> int:
        """Those who eat what all eat."""
        return self.people - self.unclear - sum(plate.number for plate in self.plates)


def count_for_kitchen(*, day: EventDay) -> KitchenDay:
    """How many of each, on one day. ``unclear`` wrote in words of their own: the officer knows."""
    coming = Registration.objects.confirmed().coming_on(day)
    diets = Need.objects.filter(kind=NeedKind.DIET, registration__in=coming)
    opened = [open_need(need) for need in diets]
    alike = Counter(tuple(sorted(one.choices)) for one in opened if not one.other)
    most_first = sorted(alike.items(), key=lambda pair: (-pair[1], pair[0]))
    plates = [Plate(Wanted(NeedKind.DIET, choices).words(), number) for choices, number in most_first]
    return KitchenDay(
        day, coming.count(), plates, sum(bool(one.other) for one in opened), _items_of(day, coming)
    )


def _items_of(day: EventDay, coming: RegistrationQuerySet) -> list[tuple[str, int]]:
    """How many come to each meal or social item that sign-up asks about."""
    sign_up = SignUp.objects.filter(event=day.event_id).first()
    if sign_up is None:
        return []
    chosen = Count("choices", filter=Q(choices__registration__in=coming))
    asked = sign_up.items.filter(day=day).annotate(number=chosen).order_by("position")
    return [(item.title, item.number) for item in asked]


@transaction.atomic
def rotate() -> int:
    """Seal every row with the newest key; returns how many. Rows no key opens are left as they are."""
    number = 0
    for need in Need.objects.select_for_update().iterator():
        try:
            need.sealed = seal_anew(need.sealed)
        except SealedError:
            continue
        need.save(update_fields=["sealed"])
        number += 1
    return number
