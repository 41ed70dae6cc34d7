"""The few lines of a programme that tell how the day will be."""

from events.models import Event, ItemKind, ProgrammeItem

TELLING = (ItemKind.ARRIVAL, ItemKind.WELCOME, ItemKind.ROUND, ItemKind.MEAL)


def highlights_of(event: Event) -> list[ProgrammeItem]:
    """The first arrival, welcome, table round and meal of the first day, as they come."""
    items = ProgrammeItem.objects.filter(
        day__event=event, kind__in=TELLING, starts_at__isnull=False, parent=None
    )
    telling = list(items.order_by("starts_at", "pk"))
    first: dict[str, ProgrammeItem] = {}
    for item in telling:
        if item.day_id == telling[0].day_id:
            first.setdefault(item.kind, item)
    return list(first.values())
