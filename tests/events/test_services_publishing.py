"""A day's way from draft to published to cancelled."""

from datetime import timedelta

import pytest

from events.models import TRANSITIONS, Event, EventStatus
from events.services import (
    add_item,
    cancel_event,
    change_status,
    missing_of,
    publish,
    publish_checklist,
    set_organisation,
)
from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from regions.models import Member
from tests.events.planning import FRIDAY, NOW, first_day, make_draft
from tests.factories import make_organisation, make_published_event, make_region

pytestmark = pytest.mark.django_db


def make_ready() -> Event:
    """A draft that lacks nothing."""
    event = make_draft("standard_morning", theme="Ny start", venue_name="Biblioteket")
    Event.objects.filter(pk=event.pk).update(contact_email="telemark@example.org")
    set_organisation(event=event, organisation=make_organisation(), role="organiser", by=None, now=NOW)
    return Event.objects.get(pk=event.pk)


def missing(event: Event) -> list[str]:
    return [check.key for check in missing_of(publish_checklist(Event.objects.get(pk=event.pk), NOW))]


def test_checklist_of_a_ready_day_misses_nothing() -> None:
    assert missing(make_ready()) == []


def test_checklist_of_an_empty_draft_names_everything() -> None:
    event = make_draft("empty", region=make_region())

    assert missing(event) == [
        "theme",
        "dates",
        "venue",
        "contact",
        "organiser",
        "controller",
        "programme",
        "founding",
    ]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"theme": None}, "theme"),
        ({"venue_name": ""}, "venue"),
        ({"format": "digital"}, "venue"),
        ({"contact_email": "", "contact_phone": ""}, "contact"),
        ({"controller": None}, "controller"),
        ({"ends_at": NOW - timedelta(days=1), "starts_at": NOW - timedelta(days=2)}, "dates"),
        ({"review": ["venue"]}, "review_venue"),
        ({"review": ["hosts"]}, "review_hosts"),
        ({"review": ["programme"]}, "review_programme"),
    ],
)
def test_checklist_names_what_is_missing(fields: dict[str, object], key: str) -> None:
    event = make_ready()

    Event.objects.filter(pk=event.pk).update(**fields)

    assert missing(event) == [key]


def test_checklist_misses_an_organiser() -> None:
    event = make_ready()

    event.parts.update(role="funder")

    assert missing(event) == ["organiser"]


def test_checklist_asks_for_two_sectors_in_the_region() -> None:
    event = make_ready()

    Member.objects.filter(working_group__region=event.region).last().delete()  # type: ignore[union-attr]

    assert missing(event) == ["founding"]


def test_checklist_of_a_digital_day_asks_for_a_link() -> None:
    event = make_ready()

    Event.objects.update(format="digital", venue_name="", digital_link="https://example.org/m")

    assert missing(event) == []


def advice(event: Event) -> dict[str, bool]:
    checks = publish_checklist(Event.objects.get(pk=event.pk), NOW)
    return {check.key: check.done for check in checks if not check.blocking}


def test_checklist_advises_without_blocking() -> None:
    event = make_draft()
    add_item(day=first_day(event), by=None, now=NOW, title="Foredrag", kind="talk")

    assert advice(event) == {"tables": False, "breaks": True, "seams": True, "people": True}


def test_checklist_of_a_conference_asks_for_no_tables() -> None:
    event = make_draft("conference")

    assert advice(event) == {"breaks": True, "seams": True, "people": False}


def test_every_line_of_the_checklist_leads_somewhere() -> None:
    checks = publish_checklist(make_draft("standard_morning", region=make_region()), NOW)

    assert [check.key for check in checks if not check.url.startswith("/arbeid/")] == []


def test_publish_opens_the_day() -> None:
    event = publish(event=make_ready(), by=None, now=NOW)

    assert (event.status, event.published_at) == (EventStatus.PUBLISHED, NOW)
    assert event.is_open(NOW)


def test_publish_refuses_and_names_what_is_missing() -> None:
    event = make_ready()
    Event.objects.update(venue_name="", review=["programme"])

    with pytest.raises(DomainError) as refused:
        publish(event=event, by=None, now=NOW)

    labels = [check.label for check in missing_of(publish_checklist(Event.objects.get(), NOW))]
    assert all(label in str(refused.value) for label in labels)
    assert (len(labels), Event.objects.get().status) == (2, EventStatus.DRAFT)


@pytest.mark.parametrize("now_in", EventStatus.values)
@pytest.mark.parametrize("to", EventStatus.values)
def test_status_moves_only_as_listed(now_in: str, to: str) -> None:
    event = Event(status=now_in)

    if EventStatus(to) in TRANSITIONS[EventStatus(now_in)]:
        change_status(event, EventStatus(to))
        assert event.status == to
    else:
        with pytest.raises(DomainError):
            change_status(event, EventStatus(to))
        assert event.status == now_in


def test_cancel_keeps_the_reason_and_is_audited() -> None:
    event = make_published_event(day=FRIDAY)

    cancelled = cancel_event(event=event, by=None, now=NOW, reason="Lokalet brant.")

    assert (cancelled.status, cancelled.cancelled_reason) == (EventStatus.CANCELLED, "Lokalet brant.")
    assert "event.cancelled" in [entry.verb for entry in Entry.objects.of(event)]


def test_cancel_needs_a_reason() -> None:
    with pytest.raises(DomainError):
        cancel_event(event=make_published_event(), by=None, now=NOW, reason="")


def test_cancel_refuses_a_draft() -> None:
    with pytest.raises(DomainError):
        cancel_event(event=make_draft(), by=None, now=NOW, reason="Nei")
