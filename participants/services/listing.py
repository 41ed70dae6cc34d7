"""The list of those registered: search, filters, pages."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q

from events.models import Event
from inkludering.text import fold
from participants.models import Registration, RegistrationStatus, SeatOffer
from regions.models import Sector

PAGE_SIZE = 100


@dataclass(frozen=True)
class Wanted:
    """What to show. Without a status: everybody who is not cancelled."""

    search: str = ""
    sectors: list[str] = field(default_factory=list)
    status: str = ""
    first_time: bool = False
    page: int = 1


def list_registrations(event: Event, wanted: Wanted) -> Page[Registration]:
    """A page of registrations by first name; the waiting list in its own order."""
    rows = Registration.objects.filter(event=event).select_related("participant")
    for word in fold(wanted.search).split():
        rows = rows.filter(Q(search_text__contains=word) | Q(participant__email__contains=word))
    has_status = wanted.status in RegistrationStatus.values
    rows = rows.filter(status=wanted.status) if has_status else rows.active()
    sectors = [sector for sector in wanted.sectors if sector in Sector.values]
    if sectors:
        rows = rows.filter(sector__in=sectors)
    if wanted.first_time:
        rows = rows.filter(is_first_time=True)
    in_line = wanted.status == RegistrationStatus.WAITING
    rows = rows.order_by("times_asked", "position") if in_line else rows.alphabetical()
    offers = Prefetch("offers", SeatOffer.objects.pending(), to_attr="open_offers")
    return Paginator(rows.prefetch_related(offers), PAGE_SIZE).get_page(wanted.page)
