"""All that decides whether an event's page has changed, in one small query.

It is asked at every view of a page. Written as SQL because the ORM would take twenty times as long
to write this query as the database takes to answer it.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from events.models import EventStatus
from events.presentation.state import State, state_from

LAST_YEAR = 9999

_QUERY = """
SELECT event.id, event.version, event.status, event.capacity, event.seats_taken + event.seats_held,
       event.waiting_count,
       event.ends_at <= %(now)s, event.registration_opens_at > %(now)s,
       COALESCE(event.registration_closes_at, event.ends_at) > %(now)s,
       region.name, region.slug, region.days_held_before,
       theme.name, theme.question, theme.goals,
       controller.name, controller.unit, controller.organisation_number, controller.contact_email,
       (SELECT COUNT(*) FROM events_event AS earlier
         WHERE earlier.region_id = event.region_id AND earlier.status = 'published'
           AND earlier.kind = 'inclusion_day' AND earlier.starts_at < event.starts_at),
       event.asks_more OR (SELECT COUNT(*) > 1 FROM events_eventday AS day WHERE day.event_id = event.id)
  FROM events_event AS event
  JOIN regions_region AS region ON region.id = event.region_id
  LEFT JOIN events_theme AS theme ON theme.id = event.theme_id
  LEFT JOIN regions_organisation AS controller ON controller.id = event.controller_id
 WHERE event.year = %(year)s AND event.slug = %(slug)s AND event.status <> 'draft'
"""


class Stamp(NamedTuple):
    """Equal stamps mean equal pages."""

    event_id: int
    version: int
    status: str
    capacity: int | None
    seats_taken: int
    waiting_count: int
    is_over: bool | None
    opens_later: bool | None
    closes_later: bool | None
    region_name: str
    region_slug: str
    days_held_before: int
    theme: tuple[Any, ...]
    controller: tuple[Any, ...]
    days_held_here: int
    asks_more: bool  # of those who sign up: days to choose, or what the coordinator has added

    @property
    def number(self) -> int:
        """Which of the region's inclusion days this is, those before this system included."""
        return self.days_held_before + self.days_held_here + 1

    @property
    def has_free_seat(self) -> bool:
        return self.capacity is None or self.seats_taken < self.capacity

    @property
    def state(self) -> State:
        published = self.status == EventStatus.PUBLISHED
        return state_from(
            self.status,
            is_over=bool(self.is_over),
            is_open=published and not self.opens_later and bool(self.closes_later),
            opens_later=bool(self.opens_later),
            has_free_seat=self.has_free_seat,
        )

    def without_numbers(self) -> "Stamp":
        """For pages that do not say how many are coming."""
        return self._replace(capacity=None, seats_taken=0, waiting_count=0)


def stamp_of(year: int, slug: str, *, now: datetime) -> Stamp | None:
    """None where there is nothing that visitors may see.

    The names of the other organisations are not in it: a rename gives their events a new version.
    """
    if year > LAST_YEAR:
        return None
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, {"now": moment, "year": year, "slug": slug})
        found = cursor.fetchone()
    if found is None:
        return None
    return Stamp._make([*found[:12], found[12:15], found[15:19], found[19], bool(found[20])])
