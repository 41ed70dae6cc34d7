"""A coordinator's own page and an event's overview: the next day, the balance, what is not ready."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from events.models import AppearanceStatus, Event, EventStatus
from participants.models import RegistrationStatus
from participants.services.desk import balance_of, days_left, figures_of, read_desk, readiness_of
from regions.models import RoleKind, Sector
from regions.ring import GAP
from tests.factories import (
    make_event,
    make_item,
    make_published_event,
    make_region,
    make_registration,
    make_role,
    oslo,
)
from tests.participants.coordinators import client_as, work

pytestmark = pytest.mark.django_db


def by_sector(**counts: int) -> dict[Sector, int]:
    return {sector: counts.get(sector.value, 0) for sector in Sector}


@pytest.mark.parametrize(
    ("counts", "warning"),
    [
        ({"public": 14}, ""),
        (
            {"public": 15},
            "100 % come from the public sector. Invite more from business.",
        ),
        ({"public": 9, "voluntary": 9}, ""),
        (
            {"public": 26, "voluntary": 6, "private": 4},
            "72 % come from the public sector. Invite more from business.",
        ),
        (
            {"public": 26, "voluntary": 2, "private": 4},
            "81 % come from the public sector. Invite more from voluntary organisations.",
        ),
        (
            {"voluntary": 30, "public": 1, "private": 5},
            "83 % come from voluntary organisations. Invite more from the public sector.",
        ),
        (
            {"academia": 20, "public": 5, "private": 5, "voluntary": 4},
            "59 % come from education and research. Invite more from voluntary organisations.",
        ),
    ],
)
def test_balance_warns_from_fifteen_when_one_sector_is_more_than_half(
    counts: dict[str, int], warning: str
) -> None:
    with override("en"):
        assert balance_of(by_sector(**counts)).warning == warning


def test_slices_go_round_the_ring_once() -> None:
    balance = balance_of(by_sector(public=10, voluntary=5, other=5))

    present = [one for one in balance.slices if one.count]
    coloured = [float(one.dash.split()[0]) for one in present]
    assert [float(one.offset) for one in present] == [25.0, -25.0, -50.0]  # each begins where its share does
    assert coloured == [50 - GAP, 25 - GAP, 25 - GAP]
    assert (round(sum(coloured) + GAP * len(present), 6), balance.total) == (100.0, 20)


def test_a_sector_alone_closes_the_ring_and_a_small_one_is_still_seen() -> None:
    alone = balance_of(by_sector(public=3)).slices[0]
    small = balance_of(by_sector(public=199, other=1)).slices[-1]

    assert (alone.dash, small.dash) == ("100.00 0.00", "0.25 99.75")


def test_figures_count_what_each_word_says() -> None:
    event = make_published_event()
    make_registration(event, is_first_time=True)
    make_registration(event, sector=Sector.PRIVATE)
    make_registration(event, status=RegistrationStatus.WAITING, position=1)
    make_registration(event, status=RegistrationStatus.CANCELLED)

    figures = figures_of(event)

    assert (figures.confirmed, figures.waiting, figures.cancelled, figures.first_time_share) == (2, 1, 1, 50)
    assert [one.count for one in figures.balance.slices] == [1, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (oslo(2027, 1, 28, 23, 59), 1),
        (oslo(2027, 1, 29, 0, 1), 0),
        (oslo(2027, 1, 29, 9), 0),
        (oslo(2026, 12, 30), 30),
    ],
)
def test_days_left_counts_nights_on_the_wall(now: object, left: int) -> None:
    event = make_published_event(day=oslo(2027, 1, 29).date())

    assert days_left(event, now) == left  # type: ignore[arg-type]  # a datetime


def test_desk_shows_the_next_published_day_and_the_drafts() -> None:
    region = make_region()
    later = make_published_event(region=region, day=timezone.localdate() + timedelta(days=40))
    soon = make_published_event(region=region)
    draft = make_event(region=region)
    make_published_event(region=region, day=timezone.localdate() - timedelta(days=3))
    make_published_event(region=region, status=EventStatus.CANCELLED)
    make_published_event()
    user = make_role(region=region).user

    desk = read_desk(user=user, now=timezone.now())

    assert desk.next
    assert (desk.next.event, desk.later, desk.drafts) == (soon, [later], [draft])
    assert desk.next.days_left == 21


def test_unsettled_speakers_stand_on_desk_and_overview() -> None:
    event = make_published_event()
    item = make_item(event, title="Tilbake i jobb")
    item.appearances.create(shown_title="Daglig leder", status=AppearanceStatus.TBC)
    item.appearances.create(person_name="Klar Person", status=AppearanceStatus.CONFIRMED)
    client = client_as(event)

    for path in ("/arbeid/", work(event)):
        html = client.get(path).content.decode()
        assert ("Daglig leder" in html, "Klar Person" in html) == (True, False)


def test_desk_without_events_shows_one_button(client: Client) -> None:
    client.force_login(make_role(region=make_region()).user)

    html = client.get("/arbeid/").content.decode()

    assert html.count(reverse("events_work:new")) == 1


def test_readiness_puts_what_is_missing_first() -> None:
    readiness = readiness_of(make_event(), timezone.now())

    assert [item.done for item in readiness.items] == sorted(item.done for item in readiness.items)
    assert 0 < readiness.done < readiness.total


@pytest.mark.parametrize(
    ("kind", "programme"),
    [
        (RoleKind.COORDINATOR, 200),
        (RoleKind.WORKING_GROUP_MEMBER, 403),
        (RoleKind.FACILITATOR, 403),
    ],
)
def test_every_link_a_role_sees_opens(kind: str, programme: int) -> None:
    event = make_published_event()
    make_item(event).appearances.create(shown_title="Daglig leder", status=AppearanceStatus.TBC)
    draft = make_event(region=event.region)
    client = client_as(event, kind)

    pages = ["/arbeid/", reverse("events_work:list"), work(event), work(draft)]
    links = {link for page in pages for link in re.findall(r'href="(/arbeid/[^"#]*)', read(client, page))}

    assert {link: status for link in links if (status := client.get(link).status_code) >= 400} == {}
    assert client.get(work(event, "program/"), follow=True).status_code == programme


def test_overview_names_nobody_who_is_registered() -> None:
    event = make_published_event()
    registration = make_registration(event)

    page = read(client_as(event, RoleKind.FACILITATOR), work(event))

    assert registration.first_name not in page


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_overview_of_another_region_is_not_found_and_takes_no_post() -> None:
    event = make_published_event()

    assert client_as(None).get(work(event)).status_code == 404
    assert client_as(event).post(work(event)).status_code == 405
    assert client_as(event).post("/arbeid/").status_code == 405


def test_desk_and_overview_take_the_same_queries_for_3_and_30() -> None:
    event = make_published_event(capacity=None)
    client, counts = client_as(event), []
    for more in (3, 27):
        grow(event, more)
        with CaptureQueriesContext(connection) as queries:
            client.get("/arbeid/")
            client.get(work(event))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def grow(event: Event, more: int) -> None:
    item = make_item(event)
    for _number in range(more):
        make_registration(event)
        make_event(region=event.region)
        item.appearances.create(shown_title="Daglig leder", status=AppearanceStatus.TBC)
