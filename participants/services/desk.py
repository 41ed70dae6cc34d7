"""What a coordinator's own page and an event's overview show: figures and what needs a hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _lazy

from events.models import Appearance, Event, EventStatus
from events.services import CheckItem, publish_checklist
from inkludering.dates import local
from participants.models import Registration, RegistrationStatus, SeatOffer
from regions.models import Sector
from regions.ring import Piece, sector_ring

BALANCE_FROM = 15  # registrations before the balance says anything
LARGEST_SHARE = 50  # per cent: no sector should be more than half of the room


@dataclass(frozen=True)
class Balance:
    """Who comes, by sector; ``warning`` is a sentence when one sector is too much of the room."""

    total: int
    slices: list[Piece]
    warning: str


@dataclass(frozen=True)
class Figures:
    """The numbers of one event, from one query."""

    confirmed: int
    waiting: int
    offered: int  # of those waiting, for whom a seat is held
    cancelled: int
    first_time: int
    balance: Balance
    requested: int = 0
    declined: int = 0

    @property
    def first_time_share(self) -> int:
        """Per cent of those with a seat who come for the first time."""
        return round(100 * self.first_time / self.confirmed) if self.confirmed else 0

    @property
    def statuses(self) -> list[tuple[str, str, int]]:
        """Each status with its words and how many are there, seats first."""
        counts = {
            RegistrationStatus.CONFIRMED: self.confirmed,
            RegistrationStatus.WAITING: self.waiting,
            RegistrationStatus.CANCELLED: self.cancelled,
        }
        where_people_apply = {
            RegistrationStatus.REQUESTED: self.requested,
            RegistrationStatus.DECLINED: self.declined,
        }
        counts |= {status: count for status, count in where_people_apply.items() if count}
        return [(str(status.value), str(status.label), count) for status, count in counts.items()]


def figures_of(event: Event) -> Figures:
    """Count the registrations of an event: one query, whatever their number."""
    confirmed = Q(status=RegistrationStatus.CONFIRMED)
    counted: dict[str, Any] = Registration.objects.filter(event=event).aggregate(
        confirmed=Count("pk", filter=confirmed),
        waiting=Count("pk", filter=Q(status=RegistrationStatus.WAITING)),
        offered=Count("pk", filter=Q(pk__in=SeatOffer.objects.pending().values("registration"))),
        cancelled=Count("pk", filter=Q(status=RegistrationStatus.CANCELLED)),
        first_time=Count("pk", filter=confirmed & Q(is_first_time=True)),
        requested=Count("pk", filter=Q(status=RegistrationStatus.REQUESTED)),
        declined=Count("pk", filter=Q(status=RegistrationStatus.DECLINED)),
        **{sector: Count("pk", filter=confirmed & Q(sector=sector)) for sector in Sector.values},
    )
    by_sector = {Sector(value): counted.pop(value) for value in Sector.values}
    return Figures(**counted, balance=balance_of(by_sector))


def balance_of(by_sector: dict[Sector, int]) -> Balance:
    """The ring's slices, and a warning from fifteen registrations on."""
    total = sum(by_sector.values())
    return Balance(total, sector_ring(by_sector, with_empty=True), _warning(by_sector, total))


# Whole sentences, so that each language can bend its own words.
FROM_ONE_SECTOR = {
    Sector.PUBLIC: _lazy("%(share)s %% come from the public sector."),
    Sector.VOLUNTARY: _lazy("%(share)s %% come from voluntary organisations."),
    Sector.PRIVATE: _lazy("%(share)s %% come from business."),
    Sector.SOCIAL_ENTREPRENEUR: _lazy("%(share)s %% are social entrepreneurs."),
    Sector.ACADEMIA: _lazy("%(share)s %% come from education and research."),
    Sector.OTHER: _lazy("%(share)s %% belong to no sector."),
}
INVITE_MORE = {
    Sector.PRIVATE: _lazy("Invite more from business."),
    Sector.VOLUNTARY: _lazy("Invite more from voluntary organisations."),
    Sector.PUBLIC: _lazy("Invite more from the public sector."),
}


def _warning(by_sector: dict[Sector, int], total: int) -> str:
    """Which sector is too much of the room, and which of the three large ones is missing most."""
    if total < BALANCE_FROM:
        return ""
    largest = max(by_sector, key=lambda sector: by_sector[sector])
    if 100 * by_sector[largest] <= LARGEST_SHARE * total:
        return ""
    share = round(100 * by_sector[largest] / total)
    missing = min((one for one in INVITE_MORE if one != largest), key=lambda sector: by_sector[sector])
    return f"{FROM_ONE_SECTOR[largest] % {'share': share}} {INVITE_MORE[missing]}"


def days_left(event: Event, now: datetime) -> int | None:
    """Calendar days until the event begins, by the clock on the wall; None without a date."""
    if event.starts_at is None:
        return None
    return (local(event.starts_at, event.zone).date() - local(now, event.zone).date()).days


@dataclass(frozen=True)
class Readiness:
    """What must be ready for a day, with what is missing first."""

    items: list[CheckItem]

    @property
    def done(self) -> int:
        return sum(item.done for item in self.items)

    @property
    def total(self) -> int:
        return len(self.items)


def readiness_of(event: Event, now: datetime) -> Readiness:
    return Readiness(sorted(publish_checklist(event, now), key=lambda item: item.done))


@dataclass(frozen=True)
class NextDay:
    """The next published event with all that its card shows."""

    event: Event
    days_left: int
    figures: Figures
    unsettled: list[Appearance]


@dataclass(frozen=True)
class Desk:
    """A user's own page."""

    next: NextDay | None
    drafts: list[Event]
    later: list[Event]


def read_desk(*, user: Any, now: datetime) -> Desk:
    """A fixed number of queries, whatever the number of events and people."""
    events = Event.objects.visible_to(user).for_cards()
    coming = list(events.published().upcoming(now)[:6])
    drafts = list(events.filter(status=EventStatus.DRAFT).order_by("starts_at", "pk")[:10])
    return Desk(next=_next_day(coming[0], now) if coming else None, drafts=drafts, later=coming[1:])


def _next_day(event: Event, now: datetime) -> NextDay:
    return NextDay(event, days_left(event, now) or 0, figures_of(event), unsettled_of(event))


def unsettled_of(event: Event) -> list[Appearance]:
    """Who is not confirmed or has no name yet, in the order of the programme."""
    rows = Appearance.objects.unsettled().filter(item__day__event=event)
    return list(
        rows.select_related("item", "organisation").order_by(
            "item__day__date", "item__position", "position", "pk"
        )
    )
