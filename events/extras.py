"""What this storey adds to the pages of those below it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event
from inkludering.navigation import Tab, event_tabs
from regions import hooks, rules
from regions.models import Region


def register_tabs() -> None:
    """The parts of an event that belong here; other storeys add theirs."""
    event_tabs.add(Tab(_("About the day"), "events_work:edit", rules.can_edit_event), order=10)
    event_tabs.add(Tab(_("Hosts"), "events_work:organisations", rules.can_edit_event), order=15)
    event_tabs.add(Tab(_("Programme"), "events_work:programme", rules.can_edit_event), order=20)
    event_tabs.add(Tab(_("Publish"), "events_work:publish", rules.can_publish_event), order=25)


def days_over(region: Region) -> int:
    """Published days of the region that are over."""
    return Event.objects.published().past(timezone.now()).filter(region=region).count()


def register_region_facts() -> None:
    hooks.days_held.add(days_over)
