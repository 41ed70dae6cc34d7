"""The list of those registered: search, filters, order, pages, and who may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from participants.models import RegistrationStatus
from participants.services.listing import PAGE_SIZE, Wanted, list_registrations
from regions.models import RoleKind, Sector
from tests.factories import make_published_event, make_registration
from tests.participants.coordinators import client_as, work

pytestmark = pytest.mark.django_db


def make_room() -> Event:
    event = make_published_event()
    make_registration(event, first_name="Åse-Marie", last_name="Øvregård", email="am-o@example.org")
    make_registration(event, first_name="Anne", sector=Sector.PRIVATE, is_first_time=True)
    make_registration(event, first_name="Bo", last_name="", organisation_name="Høgskolen i Fjordland")
    make_registration(event, first_name="Ole", status=RegistrationStatus.WAITING, position=2)
    make_registration(event, first_name="Per", status=RegistrationStatus.WAITING, position=1)
    make_registration(event, first_name="Zoe", status=RegistrationStatus.CANCELLED)
    make_registration(make_published_event(), first_name="Fremmed")
    return event


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["Anne", "Bo", "Ole", "Per", "Åse-Marie"]),
        (Wanted(search="ase ovre"), ["Åse-Marie"]),
        (Wanted(search="AM-O@example"), ["Åse-Marie"]),
        (Wanted(search="hogskolen"), ["Bo"]),
        (Wanted(search="%"), ["Anne", "Bo", "Ole", "Per", "Åse-Marie"]),
        (Wanted(search="Fremmed"), []),
        (Wanted(sectors=["private", "kake"]), ["Anne"]),
        (Wanted(sectors=["kake"]), ["Anne", "Bo", "Ole", "Per", "Åse-Marie"]),
        (Wanted(first_time=True), ["Anne"]),
        (Wanted(status="waiting"), ["Per", "Ole"]),
        (Wanted(status="cancelled"), ["Zoe"]),
        (Wanted(status="kake"), ["Anne", "Bo", "Ole", "Per", "Åse-Marie"]),
        (Wanted(page=99), ["Anne", "Bo", "Ole", "Per", "Åse-Marie"]),
    ],
)
def test_list_shows_what_is_wanted_by_first_name(wanted: Wanted, found: list[str]) -> None:
    event = make_room()

    assert [one.first_name for one in list_registrations(event, wanted)] == found


def test_pages_keep_search_and_filters() -> None:
    event = make_published_event(capacity=None)
    for _number in range(PAGE_SIZE + 1):
        make_registration(event)

    html = client_as(event).get(work(event, "pameldte/?q=kari&sektor=public&side=2")).content.decode()

    assert html.count("<tr") == 2
    assert "?q=kari&amp;sektor=public&amp;side=1" in html


@pytest.mark.parametrize(
    "query", ["side=0", "side=-1", "side=²", "side=9999999999", "q=%F0%9F%98%80", "status="]
)
def test_strange_addresses_show_the_list(query: str) -> None:
    event = make_room()

    assert client_as(event).get(work(event, f"pameldte/?{query}")).status_code == 200


def test_list_takes_the_same_queries_for_3_and_30() -> None:
    event = make_published_event(capacity=None)
    client, counts = client_as(event), []
    for more in (3, 27):
        for _number in range(more):
            make_registration(event)
        with CaptureQueriesContext(connection) as queries:
            client.get(work(event, "pameldte/"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("kind", "see", "add", "export"),
    [
        (RoleKind.COORDINATOR, 200, 200, 200),
        (RoleKind.WORKING_GROUP_MEMBER, 200, 403, 403),
        (RoleKind.FACILITATOR, 403, 403, 403),
    ],
)
def test_roles_see_add_and_export(kind: str, see: int, add: int, export: int) -> None:
    event = make_room()
    client = client_as(event, kind)

    paths = ("pameldte/", "pameldte/ny/", "pameldte/liste.csv")
    assert [client.get(work(event, path)).status_code for path in paths] == [see, add, export]


def test_buttons_follow_the_role() -> None:
    event = make_room()

    for kind, shown in ((RoleKind.COORDINATOR, True), (RoleKind.WORKING_GROUP_MEMBER, False)):
        html = client_as(event, kind).get(work(event, "pameldte/")).content.decode()
        for path in ("pameldte/ny/", "pameldte/liste.xlsx", "slipp-inn/"):
            assert (path in html) is shown


def test_strangers_find_nothing_and_a_list_takes_no_post() -> None:
    event = make_room()
    paths = ("pameldte/", "pameldte/ny/", "pameldte/liste.csv", "pameldte/liste.xlsx")

    assert {client_as(None).get(work(event, path)).status_code for path in paths} == {404}
    assert client_as(event).post(work(event, "pameldte/")).status_code == 405
    assert client_as(event).post(work(event, "pameldte/liste.csv")).status_code == 405
