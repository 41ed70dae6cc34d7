"""A new day from a frame, and from the last one."""

from datetime import date

import pytest

from events.models import AppearanceStatus, Event, EventKind, Theme
from events.services import (
    add_item,
    copy_event,
    create_event,
    get_or_create_theme,
    propose_date,
    set_organisation,
)
from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from regions.models import Cadence
from tests.events.planning import FRIDAY, NOW, first_day, items_of, make_draft, when
from tests.factories import make_founded_region, make_organisation, make_region, make_user

pytestmark = pytest.mark.django_db


def test_create_event_fills_a_standard_morning() -> None:
    event = make_draft("standard_morning")

    items = items_of(first_day(event))

    assert len(items) == 17
    assert (event.starts_at, event.ends_at) == (when(FRIDAY, "08.30"), when(FRIDAY, "12.00"))
    assert event.year == 2027


def test_create_event_expects_a_speaker_in_each_talk() -> None:
    event = make_draft("standard_morning")

    talks = [item for item in items_of(first_day(event)) if item.kind == "talk"]

    assert [one.status for talk in talks for one in talk.appearances.all()] == [AppearanceStatus.TBN] * 4


def test_create_event_two_days_has_three_rounds_on_the_second() -> None:
    event = make_draft("two_days")

    first, second = event.days.order_by("date")

    assert (first.date, second.date) == (FRIDAY, date(2027, 1, 30))
    assert second.items.filter(kind="round").count() == 3
    assert (event.kind, event.ends_at) == (EventKind.GATHERING, when(second.date, "15.15"))


def test_create_event_empty_has_a_date_and_no_times() -> None:
    event = make_draft("empty")

    assert (event.starts_at, event.ends_at, event.first_date) == (None, None, FRIDAY)


def test_create_event_takes_question_and_goals_from_a_known_theme() -> None:
    get_or_create_theme(name="Fritid for alle", question="Hva koster det å være med?", goals=[11, 3])

    event = make_draft(theme="fritid for alle")

    assert (event.title, event.guiding_question, event.goals) == (
        "Fritid for alle",
        "Hva koster det å være med?",
        [3, 11],
    )


def test_create_event_numbers_the_address_when_it_is_taken() -> None:
    slugs = [make_draft(theme="Ny start").slug for _number in range(3)]

    assert slugs == ["ny-start", "ny-start-2", "ny-start-3"]


def test_create_event_takes_the_contact_of_the_region() -> None:
    region = make_founded_region(contact_email="telemark@example.org", contact_phone="+47 00 00 00 01")

    event = make_draft(region=region)

    assert (event.contact_email, event.contact_phone) == ("telemark@example.org", "+47 00 00 00 01")


def test_create_event_refuses_an_unknown_frame() -> None:
    with pytest.raises(DomainError):
        make_draft("party")


def test_get_or_create_theme_adds_only_what_was_missing() -> None:
    get_or_create_theme(name="Språk som bro")

    get_or_create_theme(name="Språk som bro", question="Hvordan lærer vi?", goals=[4])
    get_or_create_theme(name="Språk som bro", question="Et annet?", goals=[16])

    theme = Theme.objects.get()
    assert (theme.question, theme.goals) == ("Hvordan lærer vi?", [4])


def make_source() -> Event:
    event = make_draft("standard_morning", theme="Arbeidsinkludering", venue_name="Biblioteket", capacity=50)
    Event.objects.filter(pk=event.pk).update(access_info="Heis", guiding_question="Hva skal til?")
    set_organisation(event=event, organisation=make_organisation(), role="organiser", by=None, now=NOW)
    day = first_day(event)
    add_item(day=day, by=None, now=NOW, title="Om butikken", kind="talk", parent=None, abstract="Langt")
    return Event.objects.get(pk=event.pk)


def test_copy_event_keeps_clock_times_and_hosts_across_the_clock_change() -> None:
    source, target = make_source(), date(2027, 4, 16)  # summer time

    event = copy_event(source=source, by=make_user(), now=NOW, day=target, theme="Grønne arbeidsplasser")

    assert (event.starts_at, event.capacity) == (when(target, "08.30"), 50)
    assert event.parts.get().organisation_id == source.parts.get().organisation_id
    assert event.controller_id == source.controller_id


def test_copy_event_leaves_people_question_and_talks_behind() -> None:
    source = make_source()

    event = copy_event(source=source, by=None, now=NOW, day=date(2027, 3, 19))

    talks = [item for item in items_of(first_day(event)) if item.kind == "talk"]
    assert event.guiding_question == ""
    assert "Om butikken" not in {talk.title for talk in talks}
    assert {talk.abstract for talk in talks} == {""}
    assert {one.status for talk in talks for one in talk.appearances.all()} == {"tbn"}


def test_copy_event_marks_what_must_be_looked_at() -> None:
    event = copy_event(source=make_source(), by=None, now=NOW, day=date(2027, 3, 19))

    assert event.review == ["venue", "hosts", "programme"]
    assert event.access_info == "Heis"


def test_copy_event_to_another_venue_forgets_the_way_to_the_old_one() -> None:
    event = copy_event(
        source=make_source(), by=None, now=NOW, day=date(2027, 3, 19), venue_name="Kulturhuset"
    )

    assert (event.venue_name, event.access_info) == ("Kulturhuset", "")
    assert event.review == ["hosts", "programme"]


@pytest.mark.parametrize(
    ("cadence", "after", "expected"),
    [
        (Cadence.MONTHLY, date(2027, 1, 29), date(2027, 2, 26)),  # the last Friday
        (Cadence.SECOND_MONTH, date(2027, 1, 29), date(2027, 4, 2)),  # 26 March is Good Friday
        (Cadence.QUARTERLY, date(2027, 1, 13), date(2027, 4, 14)),
        (Cadence.MONTHLY, date(2026, 3, 13), date(2026, 11, 13)),  # long ago: the next one ahead
        (Cadence.MONTHLY, date(2027, 1, 16), date(2027, 2, 22)),  # a Saturday becomes a Monday
        (Cadence.SECOND_MONTH, date(2027, 5, 28), date(2027, 8, 27)),  # nobody comes in July
        (Cadence.MONTHLY, date(2027, 4, 19), date(2027, 5, 24)),  # 17 May is the third Monday
    ],
)
def test_propose_date_follows_the_rhythm(cadence: str, after: date, expected: date) -> None:
    region = make_region(cadence=cadence)

    assert propose_date(region=region, after=after, today=NOW.date()) == expected


def test_create_event_is_audited() -> None:
    region = make_region()
    event = create_event(region=region, by=make_user(), now=NOW, day=FRIDAY)

    assert [entry.verb for entry in Entry.objects.of(event)] == ["event.created"]
