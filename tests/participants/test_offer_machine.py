"""The law of offered seats, tried with random histories: none is given twice, none is left over."""

from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from events.models import Event
from participants import services
from participants.models import Registration, RegistrationStatus, SeatOffer, SignUp
from participants.offer_times import ASKED_AT_MOST, may_offer, today_from
from participants.services import offers
from participants.services.erasing import erase
from participants.services.handing_over import hand_over
from tests.factories import make_published_event, oslo
from tests.participants.answers import make_answers

pytestmark = pytest.mark.django_db

START = oslo(2027, 1, 29, 8, 30)
LAST = START + timedelta(hours=1)  # the day is on: sign-up is still open, and no seat goes to the line
HOURS = (0.5, 2, 5.9, 6.1, 12)
TRIED = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,  # a busy machine is no fault of a history
    suppress_health_check=list(HealthCheck),
    database=None,
)


class OffersMachine(RuleBasedStateMachine):
    """Sign up, cancel, answer or not, add and take away seats, in any order, while time goes by."""

    steps = 0  # of all histories

    def __init__(self) -> None:
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        self.now: datetime = oslo(2027, 1, 26, 9)
        self.event = make_published_event(day=START.date(), capacity=2)
        self.people = 0
        self.allowed = 0  # seats in use before this step, and those staff gave beyond capacity
        for _already in range(4):
            self.sign_up(1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    def pending(self) -> Any:
        return SeatOffer.objects.pending().filter(registration__event=self.event).order_by("pk")

    def seats_used(self) -> int:
        confirmed, held = self.event.registrations.confirmed(), self.pending()
        return int(confirmed.count()) + int(held.count())

    def somebody(self, data: Any, rows: Any) -> Registration:
        chosen: Registration = data.draw(st.sampled_from(list(rows.order_by("pk"))))
        return chosen

    @rule(new=st.integers(0, 1))
    def sign_up(self, new: int) -> None:
        self.people += new
        answers = make_answers(self.people, email=f"machine{self.people}@example.org")
        services.register(event=self.event, answers=answers, now=self.now, form_id=uuid4())

    @rule(data=st.data(), erases=st.booleans())
    def cancel(self, data: Any, erases: bool) -> None:
        registration = self.somebody(data, self.event.registrations)
        leave = erase if erases else services.cancel
        leave(registration=registration, now=self.now)

    @precondition(lambda self: SeatOffer.objects.filter(registration__event=self.event).exists())
    @rule(data=st.data(), says_yes=st.booleans(), late=st.booleans())
    def answer(self, data: Any, says_yes: bool, late: bool) -> None:
        asked = self.event.registrations.filter(offers__isnull=False).distinct()
        registration = self.somebody(data, asked)
        self.now += timedelta(hours=6 if late and self.now < START - timedelta(hours=7) else 0)
        verb = offers.accept if says_yes else offers.decline
        verb(registration=registration, now=self.now)
        self.sweep()

    @precondition(lambda self: self.pending().exists())
    @rule(data=st.data())
    def withdraw(self, data: Any) -> None:
        offers.withdraw(offer=data.draw(st.sampled_from(list(self.pending()))), now=self.now, by=None)  # type: ignore[arg-type]  # by nobody

    @precondition(lambda self: self.event.registrations.waiting().exists())
    @rule(data=st.data())
    def let_in(self, data: Any) -> None:
        registration = self.somebody(data, self.event.registrations.waiting())
        self.allowed += not self.pending().filter(registration=registration).exists()
        services.confirm_by_staff(registration=registration, now=self.now, by=None, over_capacity=True)

    @precondition(lambda self: self.now < START and self.event.registrations.active().exists())
    @rule(data=st.data(), sector=st.sampled_from(["public", "private"]))
    def pass_on_or_change(self, data: Any, sector: str) -> None:
        registration = self.somebody(data, self.event.registrations.active())
        self.people += 1
        answers = make_answers(self.people, email=f"machine{self.people}@example.org", sector=sector)
        verb = data.draw(st.sampled_from([hand_over, services.change]))
        verb(registration=registration, answers=answers, now=self.now)

    @rule(capacity=st.integers(1, 6))
    def change_capacity(self, capacity: int) -> None:
        Event.objects.filter(pk=self.event.pk).update(capacity=capacity)
        services.fill_free_seats(event=self.event, now=self.now)

    @rule(offers_seats=st.booleans())
    def change_the_way(self, offers_seats: bool) -> None:
        SignUp.objects.update_or_create(event=self.event, defaults={"offers_seats": offers_seats})
        self.sweep()

    @precondition(lambda self: self.now < START)
    @rule(hours=st.sampled_from(HOURS))
    def let_time_pass(self, hours: float) -> None:
        self.now = min(self.now + timedelta(hours=hours), LAST)
        self.sweep()

    def sweep(self) -> None:
        for event in offers.events_to_sweep(self.now):
            offers.sweep(event=event, now=self.now)

    @invariant()
    def never_more_than_there_are(self) -> None:
        self.event.refresh_from_db()
        used = self.seats_used()
        assert used <= max(self.event.capacity or 0, self.allowed), "more seats than there are"
        self.allowed = used
        OffersMachine.steps += 1


class WholeMachine(OffersMachine):
    """The same with all that must hold."""

    def is_eligible(self, registration: Registration, *, by_offers: bool) -> bool:
        mine = SeatOffer.objects.filter(registration=registration)
        if mine.pending().exists() or not by_offers:
            return not mine.pending().exists()
        today = mine.filter(offered_at__gte=today_from(self.now, self.event.zone)).exists()
        return registration.times_asked < ASKED_AT_MOST and not today

    @invariant()
    def no_free_seat_while_somebody_eligible_waits(self) -> None:
        self.event.refresh_from_db()
        by_offers = not SignUp.objects.filter(event=self.event, offers_seats=False).exists()
        in_time = may_offer(self.event, self.now) if by_offers else self.now < START
        if self.event.seats_free() and in_time:
            line = self.event.registrations.waiting()
            assert not [one.pk for one in line if self.is_eligible(one, by_offers=by_offers)]

    @invariant()
    def counters_are_true(self) -> None:
        self.event.refresh_from_db()
        rows = self.event.registrations
        assert self.event.seats_taken == rows.confirmed().count()
        assert self.event.seats_held == self.pending().count()
        assert self.event.waiting_count == rows.waiting().filter(times_asked=0).count()

    @invariant()
    def offers_are_for_those_in_line_alone_and_never_old(self) -> None:
        for offer in self.pending().select_related("registration"):
            assert offer.registration.status == RegistrationStatus.WAITING
            assert self.now < offer.expires_at

    @invariant()
    def places_are_one_to_n(self) -> None:
        line = list(self.event.registrations.waiting())
        assert [services.place_in_line(one) for one in line] == list(range(1, len(line) + 1))


def test_no_history_gives_a_seat_twice_or_leaves_one_over() -> None:
    run_state_machine_as_test(WholeMachine, settings=TRIED)


@pytest.mark.parametrize("holds", [True, False])
def test_history_with_the_hold_taken_out_gives_a_seat_twice(
    holds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both with a seat leave, both in line are asked, and somebody new comes: what the machine must see."""
    if not holds:
        monkeypatch.setattr(Event, "seats_free", lambda self: max(0, self.capacity - self.seats_taken))
    machine = OffersMachine()

    for registration in machine.event.registrations.confirmed().order_by("pk"):
        services.cancel(registration=registration, now=machine.now)
    machine.sign_up(1)

    try:
        with nullcontext() if holds else pytest.raises(AssertionError, match="more seats than there are"):
            machine.never_more_than_there_are()
    finally:
        machine.teardown()


@pytest.mark.soak
def test_ten_thousand_steps() -> None:
    OffersMachine.steps = 0

    while OffersMachine.steps < 10_000:
        run_state_machine_as_test(WholeMachine, settings=settings(TRIED, stateful_step_count=60))
