"""On which dates of an event one person comes."""

from datetime import date

from django.db.models import Min

from events.models import Event
from inkludering.dates import local
from participants.models import DayChoice, Registration


def dates_of(registration: Registration, event: Event) -> list[date]:
    """Where these are not all of them; else none. An event of one date costs no look."""
    if not _has_several(event):
        return []
    mine = DayChoice.objects.filter(registration=registration).order_by("day__date")
    chosen = list(mine.values_list("day__date", flat=True))
    return chosen if len(chosen) < event.days.count() else []


def own_first_dates(event: Event) -> dict[int, date]:
    """Registration id → first date, of those who chose some. An event of one date costs no look."""
    if not _has_several(event):
        return {}
    chosen = DayChoice.objects.filter(registration__event=event).order_by()
    return dict(chosen.values_list("registration").annotate(first=Min("day__date")))


def first_date_of(registration: Registration, event: Event) -> date | None:
    """When the person is expected."""
    return next(iter(dates_of(registration, event)), event.first_date)


def _has_several(event: Event) -> bool:
    if event.starts_at is None or event.ends_at is None:
        return False
    return local(event.starts_at, event.zone).date() != local(event.ends_at, event.zone).date()
