"""Potential new contacts: counted from the tables, never more than that."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from events.models import Event
from participants.models import Attendance, Registration
from tests.workshops.rooms import first_day, stranger
from tests.workshops.today import make_day_today
from workshops.contacts import Contacts, contacts_of
from workshops.models import PastPair, Seat, WorkshopGroup, WorkshopRound
from workshops.network import SIZE, network_of
from workshops.past import pair_key

pytestmark = pytest.mark.django_db


def seat_together(event: Event, *organisations: tuple[str, str]) -> list[Registration]:
    """One table of people with these organisations and sectors; nobody else has a chair."""
    people = list(Registration.objects.filter(event=event).order_by("pk")[: len(organisations)])
    for one, (name, sector) in zip(people, organisations, strict=True):
        one.organisation_name, one.sector = name, sector
        one.save()
    round_ = WorkshopRound.objects.get(day=first_day(event))
    Seat.objects.filter(round=round_).delete()
    group = WorkshopGroup.objects.filter(round=round_)[0]
    Seat.objects.bulk_create(Seat(round=round_, group=group, registration=one) for one in people)
    return people


FOUR = [
    ("Elvestad kommune", "public"),
    ("elvestad  Kommune", "public"),
    ("Røde Kors", "voluntary"),
    ("", "other"),
]


def test_colleagues_are_no_contacts_and_the_unnamed_are_nobodys_colleagues() -> None:
    event, _rounds, _user = make_day_today(6)
    seat_together(event, *FOUR)

    found = contacts_of(event)

    assert (found.people, found.pairs, found.potential, found.across_sectors) == (4, 6, 5, 5)
    assert [(link.one.name, link.other.name, link.pairs) for link in found.links] == [
        ("Elvestad kommune", "Røde Kors", 2)
    ]


@pytest.mark.parametrize("said", ["", "Ingen", "ingen organisasjon", "Privatperson", "-"])
def test_nobodys_organisation_is_none(client: Client, said: str) -> None:
    event, _rounds, user = make_day_today(6)
    seat_together(event, *FOUR, (said, "other"))
    client.force_login(user)

    found = contacts_of(event)
    page = client.get(reverse("workshops:contacts", args=[event.pk])).content.decode()

    assert (found.organisations, found.unnamed, found.unnamed_pairs) == (2, 2, 7)
    assert [node.name for node in found.nodes] == ["Elvestad kommune", "Røde Kors"]
    assert "7 par til" in page


def test_who_did_not_come_met_nobody() -> None:
    event, _rounds, _user = make_day_today(6)
    people = seat_together(event, *FOUR)
    Attendance.objects.filter(registration=people[2]).delete()

    assert contacts_of(event).potential == 2


def test_a_draft_is_no_meeting() -> None:
    event, (one,), _user = make_day_today(6)
    WorkshopRound.objects.filter(pk=one.pk).update(is_draft=True)

    assert contacts_of(event).pairs == 0


def test_who_met_on_an_earlier_day_is_no_new_contact(settings: Settings) -> None:
    event, _rounds, _user = make_day_today(6)
    people = seat_together(event, *FOUR)
    key = pair_key(people[0].participant_id, people[2].participant_id, settings.PAIR_KEYS[0])
    PastPair.objects.create(key=key, met_on=timezone.localdate() - timedelta(days=90))

    found = contacts_of(event)

    assert (found.known, found.potential) == (1, 4)


def test_sectors_add_up_to_the_potential() -> None:
    event, _rounds, _user = make_day_today(24, None, None)
    found = contacts_of(event)

    above = [cell for at, row in enumerate(found.rows) for cell in row.cells[at:]]

    assert sum(above) == found.potential
    assert [[row.cells[at] for row in found.rows] for at in range(len(found.rows))] == [
        row.cells for row in found.rows
    ]


def inside(found: Contacts) -> list[bool]:
    marks = network_of(found).marks
    return [
        0 < float(number) < SIZE
        for mark in marks
        for number in (mark.x, mark.y, *mark.points.replace(",", " ").split())
    ]


def test_the_picture_stays_inside_its_frame_with_points_in_its_numbers() -> None:
    event, _rounds, _user = make_day_today(24)
    found = contacts_of(event)

    picture = network_of(found)

    assert all(inside(found))
    assert len(picture.marks) == len(found.nodes)
    assert len(picture.lines) == len(found.links)
    assert {line.weight for line in picture.lines} <= {1, 2, 3, 4}


def test_page_names_organisations_and_no_person(client: Client) -> None:
    event, _rounds, user = make_day_today(12)
    client.force_login(user)

    page = client.get(reverse("workshops:contacts", args=[event.pk])).content.decode()
    main = page.partition("<main")[2]

    assert "Organisasjon 3" in main
    assert "Kari" not in main
    assert 'role="img"' in main


@pytest.mark.parametrize("people", [6, 36])
def test_page_asks_the_same_number_of_queries(
    client: Client, people: int, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    event, _rounds, user = make_day_today(people)
    client.force_login(user)

    with django_assert_max_num_queries(14):  # type: ignore[operator]  # pytest-django's own fixture
        client.get(reverse("workshops:contacts", args=[event.pk]))


def test_strangers_find_no_contacts(client: Client) -> None:
    event, _rounds, _user = make_day_today(6)
    client.force_login(stranger(event))

    assert client.get(reverse("workshops:contacts", args=[event.pk])).status_code == 404
