"""The way back from the last move or removal in a programme."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core import serializers
from django.db import models, transaction
from django.utils.translation import gettext as _

from events.models import Event
from events.services.touching import derive_times, lock_event, touch
from inkludering.accounts.models import User
from inkludering.errors import DomainError


@dataclass(frozen=True)
class Undo:
    """Rows as they were before a change. It lives in the session, and only until the next change."""

    event: int
    version: int
    rows: str
    text: str
    item: int
    day: int

    def stored(self) -> dict[str, Any]:
        return asdict(self)


def remember(rows: Sequence[models.Model]) -> str:
    """The rows as text that ``undo`` can put back."""
    return str(serializers.serialize("json", rows))


@transaction.atomic
def undo(*, step: Undo, by: User | None, now: datetime) -> Event:
    """Put the rows back. Raises ``DomainError`` when somebody changed the event since."""
    event = lock_event(step.event)
    if event.version != step.version:
        raise DomainError(_("The programme has been changed since, so this can no longer be undone."))
    for row in serializers.deserialize("json", step.rows):
        row.save()
    derive_times(event, now=now)
    touch(event, by=by, now=now, verb="programme.undone", item=step.item)
    return event
