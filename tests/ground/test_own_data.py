"""What people can read and take along about themselves holds all that points to them, also what is new."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inkludering.privacy import marks
from participants.models import (
    Answer,
    Attendance,
    DayChoice,
    DinnerAnswer,
    DoorName,
    DoorPair,
    ItemChoice,
    Participant,
    Party,
    PrintedTag,
    Registration,
    Scan,
)
from participants.services.handing_over import hand_over
from participants.services.notices import tell_registered
from participants.services.own_data import own_data, parts_of
from tests.factories import make_item, make_offer, make_registration
from tests.participants.accounts import make_agreement, make_invoice, make_payment
from tests.participants.answers import make_answers
from tests.participants.doors import make_door
from tests.participants.test_own_more import make_told, opened
from workshops.models import Change, Coach, Project, Seat, Step, Tie, Wish, WorkshopGroup, WorkshopRound

pytestmark = pytest.mark.django_db
NOW = timezone.now()

# Not told, and why.
NOT_ABOUT_THEM = {
    "workshops.ProjectTable": "where a project sits; says nothing of whoever owns it",
}
NOT_TOLD = {
    "participants.Registration.search_text": "made of name and organisation",
    "participants.Registration.sort_name": "made of the name",
    "participants.Need.sealed": "told opened, in words",
    "participants.PrintedTag.digest": "made of what the tag says; tells only whether that has changed",
    "participants.Payment.noted_by_id": "which colleague noted it",
}


def points_to(model: type[models.Model], others: set[type[models.Model]]) -> bool:
    keys = [field for field in model._meta.concrete_fields if field.is_relation]
    return any(field.related_model in others for field in keys)


def about_people() -> set[type[models.Model]]:
    """Every model with a key to a person's place, or to something that has one."""
    found: set[type[models.Model]] = {Registration, Participant, Party}
    while more := {one for one in apps.get_models() if one not in found and points_to(one, found)}:
        found |= more
    return {model for model in found if model._meta.label not in NOT_ABOUT_THEM}


def make_at_the_tables(registration: Registration, other: Registration) -> None:
    day = registration.event.days.order_by("date")[0]
    round_ = WorkshopRound.objects.create(day=day, number=1, made_at=NOW)
    group = WorkshopGroup.objects.create(round=round_, number=4)
    Seat.objects.create(round=round_, group=group, registration=registration)
    change = Change.objects.create(round=round_, version=1, kind="made", at=NOW)
    Step.objects.create(change=change, registration=registration, to_table=4)
    Tie.objects.create(day=day, kind="together", one=registration, other=other)
    project = Project.objects.create(day=day, number=1, title="Kanariprosjekt", owner=registration)
    Wish.objects.create(day=day, registration=registration, first=project)
    Coach.objects.create(day=day, registration=registration, project=project)


def make_at_the_door(registration: Registration, other: Registration) -> None:
    day = registration.event.days.order_by("date")[0]
    device = make_door(day).device
    Scan.objects.create(
        device=device,
        scan_id=uuid4(),
        day=day,
        registration=registration,
        kind="check_in",
        device_at=NOW,
        received_at=NOW,
    )
    Attendance.objects.create(day=day, registration=registration, arrived_at=NOW)
    DinnerAnswer.objects.create(day=day, registration=registration, comes=True, happened_at=NOW)
    DoorName.objects.create(registration=registration, name="Kanarifugl", pronunciation="ka", happened_at=NOW)
    DoorPair.objects.create(kept=registration, dropped=other, is_same=False, decided_at=NOW)
    PrintedTag.objects.create(day=day, registration=registration, digest="avtrykk", printed_at=NOW)


def make_known() -> Registration:
    """Somebody of whom everything is known that can be."""
    registration = make_told(assignment="kanarioppdrag", looks_for="reir", part="project_owner")
    other = make_registration(registration.event)
    registration.party = Party.objects.create(
        event=registration.event, entered_by_name="Ugla", entered_by_email="ugle@example.org", made_at=NOW
    )
    registration.municipality = "Fjordby"
    registration.save()
    ItemChoice.objects.create(registration=registration, item=make_item(registration.event, "19.00"))
    question = registration.event.questions.get()
    Answer.objects.create(question=question, registration=registration, value="kanarisvar")
    DayChoice.objects.filter(registration=registration).update(assignment="kanarioppdrag")
    make_offer(registration)
    place = {"invoice_email": "bok@example.org", "street": "Gata 1", "postal_code": "3701", "city": "Byen"}
    agreement = make_agreement(registration, **place)
    make_invoice(agreement)
    make_payment(agreement, noted_by_id=987654)
    make_at_the_tables(registration, other)
    make_at_the_door(registration, other)
    tell_registered(registration, registration.event)
    return registration


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from leaves(one)
    elif value not in (None, ""):
        yield json.dumps(value, ensure_ascii=False, default=str).strip('"')


def of_person(model: type[models.Model], registration: Registration) -> Any:
    own = {Registration: registration.pk, Participant: registration.participant_id}
    rows = model._default_manager.all()
    return rows.filter(pk=own[model]) if model in own else rows


def untold(model: type[models.Model], registration: Registration, text: str) -> list[str]:
    """Marked fields whose value is not in ``text``, or which had no value to look for."""
    found = []
    for name in marks(model):
        values = [
            list(leaves(value)) for value in of_person(model, registration).values_list(name, flat=True)
        ]
        said = [one for several in values for one in several]
        if not said or any(one not in text for one in said):
            found.append(f"{model._meta.label}.{name}")
    return found


def test_every_model_that_points_to_a_person_is_read() -> None:
    registration = make_known()
    without_row = [model._meta.label for model in about_people() if not model._default_manager.exists()]

    with CaptureQueriesContext(connection) as queries:
        own_data(Registration.objects.get(pk=registration.pk))

    sql = " ".join(one["sql"] for one in queries)
    unread = [model._meta.label for model in about_people() if f'"{model._meta.db_table}"' not in sql]
    assert (without_row, unread) == ([], [])


def test_every_marked_field_of_a_person_is_told(client: Client) -> None:
    registration = make_known()

    text = client.get(opened(client, registration, "data.json")).content.decode()

    found = [name for model in about_people() for name in untold(model, registration, text)]
    assert sorted(found) == sorted(NOT_TOLD)


def test_page_says_what_the_file_says(client: Client) -> None:
    registration = make_known()

    page = client.get(opened(client, registration, "data/")).content.decode()

    words = [
        "Kanari",
        "kanarioppdrag",
        "reir",
        "kanarisvar",
        "sennep",
        "Kanarifugl",
        "Ugla",
        "bok@example.org",
        "500",
    ]
    assert [word for word in [*words, "Kanariprosjekt", "Fjordby"] if word not in page] == []
    shown = [part.key for part in parts_of(registration) if not part.shown]
    assert shown == ["table_changes", "log"]


def test_whoever_gets_the_place_is_told_nothing_of_the_one_before(client: Client) -> None:
    first = make_registration(make_told().event, first_name="Kanari")
    before = str(first.participant.email)
    make_at_the_tables(first, make_registration(first.event))
    tell_registered(first, first.event)
    hand_over(registration=first, answers=make_answers(email="ola@example.org"), now=NOW)

    second = Registration.objects.get(pk=first.pk)
    text = client.get(opened(client, second, "data.json")).content.decode()

    assert [word for word in ("anari", before) if word in text] == []
    assert '"recipient": "ola@example.org"' in text
    kept = [model for model in (Wish, Tie, Coach, Project) if model._default_manager.exists()]
    assert kept == [Project]


def test_nobody_else_is_named(client: Client) -> None:
    registration = make_known()
    other = registration.event.registrations.exclude(pk=registration.pk).get()

    text = client.get(opened(client, registration, "data.json")).content.decode()

    assert other.first_name not in text
    assert str(other.participant.email) not in text


def test_exceptions_name_fields_that_exist() -> None:
    known = {f"{model._meta.label}.{name}" for model in about_people() for name in marks(model)}

    assert set(NOT_TOLD) <= known
