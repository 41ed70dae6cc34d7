"""What this storey adds to the pages of the storeys below."""

from django.utils.translation import gettext_lazy as _

from inkludering.navigation import Tab, event_tabs
from regions import rules


def register_tabs() -> None:
    """The parts of a day that are about people."""
    event_tabs.add(Tab(_("Overview"), "participants_work:overview", rules.can_see_registrations), order=0)
    event_tabs.add(
        Tab(_("Registered"), "participants_work:registrations", rules.can_see_registrations), order=40
    )
    event_tabs.add(Tab(_("Door"), "participants_work:doors", rules.can_open_door), order=50)
    event_tabs.add(Tab(_("Print"), "participants_work:paper", rules.can_print_paper), order=70)
