"""The clock of a round as the screens show it, and how long a round is meant to last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workshops.models import RoundTimer, WorkshopRound

PROPOSED_MINUTES = 45


@dataclass(frozen=True)
class Face:
    """The clock at one moment: ``minutes`` are left, counted up."""

    timer: RoundTimer
    minutes: int

    @property
    def is_over(self) -> bool:
        return self.minutes == 0

    @property
    def ends_ms(self) -> int | None:
        """The end as the browsers count, in milliseconds; None while the clock stands."""
        ends_at = self.timer.ends_at
        return int(ends_at.timestamp() * 1000) if ends_at else None


def face_of(round_: WorkshopRound | None, now: datetime) -> Face | None:
    """The clock of ``round_``; None without a round or while no clock has been started."""
    timer = RoundTimer.objects.filter(round=round_).first() if round_ else None
    if timer is None:
        return None
    seconds = int(timer.left(now).total_seconds())
    return Face(timer, -(-seconds // 60))


def planned_minutes(round_: WorkshopRound) -> int:
    """As long as the programme gives the round; three quarters of an hour where it says nothing."""
    item = round_.item
    if item is None or item.starts_at is None:
        return PROPOSED_MINUTES
    later = item.day.items.filter(parent=None, starts_at__gt=item.starts_at).order_by("starts_at").first()
    ends_at = item.ends_at or (later.starts_at if later else None)
    return int((ends_at - item.starts_at).total_seconds() // 60) if ends_at else PROPOSED_MINUTES


def clock_context(round_: WorkshopRound | None, now: datetime) -> dict[str, Any]:
    """What a page needs to show the clock, and to count with the server's time."""
    return {
        "face": face_of(round_, now),
        "minutes": planned_minutes(round_) if round_ else PROPOSED_MINUTES,
        "server_now": int(now.timestamp() * 1000),
    }
