"""How much money comes back. Pure arithmetic in whole hundredths (øre); nothing here reads a clock."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Policy:
    """All of the fee less a charge until ``full_until_days`` before the first day; nothing after that."""

    full_until_days: int = 14
    admin_percent: int = 10
    admin_min: int = 5000


def half_up(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` in whole hundredths; a half goes up."""
    return (2 * numerator + denominator) // (2 * denominator)


def refund_in_time(paid: int, policy: Policy) -> int:
    """What comes back of ``paid`` to somebody who cancels in time."""
    charge = max(paid * policy.admin_percent, policy.admin_min * 100)  # hundredths of hundredths
    return half_up(max(0, paid * 100 - charge), 100)


def last_refund_date(first_day: date, policy: Policy) -> date:
    """The last calendar day, to midnight in Oslo, on which cancelling gives money back."""
    return first_day - timedelta(days=policy.full_until_days)


def deadline(promised: date | None, first_day: date | None, policy: Policy) -> date | None:
    """The day that was promised, or a later one when the event has moved since."""
    now = last_refund_date(first_day, policy) if first_day else None
    return max((day for day in (promised, now) if day), default=None)


def refund(paid: int, *, on: date, until: date | None, policy: Policy) -> int:
    """What comes back when somebody cancels on the date ``on``, in Oslo."""
    return refund_in_time(paid, policy) if until is not None and on <= until else 0
