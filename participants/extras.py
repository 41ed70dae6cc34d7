"""What this storey adds to the pages of the storeys below."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.presentation.cookies import KNOWN, Cookie
from inkludering.navigation import Tab, event_tabs
from participants import cookies
from participants.door import COOKIE_NAME, LABEL_COOKIE
from participants.hooks import Block, own_page_blocks
from participants.models import Registration
from participants.services.door_here import is_here, open_day
from regions import rules


def register_tabs() -> None:
    """The parts of a day that are about people."""
    event_tabs.add(Tab(_("Overview"), "participants_work:overview", rules.can_see_event), order=0)
    event_tabs.add(
        Tab(_("Registered"), "participants_work:registrations", rules.can_see_registrations), order=40
    )
    event_tabs.add(Tab(_("Door"), "participants_work:doors", rules.can_open_door), order=50)
    event_tabs.add(Tab(_("Access"), "participants_work:needs", rules.can_see_needs), order=56)
    event_tabs.add(Tab(_("Print"), "participants_work:paper", rules.can_print_paper), order=70)


def own_here(registration: Registration) -> Block | None:
    """The way to say "I am here" on a day on a screen, while it is the time for it."""
    day = open_day(registration, timezone.now())
    if day is None:
        return None
    return Block(
        "participants/_own_here.html", {"registration": registration, "is_here": is_here(registration, day)}
    )


def register_blocks() -> None:
    own_page_blocks.add(own_here, order=4)


def register_cookies() -> None:
    """The cookies of the form, of the own page and of the door, for the page that lists them all."""
    sent = _("Remembers what you just sent in, so that the next page can show it and you can correct it.")
    KNOWN.add(Cookie(cookies.name_of(cookies.RECEIPT), sent, _("Half an hour")), order=31)
    own = _("Remembers that you opened your own registration from the link you got.")
    KNOWN.add(Cookie(cookies.name_of(cookies.OWN), own, _("Two hours")), order=32)
    purpose = _("Makes a tablet the check-in for one day. Set only when a host opens the door on it.")
    KNOWN.add(Cookie(COOKIE_NAME, purpose, _("Until six hours after the day")), order=40)
    label = _("Remembers on that tablet which sheet of labels lies in the printer, and the first free label.")
    KNOWN.add(Cookie(LABEL_COOKIE, label, _("Until six hours after the day")), order=41)
