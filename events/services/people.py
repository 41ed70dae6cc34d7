"""Who appears in the programme."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Appearance, AppearanceRole, AppearanceStatus, Event, ProgrammeItem
from events.services.touching import lock_event, refuse_cancelled, touch
from inkludering.accounts.models import User
from inkludering.errors import DomainError
from regions.models import Organisation


def _open(item: ProgrammeItem) -> Event:
    event = lock_event(item.day.event_id)
    refuse_cancelled(event)
    return event


def _refuse_nobody(fields: dict[str, Any]) -> None:
    if not (fields.get("person_name") or fields.get("shown_title") or fields.get("organisation")):
        raise DomainError(_("Write a name, a title or an organisation."))
    if fields.get("status") == AppearanceStatus.TBN and fields.get("person_name"):
        raise DomainError(_("There is a name, so it is no longer “name to come”."))


@transaction.atomic
def add_appearance(
    *,
    item: ProgrammeItem,
    by: User | None,
    now: datetime,
    person_name: str = "",
    shown_title: str = "",
    organisation: Organisation | None = None,
    role: str = AppearanceRole.SPEAKER,
    status: str = AppearanceStatus.TBC,
    joins_workshop: bool = True,
) -> Appearance:
    """Somebody in ``item``, last in line. Without a name it takes a title or an organisation."""
    fields = {
        "person_name": person_name,
        "shown_title": shown_title,
        "organisation": organisation,
        "role": role,
        "status": status,
        "joins_workshop": joins_workshop,
    }
    _refuse_nobody(fields)
    event = _open(item)
    last = 1 + max(item.appearances.values_list("position", flat=True), default=-1)
    one = Appearance.objects.create(item=item, position=last, **fields)
    touch(event, by=by, now=now, verb="programme.person_added", appearance=one.pk)
    return one


@transaction.atomic
def edit_appearance(*, appearance: Appearance, by: User | None, now: datetime, **fields: Any) -> Appearance:
    """Write the given fields; history of other items stays as it was."""
    event = _open(appearance.item)
    known = ("person_name", "shown_title", "organisation", "status")
    current = {name: getattr(appearance, name) for name in known}
    _refuse_nobody(current | fields)
    for name, value in fields.items():
        setattr(appearance, name, value)
    appearance.save(update_fields=list(fields))
    touch(event, by=by, now=now, verb="programme.person_edited", appearance=appearance.pk)
    return appearance


@transaction.atomic
def remove_appearance(*, appearance: Appearance, by: User | None, now: datetime) -> None:
    event, pk = _open(appearance.item), appearance.pk
    appearance.delete()
    touch(event, by=by, now=now, verb="programme.person_removed", appearance=pk)


@transaction.atomic
def move_appearance(*, appearance: Appearance, up: bool, by: User | None, now: datetime) -> bool:
    """Change places with the neighbour. False at the edge."""
    event = _open(appearance.item)
    line = sorted(appearance.item.appearances.all(), key=lambda one: (one.position, one.pk))
    index = [one.pk for one in line].index(appearance.pk)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(line):
        return False
    line[index], line[other] = line[other], line[index]
    for place, one in enumerate(line):
        one.position = place
    Appearance.objects.bulk_update(line, ["position"])
    touch(event, by=by, now=now, verb="programme.person_moved", appearance=appearance.pk)
    return True
