"""Two days before, at ten: everybody with a seat, once."""

from datetime import date, datetime, time, timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.utils import timezone

from events.models import Event, EventDay
from inkludering.dates import aware
from inkludering.outbox.models import Message
from inkludering.outbox.services import pump
from participants import services
from participants.emails import Kind
from participants.models import DayChoice, Registration, RegistrationStatus
from participants.services.reminders import reminder_at
from tests.factories import make_published_event, make_registration
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2027, 1, 29)
DUE = aware(date(2027, 1, 27), time(10))
LONG_AGO = DUE - timedelta(days=10)


def coming(event: Event, **fields: object) -> Registration:
    return make_registration(event, **({"confirmed_at": LONG_AGO, "registered_at": LONG_AGO} | fields))


def reminders() -> list[tuple[str, datetime]]:
    found = Message.objects.filter(kind=Kind.REMINDER).order_by("recipient")
    return list(found.values_list("recipient", "not_before"))


def test_reminder_waits_for_ten_o_clock_two_days_before() -> None:
    event = make_published_event(day=DAY)
    coming(event, email="a@example.org")

    too_early = services.queue_reminders(now=DUE - timedelta(days=1, seconds=1))
    in_time = services.queue_reminders(now=DUE - timedelta(hours=23))

    assert (too_early, in_time) == (0, 1)
    assert reminders() == [("a@example.org", DUE)]


def test_who_comes_on_the_second_day_only_is_reminded_two_days_before_it(smtp_sink: SmtpSink) -> None:
    event, later = make_published_event(day=DAY), timedelta(days=7)
    second = EventDay.objects.create(event=event, date=DAY + later)
    Event.objects.update(ends_at=F("ends_at") + later)
    coming(event, email="both@example.org")
    only = coming(event, email="second@example.org")
    DayChoice.objects.create(registration=only, day=second)

    for now in (DUE, DUE + later):
        with time_machine.travel(now + timedelta(minutes=1)):
            services.queue_reminders(now=timezone.now())
            pump()

    assert reminders() == [("both@example.org", DUE), ("second@example.org", DUE + later)]
    assert [mail.recipients for mail in smtp_sink.received] == [["both@example.org"], ["second@example.org"]]


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 31), date(2027, 11, 1)])
def test_reminder_is_at_ten_by_the_wall_clock_when_the_clocks_change(day: date) -> None:
    at = reminder_at(make_published_event(day=day))

    assert at == aware(day - timedelta(days=2), time(10))


def test_reminder_is_queued_once_by_reruns_and_two_schedulers() -> None:
    event = make_published_event(day=DAY)
    for number in range(20):
        coming(event, email=f"p{number}@example.org")

    def scheduler() -> None:
        for _ in range(3):
            services.queue_reminders(now=DUE)
        connection.close()

    threads = [Thread(target=scheduler) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(reminders()) == 20


def test_moved_event_is_a_new_occasion_and_the_old_reminder_is_not_sent(smtp_sink: SmtpSink) -> None:
    coming(make_published_event(day=DAY), email="a@example.org")
    services.queue_reminders(now=DUE - timedelta(hours=1))
    later = timedelta(days=7)
    Event.objects.update(starts_at=F("starts_at") + later, ends_at=F("ends_at") + later)

    with time_machine.travel(DUE + timedelta(minutes=1)):
        pump()
    sent_for_the_old_date = len(smtp_sink.received)
    with time_machine.travel(DUE + later):
        services.queue_reminders(now=timezone.now())
        services.queue_reminders(now=timezone.now())
        pump()

    assert (sent_for_the_old_date, len(smtp_sink.received)) == (0, 1)


def test_cancelled_waiting_and_fresh_people_get_no_reminder() -> None:
    event = make_published_event(day=DAY)
    fresh = DUE - timedelta(hours=23)
    coming(event, status=RegistrationStatus.CANCELLED, email="cancelled@example.org")
    coming(event, status=RegistrationStatus.WAITING, position=1, email="waiting@example.org")
    coming(event, confirmed_at=fresh, email="fresh@example.org")
    coming(event, email=None)
    coming(event, email="a@example.org")

    services.queue_reminders(now=DUE)

    assert [recipient for recipient, _at in reminders()] == ["a@example.org"]


def test_whoever_cancels_between_queueing_and_sending_gets_none(smtp_sink: SmtpSink) -> None:
    event = make_published_event(day=DAY)
    gone, stays = coming(event, email="gone@example.org"), coming(event, email="stays@example.org")
    with time_machine.travel(DUE - timedelta(hours=2)):
        services.queue_reminders(now=timezone.now())
        services.cancel(registration=gone, now=timezone.now())

    with time_machine.travel(DUE + timedelta(seconds=1)):
        pump()

    to_gone = [mail for mail in smtp_sink.received if mail.recipients == ["gone@example.org"]]
    to_stays = [mail for mail in smtp_sink.received if mail.recipients == ["stays@example.org"]]
    assert (len(to_gone), len(to_stays)) == (1, 1)
    assert to_gone[0].subject != to_stays[0].subject  # the one that says goodbye, and the reminder
    assert Message.objects.get(kind=Kind.REMINDER, recipient="gone@example.org").status == "cancelled"
    assert stays.is_active


def test_nobody_is_reminded_of_a_day_that_has_begun_or_is_a_draft() -> None:
    coming(make_published_event(day=DAY))

    begun = services.queue_reminders(now=aware(DAY, time(8, 30)))
    Event.objects.update(status="draft")

    assert (begun, services.queue_reminders(now=DUE)) == (0, 0)


def test_number_of_queries_does_not_grow_with_those_already_reminded(
    django_assert_num_queries: object,
) -> None:
    event = make_published_event(day=DAY)
    for number in range(30):
        coming(event, email=f"p{number}@example.org")
    services.queue_reminders(now=DUE)

    with django_assert_num_queries(5):  # type: ignore[operator]  # events, begin, outbox, people, commit
        services.queue_reminders(now=DUE)
