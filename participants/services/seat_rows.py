"""The statements every seat rests on: lock the event's row, count its registrations, write the numbers.

Written as SQL because the ORM takes four times as long to write them as the database to answer.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, UUIDField

from events.models import Event
from inkludering.text import fold
from participants.services.raw_rows import moment, partly

# What is read of an event to give or free a seat: its texts would be most of the row.
_MOMENTS = ("registration_opens_at", "registration_closes_at", "starts_at", "ends_at")
_COLUMNS = (
    *("id", "region_id", "status", "capacity", "seats_taken", "seats_held", "waiting_count"),
    *("waiting_counter", *_MOMENTS, "timezone", "contact_email", "asks_more"),
)
_LOCK = f"""
SELECT {", ".join(_COLUMNS)},
       (SELECT COUNT(capacity) FROM events_eventday WHERE event_id = events_event.id) AS limited_days,
       COALESCE((SELECT offers_seats FROM participants_signup WHERE event_id = events_event.id), TRUE)
         AS by_offers,
       (SELECT MIN(id) FROM regions_organisation WHERE search_name = %s) AS typed
  FROM events_event WHERE id = %s
"""  # noqa: S608  # constants
_WRITE = """
UPDATE events_event SET seats_taken = %s, seats_held = %s, waiting_count = %s, waiting_counter = %s
 WHERE id = %s
"""
_COUNT = """
SELECT COUNT(*) FILTER (WHERE status = 'confirmed'),
       COUNT(*) FILTER (WHERE status = 'waiting' AND id IN
                        (SELECT registration_id FROM participants_seatoffer WHERE state = 'pending')),
       COUNT(*) FILTER (WHERE status = 'waiting' AND times_asked = 0),
       MAX(position),
       MAX(id) FILTER (WHERE form_id = %(form_id)s),
       MAX(id) FILTER (WHERE status <> 'cancelled' AND participant_id =
                       (SELECT id FROM participants_participant WHERE email = %(email)s)),
       MAX(id) FILTER (WHERE status <> 'cancelled' AND form_id = %(corrects)s
                         AND registered_at > %(fresh_since)s)
  FROM participants_registration WHERE event_id = %(event)s
"""


@dataclass(frozen=True)
class LookFor:
    """Rows to find while counting: of a form, of a person, and of the form to correct if it is fresh."""

    form_id: UUID | None = None
    email: str | None = None
    corrects: UUID | None = None
    fresh_since: datetime | None = None


@dataclass(frozen=True)
class Known:
    """Ids of rows that are there already: of this form, of this person, and of the form to correct."""

    same_form: int | None
    same_person: int | None
    corrected: int | None


@dataclass(frozen=True)
class Counted:
    confirmed: int
    held: int
    waiting: int  # of those who were not offered a seat yet
    last_in_line: int
    known: Known


def lock(event_id: int, organisation: str) -> Event:
    """The event, locked until the transaction ends; ``typed`` on it is the id of the organisation of
    exactly that name, ``limited_days`` how many of its days have a limit of their own. Raises
    ``Event.DoesNotExist``.

    Nothing that a seat depends on may ride along: such a subquery does not see what was committed
    while the statement waited. (Whoever waits while the first limit is set comes before the limit.)
    ``by_offers``, how free seats go to the line, may: no count rests on it.
    """
    sql = _LOCK + ("FOR UPDATE OF events_event" if connection.features.has_select_for_update_of else "")
    with connection.cursor() as cursor:
        cursor.execute(sql, [fold(organisation) or None, event_id])
        row = cursor.fetchone()
    if row is None:
        raise Event.DoesNotExist
    *values, limited_days, by_offers, typed = row
    read = dict(zip(_COLUMNS, values, strict=True))
    read |= {name: moment(read[name]) for name in _MOMENTS if read[name]} | {
        "asks_more": bool(read["asks_more"])
    }
    event: Event = partly(Event, **read)
    vars(event).update(limited_days=limited_days, by_offers=bool(by_offers), typed=typed)
    return event


def write(event: Event) -> None:
    """The numbers of a locked and counted event."""
    with connection.cursor() as cursor:
        numbers = [event.seats_taken, event.seats_held, event.waiting_count, event.waiting_counter]
        cursor.execute(_WRITE, [*numbers, event.pk])


def count(event_id: int, looked: LookFor) -> Counted:
    values = {
        "event": event_id,
        "email": looked.email,
        "form_id": _written(UUIDField(), looked.form_id),
        "corrects": _written(UUIDField(), looked.corrects),
        "fresh_since": _written(DateTimeField(), looked.fresh_since),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        confirmed, held, waiting, last, *known = cursor.fetchone()
    return Counted(confirmed, held, waiting, last or 0, Known(*known))


def _written(field: "UUIDField[Any, Any] | DateTimeField[Any, Any]", value: Any) -> Any:
    return field.get_db_prep_value(value, connection)
