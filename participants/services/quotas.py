"""Room within an event: limits for one sector, one country or one day, where the coordinator set any.

Asked only with the event locked (``seats.lock_event``): what is counted here is what a seat rests on.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from events.models import Event, EventDay
from inkludering.dates import long_date
from inkludering.errors import DomainError
from participants.models import Quota, QuotaKind, Registration, SignUp, holding_a_seat
from participants.models.registrations import RegistrationQuerySet
from regions.models import Country, Sector

Limit = tuple[str, str | int]


class DayFullError(DomainError):
    """Staff move somebody with a seat to a day that is full; they may, as one too many, when they say so."""


@dataclass(frozen=True)
class Seeker:
    """What the limits ask of somebody who wants a seat. No days: every day."""

    sector: str
    country: str = ""
    days: frozenset[int] = frozenset()


@dataclass
class Room:
    """Seats left for each limit. Without limits everybody fits."""

    left: dict[Limit, int] = field(default_factory=dict)

    def _limits_of(self, seeker: Seeker) -> list[Limit]:
        mine: list[Limit] = [(QuotaKind.SECTOR, seeker.sector), (QuotaKind.COUNTRY, seeker.country)]
        mine += [("day", day) for day in seeker.days] if seeker.days else [*self.days]
        return [limit for limit in mine if limit in self.left]

    @property
    def days(self) -> list[Limit]:
        return [limit for limit in self.left if limit[0] == "day"]

    @property
    def is_limited(self) -> bool:
        return bool(self.left)

    def fits(self, seeker: Seeker) -> bool:
        """Is there room for one more of this sector and country, on these days?"""
        return all(self.left[limit] > 0 for limit in self._limits_of(seeker))

    def refuse_change(self, before: Seeker, after: Seeker) -> None:
        """Somebody who has a seat wants another sector, country or day with it. Raises ``DomainError``
        that names the first that is full."""
        had = self._limits_of(before)
        for limit in self._limits_of(after):
            if limit not in had and self.left[limit] <= 0:
                raise DomainError(_("All seats are taken: %(what)s.") % {"what": _words_of(limit)})

    def refuse_days(self, before: Seeker, after: Seeker) -> None:
        """As ``refuse_change`` for the days alone, asked of staff. Raises ``DayFullError``."""
        had = self._limits_of(before)
        for limit in self._limits_of(after):
            if limit[0] == "day" and limit not in had and self.left[limit] <= 0:
                words = _("All seats are taken on %(day)s. You can save it all the same, as one too many.")
                raise DayFullError(words % {"day": _words_of(limit)})

    def take(self, seeker: Seeker) -> None:
        """One seat fewer for those like this one."""
        for limit in self._limits_of(seeker):
            self.left[limit] -= 1


ANY = Room()


def _words_of(limit: Limit) -> str:
    kind, value = limit
    if kind == "day":
        return long_date(EventDay.objects.get(pk=value).date)
    return str(Sector(str(value)).label if kind == QuotaKind.SECTOR else Country(str(value)).label)


def room_of(event: Event) -> Room:
    """What is left of a locked event's limits. No look where there are none."""
    if not is_limited(event):
        return Room()
    quotas = Quota.objects.filter(event=event.pk)
    days = EventDay.objects.filter(event=event.pk, capacity__isnull=False)
    return Room(_left_of(list(quotas), event) | _left_on(list(days)))


def _left_of(quotas: list[Quota], event: Event) -> dict[Limit, int]:
    taken = holding_a_seat(Registration.objects.filter(event=event.pk))
    counted = {f"quota_{quota.pk}": Count("pk", filter=Q(**{quota.kind: quota.value})) for quota in quotas}
    found = taken.aggregate(**counted) if counted else {}
    return {(quota.kind, quota.value): quota.seats - found[f"quota_{quota.pk}"] for quota in quotas}


def _left_on(days: list[EventDay]) -> dict[Limit, int]:
    return {
        ("day", day.pk): (day.capacity or 0) - holding_a_seat(Registration.objects.coming_on(day)).count()
        for day in days
    }


def seeker_of(registration: Registration) -> Seeker:
    """What is known of somebody in line."""
    days = frozenset(choice.day_id for choice in registration.day_choices.all())
    return Seeker(registration.sector, registration.country, days)


def holds_a_seat(registration: Registration) -> bool:
    """One of its own, or one that is held for it until an offer is answered."""
    return holding_a_seat(Registration.objects.filter(pk=registration.pk)).exists()


def is_limited(event: Event) -> bool:
    """May this locked event have a limit but its number of seats? Costs no look."""
    return event.asks_more or vars(event)["limited_days"] > 0


def those_who_fit(event: Event, line: RegistrationQuerySet, free: int | None) -> list[Registration]:
    """The first in line for whom there is room, at most ``free`` of them. The event is locked.

    A party that waits together gets its seats all at once; until then others may pass it.
    """
    room = room_of(event)
    if not room.is_limited and not line.filter(party__together=True).exists():
        return list(line if free is None else line[:free])
    rows = list(line.select_related("participant", "party").prefetch_related("day_choices"))
    found: list[Registration] = []
    for group in _groups_of(rows):
        left = len(group) if free is None else free - len(found)
        if len(group) <= left and _all_fit(group, room):
            found += group
    return found


def _groups_of(rows: list[Registration]) -> list[list[Registration]]:
    """Everybody alone, save those who wait together, where the first of them stands."""
    groups: dict[tuple[str, int], list[Registration]] = {}
    for row in rows:
        together = row.party is not None and row.party.together
        key = ("party", row.party_id or 0) if together else ("alone", row.pk)
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _all_fit(group: list[Registration], room: Room) -> bool:
    """Takes their places in ``room`` when there is one for each; else leaves it as it was."""
    after = Room(dict(room.left))
    for registration in group:
        seeker = seeker_of(registration)
        if not after.fits(seeker):
            return False
        after.take(seeker)
    room.left = after.left
    return True


def approves(event: Event) -> bool:
    """Does the coordinator say yes or no to each? Asked with the event locked."""
    return SignUp.objects.filter(event=event.pk, approves=True).exists()
