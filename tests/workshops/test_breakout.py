"""Rooms of a video meeting: the file the meeting reads, and the list people read."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from inkludering.audit.models import Entry
from participants.models import Participant, Registration
from regions.models import RoleKind
from tests.factories import make_role
from tests.workshops.rooms import make_event_with_room, stranger
from tests.workshops.today import make_day_today, seat_of

pytestmark = pytest.mark.django_db


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode())))


def test_file_has_the_headings_and_one_row_for_each_address(client: Client) -> None:
    event, (one,), _user = make_day_today(12)
    client.force_login(make_role(RoleKind.COORDINATOR, event.region).user)

    answer = client.post(reverse("workshops:breakout_file", args=[event.pk, one.pk]))

    head, *rows = read(answer.content)
    assert head == ["Pre-assign Room Name", "Email Address"]
    assert {(row[1], int(row[0].split()[1])) for row in rows} == {
        (r.participant.email, seat_of(r, one)) for r in Registration.objects.select_related("participant")
    }
    assert Entry.objects.filter(verb="round.exported").count() == 1


@pytest.mark.parametrize("address", [None, "=cmd@example.org", "+47@example.org", "-x@example.org"])
def test_who_cannot_be_in_the_file_is_named_in_the_list(client: Client, address: str | None) -> None:
    event, (one,), _user = make_day_today(6)
    Participant.objects.filter(pk=Registration.objects.all()[0].participant_id).update(email=address)
    client.force_login(make_role(RoleKind.COORDINATOR, event.region).user)

    page = client.get(reverse("workshops:breakout", args=[event.pk, one.pk])).content.decode()
    rows = read(client.post(reverse("workshops:breakout_file", args=[event.pk, one.pk])).content)

    assert (page.count("(har ingen"), len(rows)) == (1, 6)


def test_the_list_says_what_to_call_oneself_and_no_address(client: Client) -> None:
    event, (one,), user = make_day_today(12)
    registration = Registration.objects.get(first_name="Kari 7")
    client.force_login(user)

    page = client.get(reverse("workshops:breakout", args=[event.pk, one.pk])).content.decode()

    assert f"{seat_of(registration, one)} – Kari 7" in page
    assert "@example.org" not in page.partition("<main")[2]


def test_a_facilitator_sees_the_list_and_not_the_file(client: Client) -> None:
    event, (one,), user = make_day_today(6)
    client.force_login(user)
    file = reverse("workshops:breakout_file", args=[event.pk, one.pk])

    page = client.get(reverse("workshops:breakout", args=[event.pk, one.pk])).content.decode()

    assert file not in page
    assert client.post(file).status_code == 403
    assert not Entry.objects.filter(verb="round.exported").exists()


def test_a_stranger_finds_nothing_and_a_link_downloads_nothing(client: Client) -> None:
    event, (one,), _user = make_day_today(6)
    file = reverse("workshops:breakout_file", args=[event.pk, one.pk])

    client.force_login(stranger(event))
    foreign = client.post(file).status_code
    client.force_login(make_role(RoleKind.COORDINATOR, event.region).user)

    assert (foreign, client.get(file).status_code) == (404, 405)


def test_no_file_before_the_groups_are_made(client: Client) -> None:
    event, (one,), _user = make_event_with_room(6, None)
    client.force_login(make_role(RoleKind.COORDINATOR, event.region).user)

    answer = client.post(reverse("workshops:breakout_file", args=[event.pk, one.pk]))

    assert answer.status_code == 302
    assert not Entry.objects.filter(verb="round.exported").exists()
