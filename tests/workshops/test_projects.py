"""Projects: pitches in order, wishes by phone and from the wall, and a round that gathers around them."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from events.models import Event, EventDay
from inkludering.accounts.models import User
from inkludering.errors import DomainError
from participants.models import Attendance, DayChoice, Part, Registration
from participants.services import own_url
from regions.models import RoleKind
from tests.factories import make_role
from tests.workshops.rooms import NOW, check_in, first_day, groups_of, stranger
from tests.workshops.today import make_day_today
from workshops.board import tables_of
from workshops.fairness import fairness_of
from workshops.models import Coach, Project, ProjectTable, RoundKind, Wish, WorkshopRound
from workshops.pitches import dot_rows
from workshops.services import make_groups, show_round
from workshops.services import projects as services
from workshops.services.projects import ProjectSettings
from workshops.services.wishes import WishRow, type_in, wish

pytestmark = pytest.mark.django_db


def make_projects(day: EventDay, user: User, count: int = 3, chairs: int = 8) -> list[Project]:
    """Projects owned by the first people who signed up."""
    owners = list(Registration.objects.filter(event=day.event).order_by("pk")[:count])
    return [
        services.add_project(
            day=day, settings=ProjectSettings(f"Prosjekt {n}", owner=owner, chairs=chairs), by=user
        )
        for n, owner in enumerate(owners, 1)
    ]


def make_topic_day(people: int = 20, count: int = 3) -> tuple[EventDay, WorkshopRound, list[Project], User]:
    """A day today with a round by project that is not made yet."""
    event, _rounds, user = make_day_today(0)
    day = first_day(event)
    check_in(event, people)
    WorkshopRound.objects.all().delete()
    round_ = WorkshopRound.objects.create(day=day, number=1, kind=RoundKind.TOPIC)
    return day, round_, make_projects(day, user, count), user


def table_at(round_: WorkshopRound, registration_id: int) -> int:
    return next(n for n, group in enumerate(groups_of(round_), 1) if registration_id in group)


def test_pitches_keep_their_order_when_one_moves() -> None:
    day, _round, (one, two, three), user = make_topic_day()

    services.move_project(project=three, up=True, by=user)
    services.move_project(project=one, up=True, by=user)

    assert list(Project.objects.filter(day=day).in_order()) == [one, three, two]


def test_nobody_owns_two_projects_on_a_day() -> None:
    day, _round, (one, *_rest), user = make_topic_day()

    with pytest.raises(DomainError):
        services.add_project(day=day, settings=ProjectSettings("To", owner=one.owner), by=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.create(day=day, number=9, title="To", owner=one.owner)


def test_a_removed_project_leaves_the_second_wish() -> None:
    day, _round, (one, two, _three), user = make_topic_day()
    people = list(Registration.objects.order_by("-pk")[:2])
    wish(day=day, registration=people[0], first=one, second=two)
    wish(day=day, registration=people[1], first=one, second=None)

    services.remove_project(project=one, by=user)

    assert list(Wish.objects.values_list("registration_id", "first_id", "second_id")) == [
        (people[0].pk, two.pk, None)
    ]


def test_owners_and_coaches_come_from_the_sign_up() -> None:
    day, _round, _projects, user = make_topic_day()
    owner, coach = Registration.objects.order_by("-pk")[:2]
    task = "Møteplass for unge\nMer om det"
    DayChoice.objects.create(registration=owner, day=day, part=Part.PROJECT_OWNER, assignment=task)
    DayChoice.objects.create(registration=coach, day=day, part=Part.PEER_COACH)

    counts = [services.take_from_registrations(day=day, by=user) for _ in range(2)]

    assert counts == [2, 0]
    assert Project.objects.get(owner=owner).title == "Møteplass for unge"
    assert Coach.objects.get().registration == coach


def test_wishes_are_met_as_far_as_the_chairs_reach() -> None:
    day, round_, projects, user = make_topic_day(20)
    people = list(Registration.objects.order_by("pk"))[3:]
    for one in people[:10]:
        wish(day=day, registration=one, first=projects[0], second=projects[1])

    make_groups(round_=round_, by=user, now=NOW)

    fair = fairness_of(round_)
    assert (fair.first, fair.second, fair.neither) == (7, 3, 0)
    assert [(one.number, one.wishes) for one in fair.crowded] == [(1, 10)]
    assert max(map(len, groups_of(round_))) <= 8


def test_owners_sit_at_their_own_project_and_each_table_has_a_coach() -> None:
    day, round_, projects, user = make_topic_day(20)
    coaches = list(Registration.objects.order_by("-pk")[:3])
    for one in coaches:
        services.set_coach(day=day, registration=one, is_expert=True, project=None, by=user)

    make_groups(round_=round_, by=user, now=NOW)

    assert [table_at(round_, one.owner_id or 0) for one in projects] == [1, 2, 3]
    assert sorted(table_at(round_, one.pk) for one in coaches) == [1, 2, 3]
    assert list(ProjectTable.objects.order_by("number").values_list("project", flat=True)) == [
        one.pk for one in projects
    ]


def test_owners_and_coaches_stay_when_the_others_mix() -> None:
    day, round_, projects, user = make_topic_day(20)
    coach = Registration.objects.order_by("-pk")[0]
    services.set_coach(day=day, registration=coach, is_expert=False, project=projects[1], by=user)
    make_groups(round_=round_, by=user, now=NOW)
    mixed = WorkshopRound.objects.create(day=day, number=2, group_size=7)

    make_groups(round_=mixed, by=user, now=NOW)

    stay = [*(one.owner_id for one in projects), coach.pk]
    assert [table_at(mixed, who or 0) for who in stay] == [1, 2, 3, 2]
    assert groups_of(mixed) != groups_of(round_)


def test_a_parked_project_gets_no_table() -> None:
    day, round_, projects, user = make_topic_day(14)
    Attendance.objects.filter(registration=projects[0].owner).delete()

    parked = services.park_without_owner(day=day, by=user)
    make_groups(round_=round_, by=user, now=NOW)

    assert parked == 1
    assert list(ProjectTable.objects.order_by("number").values_list("project", flat=True)) == [
        projects[1].pk,
        projects[2].pk,
    ]


@pytest.mark.parametrize("count", [0, 2])
def test_too_few_chairs_are_refused_with_words(count: int) -> None:
    _day, round_, _projects, user = make_topic_day(20, count)

    with pytest.raises(DomainError):
        make_groups(round_=round_, by=user, now=NOW)


def test_a_wish_closes_when_the_tables_are_shown() -> None:
    day, round_, projects, user = make_topic_day()
    make_groups(round_=round_, by=user, now=NOW)
    show_round(round_=round_, by=user, now=NOW)

    with pytest.raises(DomainError):
        wish(day=day, registration=Registration.objects.all()[0], first=projects[0], second=None)


def test_somebody_wishes_by_phone_and_changes_it(client: Client) -> None:
    _day, _round, projects, _user = make_topic_day()
    registration = Registration.objects.order_by("-pk")[0]
    page = client.get(own_url(registration), follow=True).content.decode()
    url = reverse("workshops:own_wish", args=[registration.pk])

    for first, second in ((0, 1), (2, 0)):
        client.post(url, {"first": projects[first].pk, "second": projects[second].pk})
    refused = client.post(url, {"first": projects[0].pk, "second": projects[0].pk})

    assert url in page
    assert Wish.objects.values_list("first_id", "second_id").get() == (projects[2].pk, projects[0].pk)
    assert refused.status_code == 200


def test_a_wish_for_a_project_of_another_day_is_refused(client: Client) -> None:
    _day, _round, _projects, _user = make_topic_day()
    registration = Registration.objects.order_by("-pk")[0]
    _other, _round, foreign, _user = make_topic_day()
    client.get(own_url(registration), follow=True)

    client.post(reverse("workshops:own_wish", args=[registration.pk]), {"first": foreign[0].pk})

    assert not Wish.objects.exists()


def test_dots_are_typed_in_and_phones_keep_theirs(client: Client) -> None:
    day, _round, projects, user = make_topic_day()
    client.force_login(user)
    url = reverse("workshops:dots", args=[day.event_id, day.pk])
    typed, phoned = [row.registration for row in dot_rows(day)][:2]
    posted = {f"was-{one.pk}": "-" for one in (typed, phoned)} | {f"first-{typed.pk}": str(projects[0].pk)}
    wish(day=day, registration=phoned, first=projects[1], second=None)

    client.post(url, posted)

    assert dict(Wish.objects.values_list("registration_id", "first_id")) == {
        typed.pk: projects[0].pk,
        phoned.pk: projects[1].pk,
    }


def test_a_wish_for_a_parked_project_survives_the_page_of_dots(client: Client) -> None:
    day, _round, projects, user = make_topic_day()
    registration = dot_rows(day)[0].registration
    wish(day=day, registration=registration, first=projects[0], second=projects[1])
    services.park_project(project=projects[0], parked=True, by=user)
    client.force_login(user)

    page = client.get(reverse("workshops:dots", args=[day.event_id, day.pk])).content.decode()

    assert f'value="{projects[0].pk}" selected' in page


@pytest.mark.parametrize("bad", [{"was-x": "1-"}, {"was-99999999": "1-"}, {"was-²": "-", "first-²": "1"}])
def test_odd_dots_change_nothing(client: Client, bad: dict[str, str]) -> None:
    day, _round, _projects, user = make_topic_day()
    client.force_login(user)

    answer = client.post(reverse("workshops:dots", args=[day.event_id, day.pk]), bad)

    assert answer.status_code == 302
    assert not Wish.objects.exists()


def test_dots_of_another_event_are_refused() -> None:
    day, _round, projects, user = make_topic_day()
    _other, _round, _foreign, _user = make_topic_day()
    stranger_ = Registration.objects.order_by("-pk")[0]

    with pytest.raises(DomainError):
        type_in(day=day, rows=[WishRow(stranger_.pk, projects[0].pk, None)], by=user)


def addresses(event: Event, day: EventDay, project: Project) -> list[str]:
    names = ["project_add", "projects_take", "projects_park", "coach_add", "dots"]
    of_day = [reverse(f"workshops:{name}", args=[event.pk, day.pk]) for name in names]
    of_project = ["project_edit", "project_remove", "project_move", "project_park"]
    return of_day + [reverse(f"workshops:{name}", args=[event.pk, project.pk]) for name in of_project]


def test_strangers_and_readers_may_not_touch_projects(client: Client) -> None:
    day, _round, projects, _user = make_topic_day()
    urls = addresses(day.event, day, projects[0])

    client.force_login(stranger(day.event))
    foreign = {client.post(url).status_code for url in urls}
    client.force_login(make_role(RoleKind.WORKING_GROUP_MEMBER, day.event.region).user)

    assert (foreign, {client.post(url).status_code for url in urls}) == ({404}, {403})


def test_the_page_of_projects_shows_them_and_how_the_wishes_went(client: Client) -> None:
    day, round_, projects, user = make_topic_day()
    make_groups(round_=round_, by=user, now=NOW)
    client.force_login(user)

    page = client.get(reverse("workshops:projects", args=[day.event_id, day.pk])).content.decode()

    assert all(project.title in page for project in projects)
    assert f'id="fair-{round_.pk}"' in page


def test_a_round_is_set_up_by_project(client: Client) -> None:
    day, round_, _projects, user = make_topic_day()
    client.force_login(user)
    url = reverse("workshops:round_add", args=[day.event_id, day.pk])

    both = client.post(url, {"group_size": "6", "by_project": "on", "returns_to": str(round_.pk)})
    client.post(url, {"group_size": "6", "by_project": "on"})

    assert both.status_code == 200
    assert WorkshopRound.objects.get(number=2).kind == RoundKind.TOPIC


def test_tables_say_their_project_and_who_owns_and_coaches(client: Client) -> None:
    day, round_, projects, user = make_topic_day()
    coach = Registration.objects.order_by("-pk")[0]
    services.set_coach(day=day, registration=coach, is_expert=True, project=projects[2], by=user)
    make_groups(round_=round_, by=user, now=NOW)
    back = WorkshopRound.objects.create(day=day, number=2, kind=RoundKind.RETURN, returns_to=round_)
    make_groups(round_=back, by=user, now=NOW)

    for one in (round_, back):
        tables = tables_of(one)
        assert [table.project for table in tables] == [project.title for project in projects]
        assert {chair.part for table in tables for chair in table.chairs} == {"", "Eier", "Ekspertveileder"}


def test_a_day_without_projects_says_nothing_of_them() -> None:
    _event, (one,), _user = make_day_today(6)

    assert {table.project for table in tables_of(one)} == {""}
