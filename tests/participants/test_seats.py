"""Seats: who gets one, who stands in line, and who moves up."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import Event, EventStatus
from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from inkludering.outbox.models import Message
from participants import services
from participants.emails import Kind
from participants.models import TRANSITIONS, Registration, RegistrationStatus
from participants.services import seats
from tests.factories import make_published_event, make_registration, make_user
from tests.participants.answers import make_answers

pytestmark = pytest.mark.django_db

CANCELLED, CONFIRMED, WAITING = (
    RegistrationStatus.CANCELLED,
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.WAITING,
)


def sign_up(event: Event, *numbers: int) -> list[Registration]:
    made = []
    for number in numbers:
        outcome = services.register(
            event=event, answers=make_answers(number), now=timezone.now(), form_id=uuid4()
        )
        assert outcome.registration
        made.append(outcome.registration)
    return made


def counters(event: Event) -> tuple[int, int, int]:
    event.refresh_from_db()
    return event.seats_taken, event.waiting_count, event.waiting_counter


def mails(kind: Kind) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("recipient", flat=True))


def test_register_gives_seats_first_and_then_places_in_line() -> None:
    event = make_published_event(capacity=2)

    made = sign_up(event, 1, 2, 3, 4)

    assert [one.status for one in made] == [CONFIRMED, CONFIRMED, WAITING, WAITING]
    assert [one.position for one in made] == [None, None, 1, 2]
    assert counters(event) == (2, 2, 2)
    assert mails(Kind.CONFIRMATION) == ["person1@example.org", "person2@example.org"]
    assert mails(Kind.WAITING) == ["person3@example.org", "person4@example.org"]


def test_register_without_a_limit_always_gives_a_seat() -> None:
    event = make_published_event(capacity=None)

    made = sign_up(event, 1, 2, 3)

    assert {one.status for one in made} == {CONFIRMED}


def test_cancelled_seat_goes_to_the_first_in_line_with_one_mail() -> None:
    event = make_published_event(capacity=1, by_itself=True)
    first, second, third = sign_up(event, 1, 2, 3)

    services.cancel(registration=first, now=timezone.now())
    services.cancel(registration=first, now=timezone.now())

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.status, second.position) == (CONFIRMED, None)
    assert (third.status, services.place_in_line(third)) == (WAITING, 1)
    assert mails(Kind.PROMOTED) == ["person2@example.org"]
    assert mails(Kind.CANCELLED) == ["person1@example.org"]


def test_newcomer_never_passes_those_in_line() -> None:
    event = make_published_event(capacity=1, by_itself=True)
    sign_up(event, 1, 2)
    Event.objects.filter(pk=event.pk).update(capacity=2)

    (newcomer,) = sign_up(event, 3)

    assert newcomer.status == WAITING
    assert Registration.objects.get(participant__email="person2@example.org").status == CONFIRMED


def test_free_seats_go_in_order_to_exactly_as_many_as_are_free() -> None:
    event = make_published_event(capacity=1, by_itself=True)
    made = sign_up(event, *range(1, 7))
    Event.objects.filter(pk=event.pk).update(capacity=4)

    promoted = services.fill_free_seats(event=event, now=timezone.now())

    assert [one.pk for one in promoted] == [one.pk for one in made[1:4]]
    assert counters(event) == (4, 2, 5)
    assert services.fill_free_seats(event=event, now=timezone.now()) == []


@pytest.mark.parametrize(
    ("field", "seconds"),
    [("registration_closes_at", 0), ("registration_closes_at", -1), ("starts_at", 0), ("starts_at", -1)],
)
def test_nobody_is_promoted_from_the_deadline_or_the_start_on(field: str, seconds: int) -> None:
    event = make_published_event(capacity=1, by_itself=True)
    now = timezone.now()
    sign_up(event, 1, 2)
    Event.objects.filter(pk=event.pk).update(**{field: now + timedelta(seconds=seconds), "capacity": 2})

    assert services.fill_free_seats(event=event, now=now) == []
    assert len(services.fill_free_seats(event=event, now=now + timedelta(seconds=seconds - 1))) == 1


def test_nobody_is_promoted_at_a_cancelled_event() -> None:
    event = make_published_event(capacity=1, by_itself=True)
    sign_up(event, 1, 2)
    Event.objects.filter(pk=event.pk).update(status=EventStatus.CANCELLED, capacity=2)

    assert services.fill_free_seats(event=event, now=timezone.now()) == []


def test_staff_lets_somebody_in_over_capacity_only_when_asked_to() -> None:
    event = make_published_event(capacity=1)
    _first, second = sign_up(event, 1, 2)
    user, now = make_user(), timezone.now()

    with pytest.raises(DomainError):
        services.confirm_by_staff(registration=second, now=now, by=user)
    services.confirm_by_staff(registration=second, now=now, by=user, over_capacity=True)

    assert counters(event) == (2, 0, 1)
    assert event.overbooked_by() == 1
    assert mails(Kind.PROMOTED) == ["person2@example.org"]


def test_fewer_seats_remove_nobody_and_more_seats_promote() -> None:
    event = make_published_event(capacity=2, by_itself=True)
    sign_up(event, 1, 2, 3, 4)

    with transaction.atomic():
        event.capacity = 1
        event.save(update_fields=["capacity"])
        services.follow_capacity(event)
    overbooked = event.overbooked_by()
    with transaction.atomic():
        event.capacity = 3
        event.save(update_fields=["capacity"])
        services.follow_capacity(event)

    assert overbooked == 1
    assert counters(event) == (3, 1, 2)


@pytest.mark.parametrize("before", RegistrationStatus.values)
@pytest.mark.parametrize("after", RegistrationStatus.values)
def test_only_listed_moves_are_possible(before: str, after: str) -> None:
    event = make_published_event()
    position = 1 if before == WAITING else None
    registration = make_registration(event, status=before, position=position)
    seats.count(event)

    def move() -> None:
        seats.move(registration, RegistrationStatus(after), event, now=timezone.now())

    if after in TRANSITIONS[RegistrationStatus(before)]:
        move()
        assert registration.status == after
    else:
        with pytest.raises(DomainError):
            move()


def test_walk_in_gets_a_seat_when_full_and_over_and_no_mail() -> None:
    event = make_published_event(capacity=1)
    sign_up(event, 1)
    later, form = timezone.now() + timedelta(days=30), uuid4()

    def walk_in() -> Registration:
        return services.register_walk_in(
            event=event, first_name="Bo", sector="other", now=later, form_id=form
        )

    assert walk_in().pk == walk_in().pk
    assert walk_in().status == CONFIRMED
    assert counters(event) == (2, 0, 0)
    assert Message.objects.count() == 1


def test_let_in_seats_whoever_came_from_the_line() -> None:
    event = make_published_event(capacity=1)
    _first, second = sign_up(event, 1, 2)

    services.let_in(registration=second, now=timezone.now() + timedelta(days=22))

    assert counters(event) == (2, 0, 1)


def test_every_change_is_logged_without_a_name() -> None:
    event = make_published_event(capacity=1, by_itself=True)
    first, second = sign_up(event, 1, 2)

    services.cancel(registration=first, now=timezone.now(), by=make_user())

    assert [(one.verb, one.target_id) for one in Entry.objects.order_by("pk")] == [
        ("registration.made", first.pk),
        ("registration.made", second.pk),
        ("registration.cancelled", first.pk),
        ("registration.promoted", second.pk),
    ]
    assert "Bjørg" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "lost"},
        {"source": "letter"},
        {"sector": "royal"},
        {"status": WAITING},
        {"status": CONFIRMED, "position": 3},
    ],
)
def test_the_database_refuses_impossible_registrations(wrong: dict[str, object]) -> None:
    event = make_published_event()

    with pytest.raises(IntegrityError):
        make_registration(event, **wrong)


def test_the_database_refuses_two_in_one_place_and_two_active_of_one_person() -> None:
    event = make_published_event()
    one = make_registration(event, status=WAITING, position=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_registration(event, status=WAITING, position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_registration(event, participant=one.participant)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_registration(event, email=one.participant.email)
