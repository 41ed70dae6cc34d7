"""The site without the lock on seats: what the race test must catch. Only tests start it."""

import time
from importlib import import_module
from typing import Any

from django.apps import apps

from inkludering.wsgi import application

seats = import_module("participants.services.seats")  # after the line above, which sets Django up


def read_event(event_id: int, organisation: str = "") -> Any:
    event = apps.get_model("events", "Event").objects.get(pk=event_id)
    vars(event).update(typed=None, limited_days=0, by_offers=True)
    return event


counted = seats.count


def count_and_dwell(event: Any, *looked: Any) -> Any:
    """A moment between looking and deciding, so that what the lock prevents shows on any machine."""
    found = counted(event, *looked)
    time.sleep(0.02)
    return found


seats.lock_event = read_event  # type: ignore[attr-defined]  # of a module
seats.count = count_and_dwell  # type: ignore[attr-defined]  # of a module

__all__ = ["application"]
