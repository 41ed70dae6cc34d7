"""What is kept of a person at the tables goes when the person goes."""

import pytest

from participants.models import Registration
from participants.services.erasing import erase
from tests.workshops.rooms import NOW
from tests.workshops.test_projects import make_topic_day
from workshops.forgetting import forget_projects_of_forgotten
from workshops.models import Coach, Project, Tie, TieKind, Wish

pytestmark = pytest.mark.django_db


def test_erasure_takes_wishes_ties_coaching_and_the_words_of_a_project() -> None:
    day, _round, (project, other, _third), _user = make_topic_day()
    owner, friend = project.owner, other.owner
    assert owner
    assert friend
    Project.objects.filter(pk=project.pk).update(title="Prosjektet til Kanari", summary="kanari")
    Wish.objects.create(day=day, registration=owner, first=other)
    Coach.objects.create(day=day, registration=owner)
    Tie.objects.create(day=day, kind=TieKind.TOGETHER, one=owner, other=friend)

    erase(registration=owner, now=NOW)

    assert [model.objects.count() for model in (Wish, Coach, Tie)] == [0, 0, 0]
    project.refresh_from_db()
    assert "anari" not in project.title + project.summary
    assert (project.owner_id, other.owner_id) == (None, friend.pk)


def test_words_of_a_project_go_with_an_owner_who_is_forgotten() -> None:
    _day, _round, (project, other, _third), _user = make_topic_day()
    Project.objects.update(summary="kanari")
    assert project.owner
    Registration.objects.filter(pk=project.owner.pk).update(search_text="")

    numbers = forget_projects_of_forgotten(), forget_projects_of_forgotten()

    assert numbers == (1, 0)
    project.refresh_from_db()
    other.refresh_from_db()
    assert (project.owner_id, project.summary) == (None, "")
    assert (other.title, other.summary) == ("Prosjekt 2", "kanari")
