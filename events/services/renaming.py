"""When a region or an organisation gets another name, the pages and sheets that show it are new."""

from django.db.models import F, Q

from events.models import Event
from regions.models import Organisation, Region


def follow_rename(renamed: Region | Organisation) -> None:
    """Give every event that shows the name a new version. Called inside the transaction that renames.

    ``changed_at`` stays: it tells visitors about changes of the programme.
    """
    if isinstance(renamed, Region):
        shows = Q(region=renamed)
    else:
        appears = Q(days__items__appearances__organisation=renamed)
        shows = Q(controller=renamed) | Q(parts__organisation=renamed) | appears
    ids = Event.objects.filter(shows).values("pk")
    Event.objects.filter(pk__in=ids).update(version=F("version") + 1)
