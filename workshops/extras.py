"""What this storey adds to the pages of the storeys below."""

from django.utils.translation import gettext_lazy as _

from inkludering.navigation import Tab, event_tabs
from participants.hooks import Block, own_page_blocks
from participants.models import Registration
from regions import rules
from workshops.board import tables_for_participant


def own_tables(registration: Registration) -> Block | None:
    """Where this person sits, on their own page."""
    found = tables_for_participant(registration)
    return Block("workshops/_own_tables.html", {"seats": found}) if found else None


def register() -> None:
    event_tabs.add(Tab(_("Tables"), "workshops:groups", rules.can_see_groups), order=60)
    own_page_blocks.add(own_tables, order=10)
