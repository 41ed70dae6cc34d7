"""What higher storeys want to know or to add; they register in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from events.models import Event, EventDay, ProgrammeItem
from inkludering.navigation import Registry


@dataclass(frozen=True)
class Price:
    """What an event costs: for people, and as number and currency for machines."""

    words: str
    number: str
    currency: str


EventListener = Callable[[Event], None]

# Both are called inside the transaction that makes the change, the event row locked.
after_capacity_change: Registry[EventListener] = Registry()
after_cancel: Registry[EventListener] = Registry()
# Dates are about to go, inside the transaction; a ``DomainError`` says why they must not.
before_days_go: Registry[Callable[[Event, list[EventDay]], None]] = Registry()
# The last day, the next one made from it, and the new programme items by the ids of those they came from.
after_copy: Registry[Callable[[Event, Event, dict[int, ProgrammeItem]], None]] = Registry()
prices: Registry[Callable[[Event], Price | None]] = Registry()  # None: it is free
checklist_extras: Registry[Callable[[Event], list[Any]]] = Registry()
