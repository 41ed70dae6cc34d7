"""What contradicts itself is refused on the screen, with the smallest set of rules that contradict."""

from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import conditional_escape

from inkludering.accounts.models import User
from participants.models import Registration
from tests.workshops.rooms import first_day, groups_of, make_event_with_room
from tests.workshops.test_projects import make_topic_day, table_at
from workshops import services
from workshops.models import Coach, RoundKind, Seat, Tie, TieKind, WorkshopRound
from workshops.services import projects

pytestmark = pytest.mark.django_db


def make_on_screen(client: Client, round_: WorkshopRound, user: User) -> str:
    """What the page says after pressing "make the groups"."""
    client.force_login(user)
    url = reverse("workshops:make", args=[round_.event.pk, round_.pk])
    return message_of(client.post(url, follow=True))


def message_of(answer: Any) -> str:
    """What is said above the tables."""
    said = " ".join(map(str, answer.context["messages"]))
    assert conditional_escape(said) in answer.content.decode()
    return said


def tie_all(round_: WorkshopRound, kind: TieKind, people: list[Registration], user: User) -> None:
    for one, other in pairwise(people):
        services.tie(day=round_.day, kind=kind, one=one, other=other, by=user)


def test_together_and_apart_names_the_chain_and_nobody_else(client: Client) -> None:
    _event, (one,), user = make_event_with_room(12, None)
    a, b, c, d = Registration.objects.order_by("pk")[:4]
    tie_all(one, TieKind.TOGETHER, [a, b, c, d], user)
    Tie.objects.create(day=one.day, kind=TieKind.APART, one=a, other=c)

    said = make_on_screen(client, one, user)

    assert all(row.name in said for row in (a, b, c))
    assert d.name not in said
    assert groups_of(one) == []


def test_more_people_apart_than_tables_names_just_enough_of_them(client: Client) -> None:
    _event, (one,), user = make_event_with_room(12, None)  # two tables
    a, b, c, d = Registration.objects.order_by("pk")[:4]
    for pair in ((a, b), (b, c), (a, c), (c, d)):
        services.tie(day=one.day, kind=TieKind.APART, one=pair[0], other=pair[1], by=user)

    said = make_on_screen(client, one, user)

    assert all(row.name in said for row in (a, b, c))
    assert d.name not in said


def test_a_ring_of_people_apart_needs_a_third_table_and_is_named(client: Client) -> None:
    _event, (one,), user = make_event_with_room(12, None)  # two tables
    *ring, other = Registration.objects.order_by("pk")[:6]
    for a, b in pairwise([*ring, ring[0], other]):
        services.tie(day=one.day, kind=TieKind.APART, one=a, other=b, by=user)

    said = make_on_screen(client, one, user)

    assert all(f"{a.name} og {b.name} hver for seg" in said for a, b in pairwise(ring))
    assert other.name not in said
    assert groups_of(one) == []


def test_more_together_than_a_table_holds(client: Client) -> None:
    _event, (one,), user = make_event_with_room(12, None)
    people = list(Registration.objects.order_by("pk")[:7])
    tie_all(one, TieKind.TOGETHER, people, user)

    said = make_on_screen(client, one, user)

    assert all(row.name in said for row in people)


def test_locked_to_two_tables_but_always_together(client: Client) -> None:
    _event, (one,), user = make_event_with_room(12, None)
    make_on_screen(client, one, user)
    before = groups_of(one)
    pair = [Seat.objects.filter(round=one, group__number=n)[0] for n in (1, 2)]
    for seat in pair:
        services.lock_person(seat=seat, locked=True, by=user)
    tie_all(one, TieKind.TOGETHER, [seat.registration for seat in pair], user)

    said = make_on_screen(client, one, user)

    assert all(seat.registration.name in said for seat in pair)
    assert groups_of(one) == before


def test_more_projects_than_people_are_refused_with_both_figures(client: Client) -> None:
    _day, round_, _projects, user = make_topic_day(4, 4)
    Registration.objects.order_by("-pk")[0].attendances.all().delete()

    said = make_on_screen(client, round_, user)

    assert "4 prosjekter" in said
    assert "3 personer" in said


@pytest.mark.parametrize("target", ["itself", "later"])
def test_a_round_cannot_go_back_to_itself_nor_forward(client: Client, target: str) -> None:
    event, (_first, two, three), user = make_event_with_room(6, None, None, None)
    client.force_login(user)
    url = reverse("workshops:round_edit", args=[event.pk, two.pk])
    back_to = {"itself": two, "later": three}[target]

    page = client.post(url, {"group_size": "6", "returns_to": str(back_to.pk)})

    two.refresh_from_db()
    assert "En runde kan bare gå tilbake til en tidligere runde samme dag." in page.content.decode()
    assert two.kind == RoundKind.MIXED


def test_a_round_that_others_go_back_to_does_not_go_back_itself(client: Client) -> None:
    event, (one, two, _three), user = make_event_with_room(6, None, None, 2)
    client.force_login(user)

    page = client.post(
        reverse("workshops:round_edit", args=[event.pk, two.pk]), {"group_size": "6", "returns_to": one.pk}
    )

    assert list(page.context["form"].errors) == ["returns_to"]
    two.refresh_from_db()
    assert two.kind == RoundKind.MIXED


def test_a_coach_is_not_at_two_projects(client: Client) -> None:
    day, _round, (one, two, _three), user = make_topic_day()
    coach = Registration.objects.order_by("-pk")[0]
    client.force_login(user)
    url = reverse("workshops:coach_add", args=[day.event_id, day.pk])

    client.post(url, {"registration": coach.pk, "project": one.pk})
    page = client.post(url, {"registration": coach.pk, "project": two.pk})

    (said,) = page.context["coach_form"].errors["project"]
    assert conditional_escape(said) in page.content.decode()
    assert all(word in said for word in (coach.name, one.title, two.title))
    assert Coach.objects.get().project == one


def test_an_owner_does_not_coach_elsewhere_and_a_coach_does_not_own_elsewhere(client: Client) -> None:
    day, _round, (one, two, three), user = make_topic_day()
    coach = Registration.objects.order_by("-pk")[0]
    projects.set_coach(day=day, registration=coach, is_expert=False, project=three, by=user)
    client.force_login(user)
    add, edit = (
        reverse("workshops:coach_add", args=[day.event_id, day.pk]),
        reverse("workshops:project_edit", args=[day.event_id, two.pk]),
    )

    said = client.post(add, {"registration": one.owner_id, "project": two.pk}, follow=True).content.decode()
    page = client.post(edit, {"title": "To", "chairs": 8, "owner": coach.pk}).content.decode()

    assert f"eier «{one.title}»" in said
    assert f"veileder «{three.title}»" in page
    assert Coach.objects.count() == 1


def test_a_coach_without_a_project_sits_where_company_allows(client: Client) -> None:
    day, round_, (one, two, three), user = make_topic_day()
    coach = Registration.objects.order_by("-pk")[0]
    projects.set_coach(day=day, registration=coach, is_expert=False, project=None, by=user)
    for owner in (one.owner, two.owner):
        services.tie(day=first_day(day.event), kind=TieKind.APART, one=coach, other=owner, by=user)

    make_on_screen(client, round_, user)

    assert table_at(round_, coach.pk) == 3
    assert three.owner_id in groups_of(round_)[2]
