"""The work pages of an event: they work, keep what was typed, and stay away from strangers."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from events.models import Event, EventStatus
from events.services import set_organisation
from inkludering.accounts.models import User
from regions.models import Region
from tests.events.planning import NOW, first_day, items_of, make_draft, make_planner, queries_of
from tests.factories import (
    make_founded_region,
    make_item,
    make_organisation,
    make_published_event,
    make_region,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(client: Client) -> User:
    user, _region = make_planner()
    client.force_login(user)
    return user


def region_of(user: User) -> Region | None:
    return user.roles.get().region


def draft_for(user: User, frame: str = "standard_morning", **fields: Any) -> Event:
    return make_draft(frame, region=region_of(user), **fields)


def url(name: str, *args: object) -> str:
    return reverse(f"events_work:{name}", args=args)


def new_day(**changes: str) -> dict[str, str]:
    return {
        "day": "2027-03-19",
        "start_from": "standard_morning",
        "theme": "Grønne arbeidsplasser",
        "venue_name": "Kulturhuset",
        "venue_address": "Bryggegata 4",
        "capacity": "50",
    } | changes


def test_new_makes_a_draft_and_shows_what_is_left(client: Client, planner: User) -> None:
    region = planner.roles.get().region_id

    answer = client.post(url("new"), new_day(region=str(region)), follow=True)

    event = Event.objects.get()
    assert (event.title, event.capacity, event.owner) == ("Grønne arbeidsplasser", 50, planner)
    assert answer.redirect_chain == [(url("publish", event.pk), 302)]


def test_new_proposes_a_date_and_the_last_day_that_came_out(client: Client, planner: User) -> None:
    last = make_published_event(region=region_of(planner), day=date(2027, 1, 29))

    form = client.get(url("new")).context["form"]

    assert form["start_from"].value() == f"copy-{last.pk}"
    assert form["day"].value() == date(2027, 2, 26)


def test_copy_makes_the_next_day(client: Client, planner: User) -> None:
    source = make_published_event(region=region_of(planner))
    make_item(source, "09.00")

    typed = new_day(region=str(source.region_id), start_from=f"copy-{source.pk}")
    client.post(url("copy", source.pk), typed)

    event = Event.objects.latest("pk")
    assert (event.venue_name, event.review) == ("Kulturhuset", ["hosts", "programme"])
    assert len(items_of(first_day(event))) == 1


def test_new_keeps_what_was_typed_when_it_is_refused(client: Client, planner: User) -> None:
    typed = new_day(region=str(planner.roles.get().region_id), day="29.13.2027")

    answer = client.post(url("new"), typed)

    assertContains(answer, "Grønne arbeidsplasser", status_code=422)
    assert "day" in answer.context["form"].errors
    assert not Event.objects.exists()


def test_new_refuses_a_foreign_region(client: Client, planner: User) -> None:
    answer = client.post(url("new"), new_day(region=str(make_region().pk)))

    assert answer.status_code == 422
    assert not Event.objects.exists()


def test_new_refuses_a_foreign_day_to_copy(client: Client, planner: User) -> None:
    foreign = make_published_event()
    region = str(planner.roles.get().region_id)

    answer = client.post(url("new"), new_day(region=region, start_from=f"copy-{foreign.pk}"))

    assert answer.status_code == 422
    assert Event.objects.count() == 1


def about(event: Event, **changes: str) -> dict[str, str]:
    day = first_day(event)
    return {
        "version": str(Event.objects.get(pk=event.pk).version),
        "theme": "Ny start",
        "title": "Ny start",
        "format": "physical",
        "kind": "inclusion_day",
        "language": "nb",
        "venue_name": "Biblioteket",
        "capacity": "40",
        "days-TOTAL_FORMS": "2",
        "days-INITIAL_FORMS": "2",
        "days-0-id": str(day.pk),
        "days-0-date": day.date.isoformat(),
    } | changes


def test_edit_saves_texts_and_moves_the_date(client: Client, planner: User) -> None:
    event = draft_for(planner)

    typed = about(event, **{"days-0-date": "4.6.2027", "hashtags": "#inkludering, telemark", "goals": "8"})
    answer = client.post(url("edit", event.pk), typed)

    event.refresh_from_db()
    assert answer.status_code == 302
    assert (event.title, event.hashtags, event.goals) == ("Ny start", "inkludering telemark", [8])
    assert event.first_date == date(2027, 6, 4)


def test_edit_adds_a_second_day(client: Client, planner: User) -> None:
    event = draft_for(planner)

    client.post(
        url("edit", event.pk), about(event, **{"days-1-date": "2027-01-30", "days-1-title": "Verksted"})
    )

    assert [day.title for day in event.days.order_by("date")] == ["", "Verksted"]


def test_edit_of_an_old_version_keeps_the_text_and_then_saves(client: Client, planner: User) -> None:
    event = draft_for(planner)
    typed = about(event, subtitle="Min undertittel")
    Event.objects.update(version=9)

    refused = client.post(url("edit", event.pk), typed)
    again = client.post(
        url("edit", event.pk), typed | {"version": refused.context["form"]["version"].value()}
    )

    assertContains(refused, "Min undertittel", status_code=422)
    assert again.status_code == 302
    assert Event.objects.get().subtitle == "Min undertittel"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 141),
        ("capacity", "0"),
        ("capacity", "9999999999999999999999"),
        ("contact_email", "ikke en adresse"),
        ("hashtags", "#nei!"),
        ("digital_link", "javascript:alert(1)"),
        ("registration_closes_at", "2027-01-40T10:00"),
        ("days-0-date", "0000-00-00"),
        ("days-0-date", "0001-01-01"),
        ("days-0-date", "9999-12-31"),
        ("registration_opens_at", "0001-01-01T00:00"),
        ("days-1-capacity", "-3"),
        ("title", "To\u202elinjer"),
    ],
)
def test_edit_names_the_field_that_is_wrong(client: Client, planner: User, field: str, value: str) -> None:
    event = draft_for(planner)

    answer = client.post(url("edit", event.pk), about(event, **{field: value}))

    assertContains(answer, "ds-error-summary", status_code=422)
    assert Event.objects.get().version == event.version


def test_hosts_adds_a_new_organisation_by_name(client: Client, planner: User) -> None:
    event = draft_for(planner)
    typed = {"role": "organiser", "name": "Elvestad kommune", "kind": "municipality", "country": "NO"}

    client.post(url("organisations", event.pk), typed)

    part = event.parts.get()
    assert (str(part.organisation), part.organisation.sector) == ("Elvestad kommune", "public")
    assert Event.objects.get().controller == part.organisation


def test_hosts_removes_an_organisation(client: Client, planner: User) -> None:
    event, body = draft_for(planner), make_organisation()
    part = set_organisation(event=event, organisation=body, role="funder", by=None, now=NOW)

    client.post(url("organisation_remove", event.pk, part.pk))

    assert not event.parts.exists()


def test_hosts_choose_who_answers(client: Client, planner: User) -> None:
    event, body = draft_for(planner), make_organisation()
    set_organisation(event=event, organisation=body, role="funder", by=None, now=NOW)

    client.post(url("controller", event.pk), {"organisation": str(body.pk)})

    assert Event.objects.get().controller == body


def test_publish_page_has_the_button_only_when_ready(client: Client, planner: User) -> None:
    event = draft_for(planner, theme="Ny start", venue_name="Biblioteket")
    Event.objects.update(contact_email="telemark@example.org")

    before = client.get(url("publish", event.pk)).context["missing"]
    set_organisation(event=event, organisation=make_organisation(), role="organiser", by=None, now=NOW)
    client.post(url("publish", event.pk))

    assert [check.key for check in before] == ["organiser", "controller"]
    assert Event.objects.get().status == EventStatus.PUBLISHED


def test_reviewed_marks_a_part_as_looked_at(client: Client, planner: User) -> None:
    event = draft_for(planner)
    Event.objects.update(review=["hosts"])

    client.post(url("reviewed", event.pk, "hosts"))

    assert Event.objects.get().review == []


def test_cancel_needs_words_and_then_calls_off(client: Client, planner: User) -> None:
    event = make_published_event(region=region_of(planner))

    empty = client.post(url("cancel", event.pk), {"reason": " "})
    client.post(url("cancel", event.pk), {"reason": "Lokalet brant."})

    assert empty.status_code == 422
    assert Event.objects.get().status == EventStatus.CANCELLED


def test_a_draft_is_thrown_away(client: Client, planner: User) -> None:
    event = draft_for(planner)

    client.post(url("discard", event.pk))

    assert not Event.objects.exists()


def test_a_day_that_was_out_is_not_thrown_away(client: Client, planner: User) -> None:
    event = make_published_event(region=region_of(planner))

    client.post(url("discard", event.pk))

    assert Event.objects.get() == event


def test_preview_shows_a_draft_to_those_who_work_here(client: Client, planner: User) -> None:
    event = draft_for(planner, theme="Ny start")

    assertContains(client.get(url("preview", event.pk)), "Ny start")


def test_list_shows_drafts_coming_and_past_days(client: Client, planner: User) -> None:
    region = region_of(planner)
    draft_for(planner)
    make_published_event(region=region)
    make_published_event(region=region, day=date(2024, 1, 26))
    make_published_event()  # of another region

    context = client.get(url("list")).context

    assert [len(context[name]) for name in ("drafts", "upcoming", "past")] == [1, 1, 1]


def test_list_is_kind_when_there_is_nothing(client: Client, planner: User) -> None:
    assertContains(client.get(url("list")), url("new"))


def test_list_asks_the_database_as_often_for_30_days_as_for_3(client: Client, planner: User) -> None:
    region = region_of(planner)
    for number in range(3):
        draft_for(planner)
        make_published_event(region=region, day=date(2027, 2, 1 + number))
    few = queries_of(client, url("list"))
    for number in range(27):
        draft_for(planner, "empty")
        make_published_event(region=region, day=date(2027, 3, 1 + number))

    assert queries_of(client, url("list")) == few


def test_publish_page_has_a_steady_number_of_queries(client: Client, planner: User) -> None:
    event = draft_for(planner, "empty")
    for _number in range(3):
        make_item(event)
    few = queries_of(client, url("publish", event.pk))
    for _number in range(27):
        make_item(event)

    assert queries_of(client, url("publish", event.pk)) == few


def test_a_second_coordinator_chooses_among_her_regions(client: Client, planner: User) -> None:
    make_role(region=make_founded_region(), user=planner)

    form = client.get(url("new")).context["form"]

    assert len(form.fields["region"].queryset) == 2


def test_strangers_are_sent_to_login(client: Client) -> None:
    event = make_published_event()

    assert client.get(url("edit", event.pk)).status_code == 302
    assert client.get(url("list")).url.startswith("/konto/login/")  # type: ignore[attr-defined]  # a redirect


def test_somebody_without_a_role_is_refused(client: Client) -> None:
    client.force_login(make_user())

    assert [client.get(url(name)).status_code for name in ("list", "new")] == [403, 403]
