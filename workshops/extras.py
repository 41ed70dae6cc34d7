"""What this storey adds to the pages of the storeys below."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event
from inkludering.navigation import Tab, event_tabs
from participants.hooks import Block, after_erasure, overview_blocks, own_data_parts, own_page_blocks
from participants.models import Registration
from regions import rules
from workshops.attending import people_to_choose
from workshops.board import tables_for_participant
from workshops.forgetting import forget_person
from workshops.here import day_now
from workshops.models import Wish, WorkshopRound
from workshops.notes import notes_for
from workshops.own_facts import parts_at_tables
from workshops.pitches import day_of_wishes


def own_tables(registration: Registration) -> Block | None:
    """Where this person sits, on their own page."""
    found = tables_for_participant(registration)
    return Block("workshops/_own_tables.html", {"seats": found}) if found else None


def on_the_day(registration: Registration) -> Block | None:
    """On the day itself, the way to what is on now."""
    event = registration.event
    if not registration.is_active or day_now(event, timezone.now()) is None:
        return None
    return Block("workshops/_own_here.html", {"event": event})


def own_notes(registration: Registration) -> Block | None:
    """What the person's table wrote, and what all tables wrote once that is shared."""
    found = notes_for(registration)
    return Block("workshops/_own_notes.html", {"registration": registration}) if found else None


def own_wish(registration: Registration) -> Block | None:
    """Choose a project, while there is something to choose."""
    day = day_of_wishes(registration.event)
    if day is None or not people_to_choose(day).filter(pk=registration.pk).exists():
        return None
    wish = Wish.objects.filter(day=day, registration=registration).select_related("first").first()
    return Block("workshops/_own_wish.html", {"registration": registration, "wish": wish})


def tables_of_event(event: Event) -> Block | None:
    """The rounds and how far each of them is, on the event's overview."""
    rounds = WorkshopRound.objects.filter(day__event=event).order_by("day__date", "number")
    return Block("workshops/_overview.html", {"event": event, "rounds": list(rounds)})


def register() -> None:
    event_tabs.add(
        Tab(_("Tables"), "workshops:groups", rules.can_see_groups, also="workshops:rounds"), order=60
    )
    overview_blocks.add(tables_of_event, order=10)
    after_erasure.add(forget_person)
    own_data_parts.add(parts_at_tables)
    own_page_blocks.add(on_the_day, order=5)
    own_page_blocks.add(own_tables, order=10)
    own_page_blocks.add(own_wish, order=8)
    own_page_blocks.add(own_notes, order=15)
