"""Staff choose the days of one person: within the price, and with the limits of each day asked."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event, EventDay
from participants.models import DayChoice, Registration
from participants.services.asking import asked_of
from participants.services.extra_answers import Extras, read_extras, write_extras
from tests.factories import make_registration
from tests.participants.accounts import make_agreement
from tests.participants.coordinators import client_as, work
from tests.participants.test_fees_days import days_of, make_two_days
from tests.participants.test_more import make_asking
from tests.participants.test_staff import sent

pytestmark = pytest.mark.django_db


def post(client: Client, registration: Registration, **fields: Any) -> Any:
    return client.post(work(registration.event, f"pameldte/{registration.pk}/"), sent(**fields))


def comes_on(registration: Registration) -> list[int]:
    return list(
        DayChoice.objects.filter(registration=registration)
        .order_by("day__date")
        .values_list("day_id", flat=True)
    )


def make_person(event: Event, *days: int) -> Registration:
    registration = make_registration(event, email="bo@example.org")
    if days:
        write_extras(
            registration=registration, extras=Extras(days=days), asked=asked_of(event), now=timezone.now()
        )
    return registration


def test_staff_change_the_days_and_the_page_shows_them() -> None:
    event = make_asking(days=2)
    first, second = days_of(event)
    person, client = make_person(event, first), client_as(event)
    page = client.get(work(event, f"pameldte/{person.pk}/")).content.decode()

    answer = post(client, person, days=[second])

    assert 'name="days"' in page
    assert (answer.status_code, comes_on(person)) == (302, [second])


def test_days_nobody_chose_stay_open() -> None:
    event = make_asking(days=2)
    person = make_person(event)

    post(client_as(event), person)

    assert comes_on(person) == []


def test_days_the_price_is_not_for_are_refused_at_the_days() -> None:
    event = make_two_days()
    first, second = days_of(event)
    person = make_person(event, first)
    make_agreement(person).days.set([first])

    answer = post(client_as(event), person, days=[first, second])

    html = answer.content.decode()
    assert (answer.status_code, comes_on(person)) == (200, [first])
    assert 'href="#id_days_0"' in html
    assert "Gi en annen pris" in html


def test_a_full_day_is_asked_about_and_may_be_overbooked() -> None:
    event = make_asking(days=2)
    first, second = days_of(event)
    EventDay.objects.filter(pk=second).update(capacity=1)
    make_person(event, second)
    person, client = make_registration(event), client_as(event)
    write_extras(registration=person, extras=Extras(days=(first,)), asked=asked_of(event), now=timezone.now())
    fields: dict[str, Any] = {"days": [second], "email": person.participant.email}

    asked = post(client, person, **fields)
    before = comes_on(person)
    post(client, person, over="1", **fields)

    assert 'name="over"' in asked.content.decode()
    assert (before, comes_on(person)) == ([first], [second])


def test_a_day_left_lets_in_the_next_in_line() -> None:
    event = make_asking(days=2, offers_seats=False)
    first, second = days_of(event)
    EventDay.objects.filter(pk=second).update(capacity=1)
    person = make_person(event, first, second)
    waiting = make_registration(event, status="waiting", position=1)
    write_extras(
        registration=waiting, extras=Extras(days=(second,)), asked=asked_of(event), now=timezone.now()
    )

    post(client_as(event), person, days=[first])

    waiting.refresh_from_db()
    assert waiting.status == "confirmed"


def test_what_was_told_beyond_the_days_stays() -> None:
    event = make_asking(days=2, asks_wall=True, asks_experience=True)
    first, second = days_of(event)
    person = make_registration(event, email="bo@example.org")
    told = Extras(days=(first,), experience="Frivillig", looks_for="Lokale", wall=True)
    write_extras(registration=person, extras=told, asked=asked_of(event), now=timezone.now())

    post(client_as(event), person, days=[second])

    now = read_extras(Registration.objects.get())
    assert (now.days, now.experience, now.looks_for, now.wall) == ((second,), "Frivillig", "Lokale", True)


def test_somebody_added_by_hand_gets_the_days_that_are_ticked() -> None:
    event = make_asking(days=2)
    _first, second = days_of(event)
    client = client_as(event)

    client.post(work(event, "pameldte/ny/"), sent(days=[second]))
    client.post(work(event, "pameldte/ny/"), sent(email="ida@example.org"))

    one, other = Registration.objects.order_by("pk")
    assert (comes_on(one), comes_on(other)) == ([second], [])
