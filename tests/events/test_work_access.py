"""Every page of planning: 404 for another region, 403 for the wrong role, 405 for the wrong method."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event, EventOrganisation
from events.services import add_appearance, set_organisation
from regions.models import RoleKind
from tests.events.planning import NOW, first_day, items_of, make_draft, make_planner
from tests.factories import make_founded_region, make_organisation, make_role

pytestmark = pytest.mark.django_db

EVENT = ["edit", "organisations", "publish", "cancel", "discard", "copy", "programme"]
DAY = ["programme_day", "shift", "paste"]
DAY_POSTS = ["sub_item", "programme_undo"]
ITEM_POSTS = ["item_open", "item_up", "item_down", "item_remove", "item_sub_item", "person_add"]
PERSON_POSTS = ["person_up", "person_down", "person_remove"]
GETS = ["preview", *EVENT, *DAY, "item", "person"]
POSTS = ["controller", "reviewed", "organisation_remove", *DAY_POSTS, *ITEM_POSTS, *PERSON_POSTS]


def make_full_event() -> Event:
    event = make_draft("standard_morning", region=make_founded_region())
    set_organisation(event=event, organisation=make_organisation(), role="organiser", by=None, now=NOW)
    add_appearance(item=items_of(first_day(event))[0], by=None, now=NOW, shown_title="Vertskap")
    return event


def address(name: str, event: Event) -> str:
    day = first_day(event)
    item = items_of(day)[0]
    more: dict[str, list[Any]] = {
        "reviewed": ["venue"],
        "organisation_remove": [EventOrganisation.objects.get(event=event).pk],
        "person": [item.appearances.get().pk],
        "item": [item.pk],
    }
    more |= {one: [day.pk] for one in [*DAY, *DAY_POSTS]}
    more |= {one: [item.pk] for one in ITEM_POSTS}
    more |= dict.fromkeys(PERSON_POSTS, more["person"])
    return reverse(f"events_work:{name}", args=[event.pk, *more.get(name, [])])


@pytest.mark.parametrize("name", GETS)
def test_pages_open_for_the_coordinator(client: Client, name: str) -> None:
    event = make_full_event()
    client.force_login(make_planner(event.region)[0])

    assert client.get(address(name, event)).status_code == 200


@pytest.mark.parametrize("name", [*GETS, *POSTS])
def test_another_region_finds_nothing(client: Client, name: str) -> None:
    event = make_full_event()
    client.force_login(make_planner()[0])

    answer = client.post(address(name, event)) if name in POSTS else client.get(address(name, event))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", [name for name in [*GETS, *POSTS] if name != "preview"])
def test_a_working_group_member_may_not_edit(client: Client, name: str) -> None:
    event = make_full_event()
    client.force_login(make_role(RoleKind.WORKING_GROUP_MEMBER, event.region).user)

    answer = client.post(address(name, event)) if name in POSTS else client.get(address(name, event))

    assert answer.status_code == 403


def test_a_working_group_member_may_look(client: Client) -> None:
    event = make_full_event()
    client.force_login(make_role(RoleKind.WORKING_GROUP_MEMBER, event.region).user)

    assert client.get(address("preview", event)).status_code == 200


@pytest.mark.parametrize("name", POSTS)
def test_changes_come_by_post_only(client: Client, name: str) -> None:
    event = make_full_event()
    client.force_login(make_planner(event.region)[0])

    assert client.get(address(name, event)).status_code == 405


@pytest.mark.parametrize("name", [*GETS, "list", "new"])
def test_other_methods_are_refused(client: Client, name: str) -> None:
    event = make_full_event()
    client.force_login(make_planner(event.region)[0])
    where = reverse(f"events_work:{name}") if name in {"list", "new"} else address(name, event)

    assert client.delete(where).status_code == 405


def test_an_item_under_a_foreign_event_is_not_found(client: Client) -> None:
    event, other = make_full_event(), make_draft("empty")
    client.force_login(make_planner(event.region)[0])
    item = items_of(first_day(event))[0]

    assert client.get(reverse("events_work:item", args=[other.pk, item.pk])).status_code == 404
