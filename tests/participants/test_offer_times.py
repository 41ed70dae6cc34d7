"""The clock of seat offers: a second before, on, and a second after each limit."""

from datetime import UTC, datetime, timedelta

import pytest

from events.models import Event, EventStatus
from inkludering.dates import OSLO
from participants.offer_times import (
    Next,
    after_waking,
    expiry,
    is_night,
    last_call,
    may_offer,
    what_comes_next,
)
from tests.factories import oslo

SECOND = timedelta(seconds=1)
START = oslo(2027, 1, 29, 8, 30)  # a Friday


def event(**fields: object) -> Event:
    values = {"starts_at": START, "ends_at": START + timedelta(hours=4), "status": EventStatus.PUBLISHED}
    return Event(**(values | fields))


def around(moment: datetime) -> list[datetime]:
    return [moment - SECOND, moment, moment + SECOND]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (oslo(2027, 1, 20, 8), [True, False, False]),
        (oslo(2027, 1, 20, 20), [False, True, True]),
        (oslo(2027, 3, 28, 8), [True, False, False]),  # the night to summer time
        (oslo(2027, 3, 27, 20), [False, True, True]),
        (oslo(2027, 10, 31, 8), [True, False, False]),  # the night to winter time
        (oslo(2027, 10, 30, 20), [False, True, True]),
    ],
)
def test_the_night_is_from_eight_to_eight_on_the_clock_on_the_wall(
    moment: datetime, expected: list[bool]
) -> None:
    assert [is_night(one, OSLO) for one in around(moment)] == expected
    assert [is_night(one.astimezone(UTC), OSLO) for one in around(moment)] == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (oslo(2027, 1, 20, 8), [False, True, True]),
        (oslo(2027, 1, 20, 20), [True, False, False]),
        (oslo(2027, 1, 28, 8), [False, True, True]),
        (oslo(2027, 1, 28, 20), [True, False, False]),  # the last call
        (oslo(2027, 1, 29, 8), [False, False, False]),  # the day itself
    ],
)
def test_offers_are_made_by_day_until_the_evening_before(moment: datetime, expected: list[bool]) -> None:
    assert [may_offer(event(), one) for one in around(moment)] == expected


def test_an_event_without_a_date_offers_nothing() -> None:
    assert not may_offer(event(starts_at=None), oslo(2027, 1, 20))


@pytest.mark.parametrize(
    ("offered", "expires"),
    [
        ("2027-01-20 09:00", "2027-01-20 15:00"),
        ("2027-01-20 13:59:59", "2027-01-20 19:59:59"),
        ("2027-01-20 14:00", "2027-01-20 20:00"),
        ("2027-01-20 14:00:01", "2027-01-21 08:00:01"),  # stands still in the night
        ("2027-01-20 19:59:59", "2027-01-21 13:59:59"),
        ("2027-01-27 17:00", "2027-01-28 11:00"),
        ("2027-01-28 13:59:59", "2027-01-28 19:59:59"),
        ("2027-01-28 14:00", "2027-01-28 16:00"),  # two hours from here
        ("2027-01-28 14:00:01", "2027-01-28 16:00:01"),
        ("2027-01-28 17:59:59", "2027-01-28 19:59:59"),
        ("2027-01-28 18:00:01", "2027-01-28 20:00"),  # never past the last call
        ("2027-01-28 19:59:59", "2027-01-28 20:00"),
    ],
)
def test_an_offer_holds_six_hours_or_two_of_the_day(offered: str, expires: str) -> None:
    assert expiry(event(), at(offered)) == at(expires)


@pytest.mark.parametrize(
    ("offered", "expires"),
    [("2027-03-27 18:00", "2027-03-28 12:00"), ("2027-10-30 18:00", "2027-10-31 12:00")],
)
def test_the_clock_changes_while_an_offer_stands_still(offered: str, expires: str) -> None:
    assert expiry(event(starts_at=oslo(2027, 11, 19, 8, 30)), at(offered)) == at(expires)


def test_an_offer_never_outlives_sign_up() -> None:
    closes_at = oslo(2027, 1, 20, 12)

    assert expiry(event(registration_closes_at=closes_at), oslo(2027, 1, 20, 9)) == closes_at


@pytest.mark.parametrize(
    ("start", "call"),
    [
        (oslo(2027, 3, 29, 8, 30), oslo(2027, 3, 28, 20)),
        (oslo(2027, 3, 28, 8, 30), oslo(2027, 3, 27, 20)),
        (oslo(2027, 10, 31, 8, 30), oslo(2027, 10, 30, 20)),
        (oslo(2027, 1, 29, 0, 30), oslo(2027, 1, 28, 20)),
    ],
)
def test_the_last_call_is_at_eight_the_evening_before(start: datetime, call: datetime) -> None:
    assert last_call(start, OSLO) == call


@pytest.mark.parametrize("hours", [1, 6, 13, 30])
def test_waiting_is_counted_by_day_only(hours: int) -> None:
    begin, wait = oslo(2027, 3, 27, 19).astimezone(UTC), timedelta(hours=hours)
    end = after_waking(begin, wait, OSLO)
    minutes = int((end - begin).total_seconds() // 60)
    awake = sum(not is_night(begin + timedelta(minutes=one), OSLO) for one in range(minutes))

    assert awake == hours * 60


@pytest.mark.parametrize("begin", [oslo(2027, 1, 20, 20), oslo(2027, 1, 21, 3), oslo(2027, 1, 21, 7, 59)])
def test_a_wait_that_begins_in_the_night_begins_in_the_morning(begin: datetime) -> None:
    assert after_waking(begin, timedelta(hours=2), OSLO) == oslo(2027, 1, 21, 10)


@pytest.mark.parametrize(
    ("asked", "now", "expected"),
    [
        (0, oslo(2027, 1, 28, 19), Next.TURN),
        (2, oslo(2027, 1, 28, 19), Next.LATER),
        (3, oslo(2027, 1, 28, 19), Next.ORGANISER),
        (0, oslo(2027, 1, 28, 20), Next.DOOR),
        (3, oslo(2027, 1, 28, 20), Next.DOOR),
    ],
)
def test_what_somebody_in_line_can_count_on(asked: int, now: datetime, expected: Next) -> None:
    assert what_comes_next(event(), asked, now) == expected
