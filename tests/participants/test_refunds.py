"""The refund rule: the worked table, the boundary, and its laws."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.refunds import Policy, deadline, half_up, last_refund_date, refund, refund_in_time

DAY = date(2017, 9, 6)
STANDARD = Policy()
# Paid and given back at least fourteen days before, in hundredths.
TABLE = [
    (0, 0),
    (40_00, 0),
    (50_00, 0),
    (200_00, 150_00),
    (499_00, 449_00),
    (500_00, 450_00),
    (501_00, 450_90),
    (750_00, 675_00),
    (1495_00, 1345_50),
    (2500_00, 2250_00),
]
paid_sums = st.integers(0, 10_000_000)
policies = st.builds(Policy, st.integers(0, 365), st.integers(0, 100), st.integers(0, 100_000))


@pytest.mark.parametrize(("paid", "back"), TABLE)
def test_worked_table(paid: int, back: int) -> None:
    until = last_refund_date(DAY, STANDARD)

    assert refund(paid, on=until, until=until, policy=STANDARD) == back
    assert refund(paid, on=until + timedelta(days=1), until=until, policy=STANDARD) == 0


def test_boundary_of_the_example() -> None:
    until = last_refund_date(DAY, STANDARD)

    assert until == date(2017, 8, 23)
    assert refund(500_00, on=date(2017, 8, 23), until=until, policy=STANDARD) == 450_00
    assert refund(500_00, on=date(2017, 8, 24), until=until, policy=STANDARD) == 0


def test_a_half_goes_up_in_what_comes_back() -> None:
    assert refund_in_time(1495_05, STANDARD) == 1345_55  # 1495.05 − 149.505 = 1345.545


def test_a_later_day_never_shortens_the_promise() -> None:
    promised = last_refund_date(DAY, STANDARD)

    assert deadline(promised, DAY + timedelta(days=7), STANDARD) == promised + timedelta(days=7)
    assert deadline(promised, DAY - timedelta(days=7), STANDARD) == promised
    assert deadline(None, None, STANDARD) is None
    assert refund(500_00, on=DAY, until=None, policy=STANDARD) == 0


@given(paid_sums, policies)
def test_never_less_than_nothing_nor_more_than_paid(paid: int, policy: Policy) -> None:
    assert 0 <= refund_in_time(paid, policy) <= paid


@given(paid_sums, st.integers(0, 100_000), policies)
def test_who_paid_more_gets_no_less(paid: int, more: int, policy: Policy) -> None:
    assert refund_in_time(paid, policy) <= refund_in_time(paid + more, policy)


@given(st.integers(0, 10**9), st.integers(1, 10_000))
def test_half_up_is_the_nearest(numerator: int, denominator: int) -> None:
    error = 2 * (half_up(numerator, denominator) * denominator - numerator)

    assert -denominator < error <= denominator
