"""What happens now in the programme, and what comes next."""

from datetime import datetime
from typing import Any

from events.models import EventDay, ProgrammeItem


def now_and_next(day: EventDay, now: datetime) -> dict[str, Any]:
    """The running item with its end, and the next one with the minutes left; None where there is none."""
    items = list(day.items.filter(parent=None, starts_at__isnull=False).order_by("starts_at", "position"))
    past = [item for item in items if item.starts_at and item.starts_at <= now]
    coming = [item for item in items if item.starts_at and item.starts_at > now]
    current = past[-1] if past and coming else None
    following = coming[0] if coming else None
    return {
        "now": now,
        "current": current,
        "current_ends_at": _ends(current, following),
        "following": following,
        "minutes_left": _minutes(following, now),
    }


def _ends(current: ProgrammeItem | None, following: ProgrammeItem | None) -> datetime | None:
    if current is None:
        return None
    return current.ends_at or (following.starts_at if following else None)


def _minutes(following: ProgrammeItem | None, now: datetime) -> int | None:
    if following is None or following.starts_at is None:
        return None
    minutes = -(-int((following.starts_at - now).total_seconds()) // 60)
    return minutes if minutes <= 60 else None
