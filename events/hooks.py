"""What higher storeys want to know or to add; they register in ``AppConfig.ready()``."""

from collections.abc import Callable
from typing import Any

from events.models import Event
from inkludering.navigation import Registry

EventListener = Callable[[Event], None]

# Both are called inside the transaction that makes the change, the event row locked.
after_capacity_change: Registry[EventListener] = Registry()
after_cancel: Registry[EventListener] = Registry()
checklist_extras: Registry[Callable[[Event], list[Any]]] = Registry()
