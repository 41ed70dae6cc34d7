"""The board's pages: for whom they open, and what they say."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inkludering.accounts.models import User
from participants.models import Registration
from regions.models import RoleKind
from tests.factories import make_registration, make_role
from tests.workshops.rooms import check_in, groups_of, make_event_with_room, stranger
from workshops import services
from workshops.models import Change, Seat, WorkshopRound
from workshops.tags import tables_on_tags

pytestmark = pytest.mark.django_db
GETS = ["board_news", "log", "repair", "publish"]
POSTS = ["repair", "move_many", "merge", "undo", "lock_table", "lock_round", "on_tags"]


def make_room(people: int = 18) -> tuple[WorkshopRound, User]:
    _event, (one,), user = make_event_with_room(people, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    one.refresh_from_db()
    return one, user


def url(name: str, one: WorkshopRound) -> str:
    return reverse(f"workshops:{name}", args=[one.event.pk, one.pk])


@pytest.mark.parametrize("name", GETS)
def test_pages_open_for_the_facilitator_and_for_no_stranger(client: Client, name: str) -> None:
    one, user = make_room()

    client.force_login(user)
    mine = client.get(url(name, one)).status_code
    client.force_login(stranger(one.event))

    assert (mine, client.get(url(name, one)).status_code) == (200, 404)


@pytest.mark.parametrize("name", POSTS)
def test_changes_are_closed_to_strangers_and_readers(client: Client, name: str) -> None:
    one, _user = make_room(6)
    found = []
    for who in (stranger(one.event), make_role(RoleKind.WORKING_GROUP_MEMBER, one.event.region).user):
        client.force_login(who)
        found.append(client.post(url(name, one)).status_code)

    assert found == [404, 403]


@pytest.mark.parametrize("sort", ["name", "organisation", "sector", "table", "tull"])
def test_the_list_has_one_row_for_each_person_in_any_order(client: Client, sort: str) -> None:
    one, user = make_room()
    client.force_login(user)

    page = client.get(url("board", one), {"view": "list", "sort": sort}).content.decode()

    assert page.count("<select") == 18


def test_the_list_moves_all_whose_table_was_changed_as_one_change(client: Client) -> None:
    one, user = make_room()
    client.force_login(user)
    seats = list(Seat.objects.filter(round=one).select_related("group").order_by("group__number"))
    sent = {f"was-{seat.pk}": seat.group.number for seat in seats}
    sent |= {f"table-{seat.pk}": seat.group.number for seat in seats}
    sent |= {f"table-{seat.pk}": 3 for seat in seats[:2]}

    client.post(url("move_many", one), sent | {"seen": one.version})

    assert {seat.registration_id for seat in seats[:2]} <= groups_of(one)[2]
    assert Change.objects.latest("version").steps.count() == 2


def test_a_list_that_another_changed_moves_nobody_twice(client: Client) -> None:
    one, user = make_room()
    client.force_login(user)
    seat = Seat.objects.filter(round=one, group__number=1)[0]
    services.move(seat=seat, to_group=2, by=user)
    before = groups_of(one)

    client.post(url("move_many", one), {f"was-{seat.pk}": 1, f"table-{seat.pk}": 3, "seen": one.version})

    assert groups_of(one) == before


def test_the_stamp_changes_with_every_change_and_every_arrival(client: Client) -> None:
    one, user = make_room()
    client.force_login(user)

    def ask() -> str:
        return str(client.get(url("board_news", one)).json()["stamp"])

    stamps = [ask()]
    services.move(seat=Seat.objects.filter(round=one, group__number=1)[0], to_group=2, by=user)
    stamps.append(ask())
    check_in(one.event, 1)
    stamps.append(ask())

    assert len(set(stamps)) == 3


def test_before_the_day_the_board_offers_a_draft_of_those_who_signed_up(client: Client) -> None:
    event, (one,), user = make_event_with_room(0, None)
    for _number in range(9):
        make_registration(event)
    client.force_login(user)

    page = client.get(url("board", one)).content.decode()
    client.post(url("make", one), {"of": "signed_up"})

    one.refresh_from_db()
    assert 'value="signed_up"' in page
    assert (one.is_draft, Seat.objects.filter(round=one).count()) == (True, 9)


@pytest.mark.parametrize("sent", [{}, {"change": "x"}, {"change": "99999999999999"}, {"change": "0"}])
def test_undo_of_nothing_is_not_found(client: Client, sent: dict[str, str]) -> None:
    one, user = make_room(6)
    client.force_login(user)

    assert client.post(url("undo", one), sent).status_code == 404


def test_name_tags_say_the_tables_of_rounds_that_are_let_onto_them() -> None:
    event, (one, two), user = make_event_with_room(12, None, None)
    now = timezone.now()
    for round_ in (one, two):
        services.make_groups(round_=round_, by=user, now=now)
    nothing = tables_on_tags(one.day)
    for round_ in (one, two):
        services.print_round(round_=round_, by=user, now=now)

    who = Registration.objects.filter(event=event)[0].pk
    first, second = (next(n for n, group in enumerate(groups_of(r), 1) if who in group) for r in (one, two))

    assert nothing == {}
    line = tables_on_tags(one.day)[who]
    assert [word.strip(",") for word in line.split() if word.strip(",").isdigit()] == [
        str(first),
        str(second),
    ]


def test_costs_page_offers_every_other_table(client: Client) -> None:
    one, user = make_room(30)
    client.force_login(user)
    seat = Seat.objects.filter(round=one, group__number=2)[0]

    page = client.get(reverse("workshops:costs", args=[one.event.pk, seat.pk])).content.decode()

    assert [f'data-to="{n}"' in page for n in range(1, 6)] == [True, False, True, True, True]


@pytest.mark.parametrize("people", [12, 60])
def test_costs_ask_the_same_number_of_queries(
    client: Client, people: int, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    one, user = make_room(people)
    client.force_login(user)
    seat = Seat.objects.filter(round=one)[0]

    with django_assert_max_num_queries(20):  # type: ignore[operator]  # pytest-django's own fixture
        client.get(reverse("workshops:costs", args=[one.event.pk, seat.pk]))
