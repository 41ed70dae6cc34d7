"""What is kept, ends; that somebody came is still counted."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from inkludering.privacy import marks
from participants import services
from participants.models import DayChoice, Participant, Party, Registration
from tests.factories import make_published_event, make_registration

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def make_past(days: int) -> Registration:
    event = make_published_event(day=timezone.localdate() - timedelta(days=days))
    return make_registration(event, first_name="Kanari", last_name="Fugl", municipality="Fjordby")


def test_people_are_forgotten_a_year_after_their_last_day_and_counts_stay() -> None:
    old, recent = make_past(370), make_past(300)

    forgotten = services.tidy(now=NOW)
    again = services.tidy(now=NOW)

    assert (forgotten, again) == (1, 0)
    assert "Kanari" not in str(Registration.objects.filter(pk=old.pk).values())
    assert Participant.objects.get(pk=old.participant_id).email is None
    assert Registration.objects.get(pk=recent.pk).first_name == "Kanari"
    assert Registration.objects.get(pk=old.pk).sector == "public"


def test_somebody_who_came_again_is_remembered() -> None:
    old = make_past(370)
    make_registration(make_published_event(), participant=old.participant)

    assert services.tidy(now=NOW) == 0


def test_walk_ins_without_an_address_are_forgotten_too() -> None:
    walk_in = make_past(370)
    Participant.objects.update(email=None)

    services.tidy(now=NOW)

    walk_in.refresh_from_db()
    assert walk_in.name == ""


def test_participants_nobody_knows_and_ended_sessions_go() -> None:
    Participant.objects.create(email="mistyped@exampel.org")
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=NOW - timedelta(days=1))

    services.tidy(now=NOW + timedelta(days=2))

    assert (Participant.objects.count(), Session.objects.count()) == (0, 0)


def test_every_personal_field_stands_in_the_table_of_periods() -> None:
    table = Path("docs/privacy.md").read_text()
    rows = {
        f"`{model._meta.label}.{name}` | {mark.data} | {mark.keep}"
        for model in apps.get_models()
        for name, mark in marks(model).items()
    }

    assert sorted(row for row in rows if row not in table) == []


def test_task_and_helper_are_forgotten_with_the_rest() -> None:
    old = make_past(370)
    day = old.event.days.get()
    DayChoice.objects.create(registration=old, day=day, part="project_owner", assignment="kanarimøte")
    told = {"entered_by_name": "Kanari", "entered_by_email": "kanari@example.org"}
    old.party = Party.objects.create(event=old.event, made_at=NOW, **told)
    old.save()

    services.tidy(now=NOW)

    assert "anari" not in str([list(model.objects.values()) for model in (DayChoice, Party)])
