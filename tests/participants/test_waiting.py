"""The law of the waiting list, tried with random histories."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from events.models import Event
from inkludering.audit.models import Entry
from inkludering.outbox.models import Message
from participants import services
from participants.emails import Kind
from participants.models import Registration, RegistrationStatus
from tests.factories import make_published_event
from tests.participants.answers import make_answers


class SeatsMachine(RuleBasedStateMachine):
    """Sign up, cancel, let in, add and take away seats, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        self.now = timezone.now()
        self.event = make_published_event(capacity=3, by_itself=True)
        self.people = 0
        self.changes = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    @rule(known=st.booleans())
    def register(self, known: bool) -> None:
        self.people += 0 if known and self.people else 1
        answers = make_answers(self.people, email=f"machine{self.people}@example.org")
        outcome = services.register(event=self.event, answers=answers, now=self.now, form_id=uuid4())
        self.changes += outcome.is_new

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def cancel(self, data: Any) -> None:
        registration = data.draw(st.sampled_from(list(self.event.registrations.order_by("pk"))))
        was_active = registration.is_active
        waiting = list(self.event.registrations.waiting().exclude(pk=registration.pk))
        services.cancel(registration=registration, now=self.now)
        self.changes += was_active
        promoted = [one for one in waiting if self.status(one) == RegistrationStatus.CONFIRMED]
        assert promoted == waiting[: len(promoted)]  # in order, from the front
        self.changes += len(promoted)

    def status(self, registration: Registration) -> str:
        return Registration.objects.values_list("status", flat=True).get(pk=registration.pk)

    @precondition(lambda self: self.event.registrations.waiting().exists())
    @rule()
    def let_in_the_last(self) -> None:
        last = list(self.event.registrations.waiting())[-1]
        services.confirm_by_staff(registration=last, now=self.now, by=None, over_capacity=True)
        self.changes += 1

    @rule(capacity=st.integers(1, 8))
    def change_capacity(self, capacity: int) -> None:
        before = self.event.registrations.confirmed().count()
        Event.objects.filter(pk=self.event.pk).update(capacity=capacity)
        self.event.refresh_from_db()
        services.follow_capacity(self.event)
        after = self.event.registrations.confirmed().count()
        assert after >= before
        self.changes += after - before

    @rule()
    def sweep(self) -> None:
        assert services.fill_free_seats(event=self.event, now=self.now) == []

    @invariant()
    def counters_are_true(self) -> None:
        self.event.refresh_from_db()
        rows = self.event.registrations
        assert self.event.seats_taken == rows.confirmed().count()
        assert self.event.waiting_count == rows.waiting().count()

    @invariant()
    def no_free_seat_while_somebody_waits(self) -> None:
        assert self.event.seats_free() == 0 or self.event.waiting_count == 0

    @invariant()
    def places_are_one_to_n(self) -> None:
        line = list(self.event.registrations.waiting())
        assert [services.place_in_line(one) for one in line] == list(range(1, len(line) + 1))

    @invariant()
    def each_change_is_logged_and_each_promotion_mailed_once(self) -> None:
        assert Entry.objects.filter(verb__startswith="registration.").count() == self.changes
        promotions = Entry.objects.filter(verb__in=["registration.promoted", "registration.let_in"]).count()
        assert Message.objects.filter(kind=Kind.PROMOTED).count() == promotions


class TestSeats(SeatsMachine.TestCase, TestCase):  # type: ignore[misc, valid-type]  # Hypothesis makes it
    settings = settings(  # type: ignore[assignment]  # Django has a method of that name
        max_examples=10,
        stateful_step_count=16,
        deadline=timedelta(seconds=20),
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.django_db
def test_places_in_line_follow_the_order_of_answers() -> None:
    event = make_published_event(capacity=1)
    numbers = list(range(1, 12))

    for number in numbers:
        services.register(event=event, answers=make_answers(number), now=timezone.now(), form_id=uuid4())

    line = event.registrations.waiting().values_list("participant__email", flat=True)
    assert list(line) == [f"person{number}@example.org" for number in numbers[1:]]
