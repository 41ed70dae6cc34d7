"""People who come late to the projects' tables, and repairs there: wishes first, owners and coaches stay."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import EventDay
from inkludering.accounts.models import User
from participants.models import Attendance, Registration
from tests.workshops.rooms import NOW, check_in, groups_of, make_event_with_room
from tests.workshops.test_projects import make_topic_day, table_at
from workshops.board import read_board
from workshops.mending import Choice
from workshops.models import Change, Project, Wish, WorkshopRound
from workshops.repairs import offers_of
from workshops.services import make_groups, place_newcomers, repair_round
from workshops.services import projects as services

pytestmark = pytest.mark.django_db
Made = tuple[EventDay, WorkshopRound, list[Project]]


def made_round(people: int = 18) -> Made:
    """Three projects with eight chairs each and as many people at each."""
    day, round_, projects, user = make_topic_day(people)
    make_groups(round_=round_, by=user, now=NOW)
    round_.refresh_from_db()
    return day, round_, projects


def facilitator() -> User:
    return User.objects.get(pk=Change.objects.values_list("by", flat=True)[0])


def come_late(day: EventDay, *projects: Project | None) -> list[Registration]:
    """One person for each wish."""
    late = check_in(day.event, len(projects))
    Wish.objects.bulk_create(
        Wish(day=day, registration=one, first=project)
        for one, project in zip(late, projects, strict=True)
        if project
    )
    return late


def go_home(round_: WorkshopRound, table: int, count: int) -> set[int]:
    """So many of a table who own no project."""
    owners = set(Project.objects.values_list("owner_id", flat=True))
    gone = sorted(groups_of(round_)[table - 1] - owners)[:count]
    Attendance.objects.filter(registration__in=gone).delete()
    return set(gone)


@pytest.mark.parametrize("wished", [0, 1, 2])
def test_a_late_comer_sits_at_the_project_they_wish_for(wished: int) -> None:
    day, round_, projects = made_round()
    (late,) = come_late(day, projects[wished])

    (newcomer,) = read_board(round_).newcomers
    place_newcomers(round_=round_, by=None, only=late.pk)

    assert newcomer.table == table_at(round_, late.pk) == wished + 1


def test_without_a_wish_they_sit_where_their_sector_lacks() -> None:
    day, round_, _projects = made_round()
    (late,) = come_late(day, None)
    Registration.objects.filter(pk__in=groups_of(round_)[0] | groups_of(round_)[2]).update(sector="public")
    Registration.objects.filter(pk__in=groups_of(round_)[1]).update(sector="private")
    Registration.objects.filter(pk=late.pk).update(sector="public")

    place_newcomers(round_=round_, by=None)

    assert table_at(round_, late.pk) == 2


def test_owners_and_coaches_who_come_late_have_their_place() -> None:
    day, round_, projects = made_round()
    owner, coach = come_late(day, projects[0], projects[0])
    Project.objects.filter(pk=projects[2].pk).update(owner=owner)
    services.set_coach(day=day, registration=coach, is_expert=False, project=projects[1], by=facilitator())

    place_newcomers(round_=round_, by=None)

    assert (table_at(round_, owner.pk), table_at(round_, coach.pk)) == (3, 2)


def test_when_every_chair_is_taken_a_late_comer_still_gets_one() -> None:
    day, round_, projects = made_round(24)
    (late,) = come_late(day, projects[1])

    place_newcomers(round_=round_, by=None)

    assert table_at(round_, late.pk) == 2


def test_a_table_whose_project_is_removed_keeps_its_people_and_draws_no_wishes() -> None:
    day, round_, projects = made_round()
    services.remove_project(project=projects[0], by=facilitator())
    (late,) = come_late(day, projects[2])

    place_newcomers(round_=round_, by=None)

    assert table_at(round_, late.pk) == 3


@pytest.mark.parametrize("choice", list(Choice))
def test_each_repair_fills_the_chairs_that_came_free_by_wishes(choice: Choice) -> None:
    day, round_, projects = made_round(24)
    gone = go_home(round_, 2, 3)
    late = come_late(day, projects[1], projects[1], projects[1])
    before = groups_of(round_)

    repair_round(round_=round_, choice=choice, by=None, now=NOW)

    after = groups_of(round_)
    assert {table_at(round_, one.pk) for one in late} == {2}
    assert [len(group) for group in after] == [8, 8, 8]
    if choice != Choice.TWO_MORE:
        assert [group - gone for group in before] == [group - {one.pk for one in late} for group in after]


def test_the_fewest_move_to_a_project_that_lacks_people_and_owners_stay() -> None:
    _day, round_, projects = made_round()
    go_home(round_, 1, len(groups_of(round_)[0]) - 2)

    offers = {offer.repair.choice: offer.repair for offer in offers_of(round_)}
    repair_round(round_=round_, choice=Choice.FEWEST, by=None, now=NOW)

    assert list(offers) == list(Choice)
    assert len(offers[Choice.FEWEST].moves) == 2
    assert len(offers[Choice.TWO_MORE].moves) <= 4
    assert len(groups_of(round_)[0]) == 4
    assert [table_at(round_, one.owner_id or 0) for one in projects] == [1, 2, 3]


def test_the_page_says_why_a_round_that_goes_back_offers_one_repair(client: Client) -> None:
    event, (one, back), user = make_event_with_room(12, None, 1)
    for round_ in (one, back):
        make_groups(round_=round_, by=user, now=NOW)
    client.force_login(user)

    page = client.get(reverse("workshops:repair", args=[event.pk, back.pk])).content.decode()

    assert "Denne runden går tilbake til tidligere bord" in page
    assert page.count("offer-") == 2  # one heading and its label


def test_no_shows_leave_their_chairs_to_newcomers_when_nobody_moves() -> None:
    event, (one,), user = make_event_with_room(24, None)
    make_groups(round_=one, by=user, now=NOW)
    gone = sorted(groups_of(one)[2])[:3]
    Attendance.objects.filter(registration__in=gone).delete()
    late = check_in(event, 3)

    repair_round(round_=one, choice=Choice.NOBODY, by=user, now=NOW)

    assert {row.pk for row in late} <= groups_of(one)[2]
