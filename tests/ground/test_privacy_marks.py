"""Every field that may hold something about a person says what it is and how long it is kept."""

from django.apps import apps
from django.conf import settings
from django.db import models

from inkludering.outbox.models import Message
from inkludering.privacy import Data, Keep, Personal, marks
from participants.models import Participant, Registration
from regions.models import Member

# Models about people: all their words are personal unless named below with the reason.
ABOUT_PEOPLE = {"accounts.User", "regions.Member", "events.Appearance", "participants.Participant"}
ABOUT_PEOPLE |= {"participants.Registration", "outbox.Message"}
ABOUT_PEOPLE |= {f"participants.{name}" for name in ("Party", "Need", "DayChoice", "Contribution", "Answer")}
HOUSE_WORDS = {
    "accounts.User.password": "never set",
    "accounts.User.language": "a choice of three",
    "events.Appearance.shown_title": "published with the programme as a title, without the name",
    "events.Appearance.role": "a code",
    "events.Appearance.status": "a code",
    "participants.Registration.status": "a code",
    "participants.Registration.source": "a code",
    "participants.Registration.sector": "one of six, kept for statistics",
    "participants.Registration.language": "a choice of five",
    "participants.Registration.country": "of the workplace, a code",
    "participants.DayChoice.part": "a code",
    "outbox.Message.kind": "a code",
    "outbox.Message.key": "ids only",
    "outbox.Message.language": "a code",
    "outbox.Message.reply_to": "an organiser's role address",
    "outbox.Message.status": "a code",
    "outbox.Message.message_id": "random",
    "outbox.Message.error": "a code",
}
# Addresses that belong to an office, not to a person.
OFFICE_ADDRESSES = {"regions.Region.contact_email", "events.Event.contact_email", "participants.Seller.email"}

WORDS = (models.CharField, models.TextField)


def own_models() -> list[type[models.Model]]:
    own = {app.split(".")[-1] for app in settings.INSTALLED_APPS if not app.startswith(("django", "allauth"))}
    return [model for model in apps.get_models() if model._meta.app_label in own]


def unmarked() -> list[str]:
    """Fields that may hold something personal and say nothing about it."""
    found = []
    for model in own_models():
        for field in model._meta.get_fields():
            name = f"{model._meta.label}.{field.name}"
            words = isinstance(field, WORDS) and model._meta.label in ABOUT_PEOPLE
            if (isinstance(field, models.EmailField) or words) and field.name not in marks(model):
                found.append(name)
    return sorted(set(found) - set(HOUSE_WORDS) - OFFICE_ADDRESSES)


def test_every_personal_field_is_marked() -> None:
    assert unmarked() == []


def test_exceptions_name_fields_that_exist() -> None:
    known = {
        f"{model._meta.label}.{field.name}" for model in own_models() for field in model._meta.get_fields()
    }

    assert (set(HOUSE_WORDS) | OFFICE_ADDRESSES) - known == set()
    assert {model._meta.label for model in own_models()} >= ABOUT_PEOPLE


def test_a_field_without_mark_is_found() -> None:
    email = Participant._meta.get_field("email")
    mark = email.__dict__.pop("personal")
    try:
        assert unmarked() == ["participants.Participant.email"]
    finally:
        email.__dict__["personal"] = mark


def test_marks_say_what_and_how_long() -> None:
    assert marks(Member)["contact_name"] == Personal(Data.IDENTITY, Keep.WHILE_ROLE)
    assert marks(Message)["recipient"] == Personal(Data.CONTACT, Keep.MONTH_AFTER_SENDING)
    assert {mark.keep for mark in marks(Registration).values()} == {Keep.YEAR_AFTER}


def test_models_are_shown_by_number_in_logs() -> None:
    person = Registration(pk=7, first_name="Kari", last_name="Nordby")

    assert "Kari" not in repr(person)
    assert "Nordby" not in str(person)
