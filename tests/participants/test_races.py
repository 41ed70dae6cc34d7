"""Many at once: never more people than seats, nobody passed over, nobody counted twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from events.models import Event
from inkludering.outbox.models import Message
from participants import services
from participants.emails import Kind
from participants.models import Registration, RegistrationStatus
from tests.factories import make_published_event
from tests.participants.answers import make_answers
from tests.participants.crowd import Answered, UnlockedWebServer, all_at_once, post_form
from tests.participants.forms import filled_in
from tests.services.site import WebServer

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]

CROWD, SEATS = 200, 10


def rush(server: WebServer, event: Event) -> list[Answered]:
    """200 people send the form at the same time."""
    forms = [filled_in(number) for number in range(CROWD)]
    return all_at_once([partial(post_form, server, event, form) for form in forms])


def statuses(event: Event) -> Counter[str]:
    return Counter(event.registrations.values_list("status", flat=True))


def passed_over(answers: list[Answered], event: Event) -> list[tuple[str, str]]:
    """Pairs where one had an answer before the other even asked, and yet stands behind."""
    rows = event.registrations.waiting().values_list("participant__email", "position")
    place = {email: number or 0 for email, number in rows}
    seen = [one for one in answers if one.email in place]
    return [
        (early.email, late.email)
        for early in seen
        for late in seen
        if early.answered_at < late.sent_at and place[early.email] > place[late.email]
    ]


@pytest.mark.bothdb
def test_two_hundred_on_ten_seats_over_http(start_web: Callable[..., WebServer]) -> None:
    event = make_published_event(capacity=SEATS)
    server = start_web(workers=4, threads=8)

    answers = rush(server, event)

    assert Counter(one.status for one in answers) == {303: CROWD}
    assert statuses(event) == {"confirmed": SEATS, "waiting": CROWD - SEATS}
    positions = event.registrations.waiting().values_list("position", flat=True)
    assert list(positions) == list(range(1, CROWD - SEATS + 1))
    assert passed_over(answers, event) == []
    event.refresh_from_db()
    assert (event.seats_taken, event.waiting_count, event.waiting_counter) == (10, 190, 190)
    assert Message.objects.values("recipient").distinct().count() == Message.objects.count() == CROWD


@pytest.fixture
def unlocked_server(site_env: dict[str, str]) -> Iterator[WebServer]:
    server = UnlockedWebServer(workers=4, threads=8, env=site_env)
    server.start()
    yield server
    server.close()


def test_the_same_rush_without_the_lock_oversells(unlocked_server: WebServer) -> None:
    assert any(oversells(unlocked_server) for _attempt in range(4))


def oversells(server: WebServer) -> bool:
    """One rush on a new event, with the limits of the rush before forgotten."""
    cache.clear()
    event = make_published_event(capacity=SEATS)
    rush(server, event)
    return statuses(event)["confirmed"] > SEATS


@pytest.mark.bothdb
def test_one_form_sent_ten_times_at_once_is_one_registration(start_web: Callable[..., WebServer]) -> None:
    events = [make_published_event(capacity=5) for _ in range(5)]
    server = start_web(workers=4, threads=8)

    for number, event in enumerate(events):
        form = filled_in(number)
        answers = all_at_once([partial(post_form, server, event, form)] * 10, hands=10)

        assert {one.status for one in answers} == {303}
        assert len({one.location for one in answers}) == 1
        assert event.registrations.count() == 1
    assert Message.objects.count() == len(events)


def in_threads(jobs: list[Callable[[], object]]) -> None:
    """Run ``jobs`` eight at a time, each with a connection of its own."""

    def work(job: Callable[[], object]) -> None:
        try:
            job()
        finally:
            connection.close()

    close_old_connections()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, jobs))


@pytest.mark.bothdb
def test_services_in_threads_never_give_more_seats_than_there_are() -> None:
    event = make_published_event(capacity=3)

    def sign_up(number: int) -> None:
        services.register(event=event, answers=make_answers(number), now=timezone.now(), form_id=uuid4())

    in_threads([partial(sign_up, number) for number in range(24)])

    assert statuses(event) == {"confirmed": 3, "waiting": 21}


def add_seats(event: Event, more: int) -> None:
    """As the events storey does it: lock, write, tell the listeners."""
    with transaction.atomic():
        locked = Event.objects.select_for_update().get(pk=event.pk)
        locked.capacity = (locked.capacity or 0) + more
        locked.save(update_fields=["capacity"])
        services.follow_capacity(locked)


@pytest.mark.bothdb
def test_many_cancel_while_seats_are_added_and_the_line_moves_up_in_order() -> None:
    event = make_published_event(capacity=15, by_itself=True)
    for number in range(60):
        services.register(event=event, answers=make_answers(number), now=timezone.now(), form_id=uuid4())
    seated = list(event.registrations.confirmed())
    line = list(event.registrations.waiting())
    leaving = [partial(services.cancel, registration=one, now=timezone.now()) for one in seated]
    jobs: list[Callable[[], object]] = [*leaving, *[partial(add_seats, event, 2)] * 3]

    in_threads(jobs)

    promoted = [one.pk for one in line[:21]]
    assert set(event.registrations.confirmed().values_list("pk", flat=True)) == set(promoted)
    assert Message.objects.filter(kind=Kind.PROMOTED).count() == 21
    event.refresh_from_db()
    assert (event.capacity, event.seats_taken, event.waiting_count) == (21, 21, 24)


@pytest.mark.bothdb
def test_one_person_twice_at_once_is_registered_once() -> None:
    event = make_published_event()

    def sign_up(_number: int) -> None:
        answers = make_answers(1)
        services.register(event=event, answers=answers, now=timezone.now(), form_id=uuid4())

    in_threads([partial(sign_up, number) for number in range(8)])

    assert Registration.objects.count() == 1
    assert Registration.objects.get().status == RegistrationStatus.CONFIRMED
