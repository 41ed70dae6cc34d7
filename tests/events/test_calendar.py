"""The calendar file of an event."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from events.calendar import event_calendar
from events.models import Event, EventStatus, ItemKind
from tests.events.pages import get
from tests.events.programmes import add_item, conference, morning, nordic
from tests.factories import make_published_event

pytestmark = pytest.mark.django_db

FRIDAY = date(2027, 1, 29)


def entries(event: Event) -> list[Any]:
    return list(Calendar.from_ical(event_calendar(event)).walk("VEVENT"))


def test_calendar_has_the_day_from_the_doors_to_the_end() -> None:
    (entry,) = entries(morning(day=FRIDAY))

    assert entry["DTSTART"].dt.astimezone(UTC) == datetime(2027, 1, 29, 7, 10, tzinfo=UTC)
    assert entry["DTEND"].dt.astimezone(UTC) == datetime(2027, 1, 29, 11, 0, tzinfo=UTC)
    assert entry["DTSTART"].params["TZID"] == "Europe/Oslo"
    assert entry["SUMMARY"] == "Arbeidsinkludering"
    assert entry["LOCATION"] == "Kulturhuset Lanterna, Bryggegata 4, Fjordby"
    assert entry["STATUS"] == "CONFIRMED"


def test_calendar_carries_its_time_zone() -> None:
    calendar = Calendar.from_ical(event_calendar(morning(day=FRIDAY)))

    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Oslo"]


def test_calendar_keeps_its_uid_and_counts_versions() -> None:
    event = morning(day=FRIDAY)
    (before,) = entries(event)
    Event.objects.filter(pk=event.pk).update(version=7, title="Nytt navn", slug="nytt-navn")
    event.refresh_from_db()

    (after,) = entries(event)

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (1, 7)


def test_calendar_has_an_entry_for_each_day() -> None:
    first, second = entries(nordic(day=FRIDAY))

    assert (first["SUMMARY"], second["SUMMARY"]) == ("Nye naboer: Kunnskapsdag", "Nye naboer: Verksted")
    assert second["DTSTART"].dt.astimezone(UTC) == datetime(2027, 1, 30, 8, 0, tzinfo=UTC)
    assert first["UID"] != second["UID"]


def test_calendar_says_when_a_day_is_cancelled() -> None:
    (entry,) = entries(morning(day=FRIDAY, status=EventStatus.CANCELLED))

    assert entry["STATUS"] == "CANCELLED"


def test_calendar_holds_an_open_end_until_midnight() -> None:
    (entry,) = entries(conference(day=FRIDAY))

    assert entry["DTEND"].dt.astimezone(UTC) == datetime(2027, 1, 29, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (date(2027, 3, 27), 7),
        (date(2027, 3, 28), 6),
        (date(2027, 10, 30), 6),
        (date(2027, 10, 31), 7),
    ],
)
def test_calendar_is_right_around_the_clock_changes(day: date, utc_hour: int) -> None:
    event = make_published_event(day=day)
    add_item(event.days.get(), "08.30", ItemKind.WELCOME, "Velkommen")

    (entry,) = entries(event)

    starts_at = datetime(day.year, day.month, day.day, utc_hour, 30, tzinfo=UTC)
    assert entry["DTSTART"].dt.astimezone(UTC) == starts_at


@pytest.mark.parametrize("text", ["a\r\nATTENDEE:x", "a\nEND:VEVENT", "a\rb", "a,b;c\\d", "x" * 130])
def test_calendar_text_can_add_no_line(text: str) -> None:
    event = morning(day=FRIDAY, title=text[:140], venue_name=text[:140])

    raw = event_calendar(event).decode()

    assert len(entries(event)) == 1
    assert "\nATTENDEE" not in raw
    assert raw.count("\r\nEND:VEVENT\r\n") == 1
    assert all(len(line.encode()) <= 75 for line in raw.split("\r\n"))


def test_calendar_is_sent_as_a_file(client: Client) -> None:
    response = get(client, morning(), "kalender.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="arbeidsinkludering.ics"'
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\n")
