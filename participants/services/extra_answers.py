"""Answers to what only some events ask: write them, read them, forget them when their time has come."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from participants.models import (
    Answer,
    Contribution,
    DayChoice,
    ItemChoice,
    Part,
    Question,
    Registration,
)
from participants.services.asking import Asked
from participants.services.fees import FeeChoice

CONTRIBUTIONS_KEPT = timedelta(days=7)
ON_THE_WALL: Promise = gettext_lazy(
    "Yes, the others may see what I look for and can offer, with my name and organisation, "
    "until the day is over."
)


@dataclass(frozen=True)
class Extras:
    """What one person answered. ``answers`` is by id of the question."""

    country: str = ""
    days: tuple[int, ...] = ()
    items: tuple[int, ...] = ()
    part: str = Part.PARTICIPANT
    assignment: str = ""
    experience: str = ""
    looks_for: str = ""
    offers: str = ""
    wall: bool = False
    answers: dict[int, Any] = field(default_factory=dict)
    fee: FeeChoice | None = None


@transaction.atomic
def write_extras(*, registration: Registration, extras: Extras, asked: Asked, now: datetime) -> None:
    """Put these answers in the place of what was answered before. What was not asked is not touched."""
    if asked.sign_up.asks_country and registration.country != extras.country:
        registration.country = extras.country
        registration.save(update_fields=["country"])
    if asked.days:
        _write_days(registration, extras, asked)
    if asked.items:
        _write_items(registration, extras, asked)
    if asked.sign_up.asks_experience or asked.sign_up.asks_wall:
        _write_contribution(registration, extras, now)
    if asked.questions:
        _write_answers(registration, extras, asked)


def _write_days(registration: Registration, extras: Extras, asked: Asked) -> None:
    wanted = [day for day in asked.days if day.pk in extras.days or not extras.days]
    DayChoice.objects.filter(registration=registration).delete()
    DayChoice.objects.bulk_create(
        DayChoice(registration=registration, day=day, part=extras.part, assignment=extras.assignment)
        for day in wanted
    )


def _write_items(registration: Registration, extras: Extras, asked: Asked) -> None:
    ItemChoice.objects.filter(registration=registration, item__in=asked.items).delete()
    ItemChoice.objects.bulk_create(
        ItemChoice(registration=registration, item=item) for item in asked.items if item.pk in extras.items
    )


def _write_contribution(registration: Registration, extras: Extras, now: datetime) -> None:
    texts = {"experience": extras.experience, "looks_for": extras.looks_for, "offers": extras.offers}
    if not any(texts.values()):
        Contribution.objects.filter(registration=registration).delete()
        return
    before = Contribution.objects.filter(registration=registration).first()
    agreed = extras.wall and bool(extras.looks_for or extras.offers)
    consent: dict[str, Any] = {"consented_at": None, "consent_wording": ""}
    if agreed and before and before.consented_at:
        consent = {"consented_at": before.consented_at, "consent_wording": before.consent_wording}
    elif agreed:
        consent = {"consented_at": now, "consent_wording": str(ON_THE_WALL)}
    Contribution.objects.update_or_create(registration=registration, defaults=texts | consent)


def _write_answers(registration: Registration, extras: Extras, asked: Asked) -> None:
    Answer.objects.filter(registration=registration, question__in=asked.questions).delete()
    Answer.objects.bulk_create(
        Answer(registration=registration, question=question, value=extras.answers[question.pk])
        for question in asked.questions
        if extras.answers.get(question.pk) not in (None, "", [])
    )


def read_extras(registration: Registration) -> Extras:
    """What stands there now."""
    days = list(registration.day_choices.all())
    told = registration.contribution if hasattr(registration, "contribution") else Contribution()
    return Extras(
        country=registration.country,
        days=tuple(choice.day_id for choice in days),
        items=tuple(choice.item_id for choice in registration.item_choices.all()),
        part=days[0].part if days else Part.PARTICIPANT,
        assignment=days[0].assignment if days else "",
        experience=told.experience,
        looks_for=told.looks_for,
        offers=told.offers,
        wall=told.consented_at is not None,
        answers={answer.question_id: answer.value for answer in registration.extra_answers.all()},
    )


def withdraw_from_wall(*, registration: Registration) -> None:
    """Take back the consent to be shown; the words stay for the organiser. Harmless to repeat."""
    shown = Contribution.objects.filter(registration=registration)
    shown.update(consented_at=None, consent_wording="")


def forget_old_answers(*, now: datetime) -> int:
    """Answers whose question says so, contributions a week after. Returns how many; harmless to repeat."""
    old = Contribution.objects.filter(registration__event__ends_at__lte=now - CONTRIBUTIONS_KEPT)
    number = old.delete()[0]
    for days in set(Question.objects.values_list("keep_days", flat=True)):
        over = Answer.objects.filter(question__keep_days=days)
        number += over.filter(question__event__ends_at__lte=now - timedelta(days=days)).delete()[0]
    return number
