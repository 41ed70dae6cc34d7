"""A coordinator sets what sign-up asks; a simple day asks no more than before."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from events.models import Event, ItemKind
from inkludering.audit.models import Entry
from participants.models import Answer, Question, Quota, SignUp
from participants.services.asking import MOST_QUESTIONS, asked_of
from tests.factories import make_item, make_published_event, make_registration
from tests.participants.coordinators import client_as, work

pytestmark = pytest.mark.django_db
PAGE = "pameldte/sporsmal/"


def make_question(event: Event, **fields: Any) -> Question:
    number = event.questions.count() + 1
    SignUp.objects.update_or_create(event=event, defaults={"has_questions": True})
    event.asks_more = True
    event.save(update_fields=["asks_more"])
    return Question.objects.create(event=event, **{"text": f"Hva {number}?", "position": number} | fields)


def test_plain_event_costs_no_look(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = make_published_event()
    event = Event.objects.select_related("sign_up").get(pk=made.pk)

    with django_assert_num_queries(0):
        asked = asked_of(event)

    assert asked.is_plain


def test_coordinator_chooses_what_is_asked() -> None:
    event = make_published_event()
    dinner = make_item(event, "19.00", ItemKind.MEAL, title="Middag")
    make_item(event, "09.00")

    answer = client_as(event).post(work(event, PAGE), {"asks_wall": "on", "items": [dinner.pk]})
    asked = asked_of(Event.objects.get(pk=event.pk))

    assert answer.status_code == 302
    assert (asked.sign_up.asks_wall, asked.sign_up.asks_needs) == (True, False)
    assert [item.title for item in asked.items] == ["Middag"]
    assert Entry.objects.filter(verb="sign_up.changed").count() == 1


def test_question_with_choices_needs_two() -> None:
    event = make_published_event()
    sent = {"text": "Hvilket bord?", "kind": "choice", "options": "Rødt\n\n Rødt", "keep_days": "10"}

    refused = client_as(event).post(work(event, f"{PAGE}ny/"), sent)
    client_as(event).post(work(event, f"{PAGE}ny/"), sent | {"options": "Rødt\nBlått"})

    assert refused.status_code == 200
    assert Question.objects.get().options == ["Rødt", "Blått"]
    assert asked_of(Event.objects.get(pk=event.pk)).questions[0].keep_days == 10


def test_questions_move_and_go_with_their_answers() -> None:
    event = make_published_event()
    first, second = make_question(event), make_question(event)
    Answer.objects.create(question=first, registration=make_registration(event), value="ja")
    client = client_as(event)

    client.post(work(event, f"{PAGE}{second.pk}/opp/"))
    order = [question.pk for question in event.questions.in_order()]
    asks_first = client.get(work(event, f"{PAGE}{first.pk}/slett/"))
    client.post(work(event, f"{PAGE}{first.pk}/slett/"))

    assert order == [second.pk, first.pk]
    assert asks_first.status_code == 200
    assert list(event.questions.all()) == [second]
    assert Answer.objects.count() == 0


def test_kind_stays_once_somebody_has_answered() -> None:
    event = make_published_event()
    question = make_question(event)
    Answer.objects.create(question=question, registration=make_registration(event), value="ja")
    sent = {"text": "Ny tekst?", "kind": "number", "keep_days": "30"}

    refused = client_as(event).post(work(event, f"{PAGE}{question.pk}/"), sent)
    client_as(event).post(work(event, f"{PAGE}{question.pk}/"), sent | {"kind": "text"})

    assert refused.status_code == 200
    question.refresh_from_db()
    assert (question.kind, question.text) == ("text", "Ny tekst?")


def test_there_is_an_end_to_questions() -> None:
    event = make_published_event()
    for _number in range(MOST_QUESTIONS):
        make_question(event)

    sent = {"text": "En til?", "kind": "text", "keep_days": "30"}
    answer = client_as(event).post(work(event, f"{PAGE}ny/"), sent)

    assert answer.status_code == 200
    assert event.questions.count() == MOST_QUESTIONS


def test_limits_are_set_and_taken_away() -> None:
    event, url = make_published_event(), f"{PAGE}kvoter/"
    client = client_as(event)

    client.post(work(event, url), {"sector_public": "5", "country_SE": "0", "sector_other": ""})
    set_then = sorted(event.quotas.values_list("kind", "value", "seats"))
    refused = client.post(work(event, url), {"sector_public": "-1"})
    client.post(work(event, url), {})

    assert set_then == [("country", "SE", 0), ("sector", "public", 5)]
    assert refused.status_code == 200
    assert Quota.objects.count() == 0
    assert SignUp.objects.get(event=event).has_quotas is False


def test_database_refuses_a_quota_of_nothing_known() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Quota.objects.create(event=make_published_event(), kind="sector", value="SE", seats=1)
