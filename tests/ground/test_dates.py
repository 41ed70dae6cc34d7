"""Dates and times: one clear moment or a refusal, written as people here write them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from inkludering.dates import OSLO, aware, clock, day_span, local, long_date, time_span

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2045, 1, 1))


@pytest.mark.parametrize(("day", "at"), [(SPRING, time(2)), (SPRING, time(2, 30)), (SPRING, time(2, 59))])
def test_aware_refuses_a_time_the_clock_change_skips(day: date, at: time) -> None:
    with pytest.raises(ValidationError):
        aware(day, at)


@pytest.mark.parametrize(("day", "at"), [(AUTUMN, time(2)), (AUTUMN, time(2, 30)), (AUTUMN, time(2, 59))])
def test_aware_refuses_a_time_the_clock_change_repeats(day: date, at: time) -> None:
    with pytest.raises(ValidationError):
        aware(day, at)


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (SPRING, time(1, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (SPRING, time(3), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (AUTUMN, time(1, 59), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (AUTUMN, time(3), datetime(2027, 10, 31, 2, tzinfo=UTC)),
        (date(2027, 1, 29), time(8, 30), datetime(2027, 1, 29, 7, 30, tzinfo=UTC)),
        (date(2027, 6, 29), time(8, 30), datetime(2027, 6, 29, 6, 30, tzinfo=UTC)),
    ],
)
def test_aware_takes_the_hours_around_the_change(day: date, at: time, moment: datetime) -> None:
    assert aware(day, at) == moment


@given(DAYS, st.times())
def test_aware_gives_the_wall_clock_back_or_refuses(day: date, at: time) -> None:
    try:
        moment = aware(day, at)
    except ValidationError:
        assert day.month in (3, 10)
        assert at.hour == 2
        return

    shown = local(moment, OSLO)
    assert (shown.date(), shown.time()) == (day, at)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nb", "fredag 29. januar 2027"),
        ("nn", "fredag 29. januar 2027"),
        ("da", "fredag 29. januar 2027"),
        ("sv", "fredag 29 januari 2027"),
        ("en", "Friday 29 January 2027"),
    ],
)
def test_long_date_is_written_as_in_the_language(language: str, written: str) -> None:
    with translation.override(language):
        assert long_date(date(2027, 1, 29)) == written


@pytest.mark.parametrize(("language", "written"), [("nb", "08.30"), ("sv", "08:30"), ("en", "08:30")])
def test_clock_shows_oslo_time_in_the_language_of_the_page(language: str, written: str) -> None:
    with translation.override(language):
        assert clock(datetime(2027, 1, 29, 7, 30, tzinfo=UTC)) == written


def test_time_span_ends_with_the_end() -> None:
    start = datetime(2027, 1, 29, 7, 30, tzinfo=UTC)

    with translation.override("nb"):
        assert time_span(start, start + timedelta(hours=3, minutes=30)).endswith("08.30–12.00")
        assert time_span(start, None).endswith("08.30")


def test_day_span_gives_each_end_its_own_date_over_two_days() -> None:
    start = datetime(2027, 1, 13, 11, tzinfo=UTC)

    with translation.override("nb"):
        one = day_span(start, start + timedelta(hours=7))
        two = day_span(start, start + timedelta(hours=27, minutes=30))

    assert (one.count("januar"), two.count("januar")) == (1, 2)
    assert "13. januar" in two.partition("–")[0]
    assert "14. januar" in two.partition("–")[2]
