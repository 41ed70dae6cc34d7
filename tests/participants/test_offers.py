"""Offers of seats: who is asked, what holds, and where the seat goes next."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from events.models import Event, EventStatus
from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from inkludering.outbox.models import Message
from participants import services
from participants.emails import Kind
from participants.models import OFFER_TRANSITIONS, OfferState, Party, Quota, Registration, SeatOffer, SignUp
from participants.offer_times import ASKED_AT_MOST
from participants.services import offering, offers, seats
from tests.factories import make_offer, make_registration, make_user, oslo
from tests.participants.offering import (
    IN_TIME,
    MORNING,
    TOO_LATE,
    free_a_seat,
    full_event,
    line_up,
    offered_event,
    pending,
    status_of,
)

pytestmark = pytest.mark.django_db


def counters(event: Event) -> tuple[int, int, int, int | None]:
    event.refresh_from_db()
    return event.seats_taken, event.seats_held, event.waiting_count, event.seats_free()


def mails(kind: Kind) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("recipient", flat=True))


def test_a_freed_seat_is_offered_to_the_first_in_line_and_held() -> None:
    event, line = offered_event()

    assert pending(event) == [line[0].pk]
    assert counters(event) == (0, 1, 2, 0)
    assert mails(Kind.OFFER) == ["person1@example.org"]
    assert [services.place_in_line(Registration.objects.get(pk=one.pk)) for one in line] == [3, 1, 2]


def test_a_held_seat_goes_to_no_newcomer() -> None:
    event, _line = offered_event(waiting=1)

    (newcomer,) = line_up(event, 1, first=9)

    assert (newcomer.status, counters(event)) == ("waiting", (0, 1, 1, 0))


def test_yes_gives_the_seat_once_with_its_mail() -> None:
    event, line = offered_event()

    states = [offers.accept(registration=line[0], now=IN_TIME) for _twice in range(2)]

    assert states == [OfferState.ACCEPTED] * 2
    assert (status_of(line[0]), counters(event)) == ("confirmed", (1, 0, 2, 0))
    assert mails(Kind.PROMOTED) == ["person1@example.org"]


def test_no_takes_off_the_list_and_the_seat_goes_on() -> None:
    event, line = offered_event()

    state = offers.decline(registration=line[0], now=IN_TIME)

    assert (state, status_of(line[0])) == (OfferState.DECLINED, "cancelled")
    assert (pending(event), counters(event)) == ([line[1].pk], (0, 1, 1, 0))
    assert mails(Kind.CANCELLED)[-1:] == ["person1@example.org"]


def test_no_in_another_tab_never_takes_a_seat_that_was_said_yes_to() -> None:
    _event, line = offered_event()
    offers.accept(registration=line[0], now=IN_TIME)

    assert offers.decline(registration=line[0], now=IN_TIME) == OfferState.ACCEPTED
    assert status_of(line[0]) == "confirmed"


@pytest.mark.parametrize(("now", "goes_on"), [(IN_TIME, False), (TOO_LATE, True)])
def test_an_offer_nobody_answers_goes_on_and_loses_no_place(now: datetime, goes_on: bool) -> None:
    event, line = offered_event()

    offers.sweep(event=event, now=now)

    assert pending(event) == [line[1].pk if goes_on else line[0].pk]
    assert status_of(line[0]) == "waiting"
    assert mails(Kind.OFFER_ENDED) == (["person1@example.org"] if goes_on else [])


def test_yes_too_late_moves_the_seat_on_and_keeps_the_place() -> None:
    event, line = offered_event()

    state = offers.accept(registration=line[0], now=TOO_LATE)

    assert (state, status_of(line[0]), pending(event)) == (OfferState.EXPIRED, "waiting", [line[1].pk])
    assert services.place_in_line(Registration.objects.get(pk=line[0].pk)) == 2


def test_who_did_not_answer_is_asked_again_last_another_day_and_three_times_in_all() -> None:
    event, line = offered_event(waiting=1)
    asked = []
    for day in range(5):
        for hour in (9, 16, 19):
            offers.sweep(event=event, now=oslo(2027, 1, 20 + day, hour))
            asked.append((day, hour) if pending(event) else None)

    assert [one for one in asked if one and one[1] == 9] == [(0, 9), (1, 9), (2, 9)]
    assert SeatOffer.objects.count() == ASKED_AT_MOST == 3
    assert status_of(line[0]) == "waiting"


def test_newcomer_comes_before_those_who_did_not_answer() -> None:
    event, line = offered_event(waiting=1)
    offers.sweep(event=event, now=TOO_LATE)

    (newcomer,) = line_up(event, 1, first=9, now=TOO_LATE)

    assert (newcomer.status, status_of(line[0])) == ("confirmed", "waiting")


@pytest.mark.parametrize(
    ("field", "moment"),
    [
        ("registration_closes_at", oslo(2027, 1, 20, 12)),
        ("starts_at", oslo(2027, 1, 21, 12)),
        ("registration_opens_at", None),
    ],
)
def test_no_offer_from_the_end_of_sign_up_or_the_evening_before_on(
    field: str, moment: datetime | None
) -> None:
    event, _line = full_event()
    Event.objects.filter(pk=event.pk).update(capacity=2, **{field: moment})
    limit = {"starts_at": oslo(2027, 1, 20, 20)}.get(field, moment)

    def asked_at(seconds: int) -> int:
        with transaction.atomic():
            asked = len(offers.sweep(event=event, now=(limit or MORNING) + timedelta(seconds=seconds)))
            transaction.set_rollback(True)
        return asked

    assert [asked_at(one) for one in (-1, 0, 1)] == ([1, 0, 0] if limit else [1, 1, 1])


@pytest.mark.parametrize(("seconds", "asked"), [(-1, 0), (0, 1), (1, 1)])
def test_a_seat_freed_in_the_night_is_offered_in_the_morning(seconds: int, asked: int) -> None:
    event, _line = full_event()
    free_a_seat(event, now=oslo(2027, 1, 20, 23))

    before = pending(event)
    offers.sweep(event=event, now=oslo(2027, 1, 21, 8) + timedelta(seconds=seconds))

    assert (before, len(pending(event))) == ([], asked)


@pytest.mark.parametrize(("seconds", "status"), [(-1, "confirmed"), (0, "waiting"), (1, "waiting")])
def test_no_yes_from_the_start_on(seconds: int, status: str) -> None:
    event, line = offered_event()
    start = MORNING + timedelta(hours=1)
    Event.objects.filter(pk=event.pk).update(starts_at=start)

    offers.accept(registration=line[0], now=start + timedelta(seconds=seconds))

    assert status_of(line[0]) == status


def test_a_cancelled_event_asks_nobody_and_takes_no_yes() -> None:
    event, line = offered_event()
    Event.objects.filter(pk=event.pk).update(status=EventStatus.CANCELLED, capacity=5)

    offers.accept(registration=line[0], now=IN_TIME)

    assert (status_of(line[0]), pending(event), mails(Kind.OFFER_ENDED)) == ("waiting", [], [])
    assert list(offers.events_to_sweep(IN_TIME)) == []


def test_a_promise_holds_though_sign_up_was_closed_since() -> None:
    event, line = offered_event()
    Event.objects.filter(pk=event.pk).update(registration_closes_at=IN_TIME - timedelta(hours=1))

    assert offers.accept(registration=line[0], now=IN_TIME) == OfferState.ACCEPTED


def test_whoever_cancels_lets_the_offer_go() -> None:
    event, line = offered_event()

    services.cancel(registration=line[0], now=IN_TIME)

    assert SeatOffer.objects.get(registration=line[0]).state == OfferState.WITHDRAWN
    assert (pending(event), counters(event)) == ([line[1].pk], (0, 1, 1, 0))


def test_staff_takes_an_offer_back_and_the_next_is_asked() -> None:
    event, line = offered_event()
    offer, user = SeatOffer.objects.get(), make_user()

    offers.withdraw(offer=offer, now=IN_TIME, by=user)

    assert (status_of(line[0]), pending(event)) == ("waiting", [line[1].pk])
    assert mails(Kind.OFFER_ENDED) == ["person1@example.org"]
    assert Entry.objects.get(verb="offer.withdrawn").by_id == user.pk
    with pytest.raises(DomainError):
        offers.withdraw(offer=offer, now=IN_TIME, by=user)


def test_whoever_is_let_in_or_stands_at_the_door_uses_the_seat_that_was_held() -> None:
    event, line = offered_event()

    services.let_in(registration=line[0], now=IN_TIME)

    assert SeatOffer.objects.get().state == OfferState.ACCEPTED
    assert counters(event) == (1, 0, 2, 0)


def test_more_seats_are_offered_in_order_and_fewer_take_nothing_back() -> None:
    event, line = full_event(waiting=4)
    for capacity in (3, 1):
        Event.objects.filter(pk=event.pk).update(capacity=capacity)
        seats.fill_free_seats(event=event, now=MORNING)

    assert pending(event) == [line[0].pk, line[1].pk]
    assert counters(event) == (1, 2, 2, 0)
    assert [offers.accept(registration=one, now=IN_TIME) for one in line[:2]] == [OfferState.ACCEPTED] * 2
    event.refresh_from_db()
    assert event.overbooked_by() == 2


def test_an_offer_counts_in_the_limit_of_a_sector() -> None:
    event, _line = full_event(seats=3, waiting=1)
    Event.objects.filter(pk=event.pk).update(asks_more=True, capacity=9)
    SignUp.objects.create(event=event, has_quotas=True)
    Quota.objects.create(event=event, kind="sector", value="voluntary", seats=4)
    offers.sweep(event=event, now=MORNING)

    (newcomer,) = line_up(event, 1, first=9)

    assert (len(pending(event)), newcomer.status) == (1, "waiting")


def test_those_who_wait_together_are_asked_together_and_block_nobody() -> None:
    event, line = full_event(seats=3, waiting=4)
    party = Party.objects.create(event=event, together=True, made_at=MORNING)
    Registration.objects.filter(pk__in=[line[0].pk, line[2].pk]).update(party=party)

    free_a_seat(event)
    first = pending(event)
    Event.objects.filter(pk=event.pk).update(capacity=5)
    offers.sweep(event=event, now=MORNING)

    assert first == [line[1].pk]
    assert pending(event) == [line[1].pk, line[0].pk, line[2].pk]


def test_an_event_that_gives_at_once_asks_nobody() -> None:
    event, line = full_event(by_itself=True)

    free_a_seat(event, now=oslo(2027, 1, 20, 23))

    assert (status_of(line[0]), SeatOffer.objects.count()) == ("confirmed", 0)


def test_the_sweep_looks_at_events_with_something_to_do_alone() -> None:
    event, _line = offered_event()
    full_event(seats=2)

    def swept(now: datetime) -> list[int]:
        return [one.pk for one in offers.events_to_sweep(now)]

    assert (swept(IN_TIME), swept(TOO_LATE)) == ([], [event.pk])
    Event.objects.filter(pk=event.pk).update(capacity=2)
    assert swept(IN_TIME) == [event.pk]


def test_a_registration_costs_no_more_statements_while_offers_are_out() -> None:
    event, _line = full_event()

    with CaptureQueriesContext(
        connection,
    ) as before:
        line_up(event, 1, first=20)
    free_a_seat(event)
    with CaptureQueriesContext(connection) as after:
        line_up(event, 1, first=21)

    assert len(after) == len(before)


@pytest.mark.parametrize("before", OfferState.values)
@pytest.mark.parametrize("after", OfferState.values)
def test_only_listed_moves_are_possible(before: str, after: str) -> None:
    event, line = full_event(waiting=1)
    ended_at = None if before == "pending" else MORNING
    offer = make_offer(line[0], state=before, ended_at=ended_at)
    seats.count(event)

    def move() -> None:
        offering.end(offer, OfferState(after), event, now=MORNING)

    if after in OFFER_TRANSITIONS[OfferState(before)]:
        move()
        assert offer.state == after
    else:
        with pytest.raises(DomainError):
            move()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"ended_at": MORNING},
        {"state": "expired"},
        {"offered_at": MORNING, "expires_at": MORNING},
    ],
)
def test_the_database_refuses_impossible_offers(wrong: dict[str, object]) -> None:
    event, _line = full_event(waiting=0)
    waiting = make_registration(event, status="waiting", position=1)

    with pytest.raises(IntegrityError):
        make_offer(waiting, **wrong)


def test_the_database_refuses_two_offers_at_once() -> None:
    _event, line = offered_event()

    with pytest.raises(IntegrityError):
        make_offer(line[0])
