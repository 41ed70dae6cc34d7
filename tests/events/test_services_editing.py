"""Texts, dates, seats and hosts."""

from datetime import date, time

import pytest

from events.models import Event, EventDay
from events.services import (
    DayPlan,
    StaleError,
    add_item,
    edit_event,
    mark_reviewed,
    remove_organisation,
    set_capacity,
    set_controller,
    set_days,
    set_organisation,
)
from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from tests.events.planning import FRIDAY, NOW, first_day, items_of, make_draft, when
from tests.factories import make_item, make_organisation, make_published_event, make_registration, make_user

pytestmark = pytest.mark.django_db


def test_edit_event_writes_fields_and_counts_a_version() -> None:
    event = make_draft()

    edited = edit_event(event=event, by=None, now=NOW, title="Ny start", capacity=40, theme="Ny start")

    assert (edited.title, edited.capacity, edited.theme.name) == ("Ny start", 40, "Ny start")  # type: ignore[union-attr]
    assert (edited.version, edited.changed_at) == (event.version + 1, NOW)


def test_edit_event_moves_the_address_of_a_draft() -> None:
    event = edit_event(event=make_draft(), by=None, now=NOW, title="Nye frivillige")

    assert event.slug == "nye-frivillige"


def test_edit_event_keeps_the_address_of_a_published_day() -> None:
    event = make_published_event(slug="gammel")
    make_item(event)

    event = edit_event(event=event, by=None, now=NOW, title="Nye frivillige")

    assert event.slug == "gammel"


def test_edit_event_says_who_saved_in_between() -> None:
    event = make_draft()
    edit_event(event=event, by=make_user(name="Åse Øvregård"), now=NOW, subtitle="En")

    with pytest.raises(StaleError, match="Åse Øvregård"):
        edit_event(event=event, by=make_user(), now=NOW, version=event.version, subtitle="To")

    assert Event.objects.get().subtitle == "En"


def test_edit_event_refuses_fields_that_are_not_texts() -> None:
    with pytest.raises(TypeError):
        edit_event(event=make_draft(), by=None, now=NOW, seats_taken=3)


def test_edit_event_refuses_a_cancelled_day() -> None:
    event = make_published_event(status="cancelled")

    with pytest.raises(DomainError):
        edit_event(event=event, by=None, now=NOW, title="Ny")


def test_edit_event_is_refused_whole_when_one_part_is() -> None:
    event = make_draft()

    with pytest.raises(DomainError):
        edit_event(event=event, by=None, now=NOW, title="Ny", capacity=0)

    assert Event.objects.get().title != "Ny"


def test_set_capacity_is_written_and_audited_once() -> None:
    event = make_draft()

    for _time in range(2):
        set_capacity(event=event, capacity=30, by=None, now=NOW)

    assert Event.objects.get().capacity == 30
    assert [entry.facts for entry in Entry.objects.filter(verb="event.capacity_set")] == [
        {"before": "unlimited", "after": 30}
    ]


def test_set_capacity_gives_freed_seats_to_those_who_wait() -> None:
    event = make_published_event(capacity=1, by_itself=True)
    Event.objects.update(seats_taken=1, waiting_count=1, waiting_counter=1)
    make_registration(event)
    waiting = make_registration(event, status="waiting", position=1)

    set_capacity(event=event, capacity=2, by=None, now=NOW)

    waiting.refresh_from_db()
    assert waiting.status == "confirmed"


def test_set_days_moves_items_with_their_clock_times() -> None:
    event = make_draft("standard_morning")
    day, summer = first_day(event), date(2027, 6, 4)

    set_days(event=event, by=None, now=NOW, days=[DayPlan(summer, id=day.pk)])

    event.refresh_from_db()
    assert (event.starts_at, event.ends_at) == (when(summer, "08.30"), when(summer, "12.00"))


def test_set_days_refuses_a_time_that_the_clock_change_skips() -> None:
    event = make_draft()
    day = first_day(event)
    add_item(day=day, by=None, now=NOW, title="Nattvakt", starts_at=time(2, 30))

    with pytest.raises(DomainError):
        set_days(event=event, by=None, now=NOW, days=[DayPlan(date(2027, 3, 28), id=day.pk)])

    assert first_day(event).date == FRIDAY


def test_set_days_lets_two_days_change_places() -> None:
    event = make_draft("two_days")
    first, second = event.days.order_by("date")
    plans = [DayPlan(second.date, id=first.pk), DayPlan(first.date, id=second.pk)]

    set_days(event=event, by=None, now=NOW, days=plans)

    assert [day.pk for day in event.days.order_by("date")] == [second.pk, first.pk]
    assert items_of(second)[0].starts_at == when(first.date, "09.00")


def test_set_days_adds_and_removes() -> None:
    event = make_draft("two_days")
    first, second = event.days.order_by("date")
    plans = [DayPlan(first.date, id=first.pk), DayPlan(date(2027, 2, 5), title="Verksted")]

    set_days(event=event, by=None, now=NOW, days=plans)

    assert not EventDay.objects.filter(pk=second.pk).exists()
    assert [day.title for day in event.days.order_by("date")][1] == "Verksted"


@pytest.mark.parametrize("days", [[], [DayPlan(FRIDAY), DayPlan(FRIDAY)], [DayPlan(FRIDAY, id=999_999)]])
def test_set_days_refuses_nonsense(days: list[DayPlan]) -> None:
    with pytest.raises(DomainError):
        set_days(event=make_draft(), by=None, now=NOW, days=days)


def test_set_days_into_another_year_keeps_addresses_apart() -> None:
    make_draft(theme="Ny start", day=date(2028, 1, 28))
    event = make_draft(theme="Ny start")

    set_days(event=event, by=None, now=NOW, days=[DayPlan(date(2028, 2, 25), id=first_day(event).pk)])

    event.refresh_from_db()
    assert (event.year, event.slug) == (2028, "ny-start-2")


def test_mark_reviewed_takes_one_part_off() -> None:
    event = make_draft()
    Event.objects.update(review=["venue", "hosts"])

    mark_reviewed(event=event, part="hosts", by=None, now=NOW)

    assert Event.objects.get().review == ["venue"]


def test_first_organiser_answers_for_the_registrations() -> None:
    event, first, second = make_draft(), make_organisation(), make_organisation()

    set_organisation(event=event, organisation=first, role="organiser", by=None, now=NOW)
    set_organisation(event=event, organisation=second, role="organiser", by=None, now=NOW)

    assert Event.objects.get().controller == first


def test_set_organisation_changes_the_role_of_one_already_there() -> None:
    event, body = make_draft(), make_organisation()

    for role in ("organiser", "funder"):
        set_organisation(event=event, organisation=body, role=role, by=None, now=NOW)

    assert [part.role for part in event.parts.all()] == ["funder"]


def test_remove_organisation_keeps_the_last_organiser_of_a_published_day() -> None:
    event = make_published_event()
    body = event.parts.get().organisation

    with pytest.raises(DomainError):
        remove_organisation(event=event, organisation=body, by=None, now=NOW)

    assert event.parts.count() == 1


def test_remove_organisation_of_a_draft_forgets_the_controller() -> None:
    event, body = make_draft(), make_organisation()
    set_organisation(event=event, organisation=body, role="organiser", by=None, now=NOW)

    remove_organisation(event=event, organisation=body, by=None, now=NOW)

    assert Event.objects.get().controller is None


def test_set_controller_is_written() -> None:
    event, body = make_draft(), make_organisation()

    set_controller(event=event, organisation=body, by=None, now=NOW)

    assert Event.objects.get().controller == body
