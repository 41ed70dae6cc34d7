"""What can be done with an event and its programme."""

from events.services.checking import Hint, people_of, programme_check, programme_days, short_name
from events.services.checklist import CheckItem, missing_of, publish_checklist
from events.services.creating import copy_event, create_event, propose_date
from events.services.editing import DayPlan, edit_event, mark_reviewed, set_capacity, set_days
from events.services.frames import FRAMES
from events.services.hosts import remove_organisation, set_controller, set_organisation
from events.services.pasting import paste_programme
from events.services.people import add_appearance, edit_appearance, move_appearance, remove_appearance
from events.services.programme import (
    Row,
    add_child,
    add_item,
    edit_item,
    move_item,
    remove_item,
    save_table,
    shift_rest,
)
from events.services.publishing import cancel_event, change_status, discard_draft, publish
from events.services.themes import get_or_create_theme
from events.services.touching import StaleError, derive_times, lock_event, touch
from events.services.undoing import Undo, undo

__all__ = [
    "FRAMES",
    "CheckItem",
    "DayPlan",
    "Hint",
    "Row",
    "StaleError",
    "Undo",
    "add_appearance",
    "add_child",
    "add_item",
    "cancel_event",
    "change_status",
    "copy_event",
    "create_event",
    "derive_times",
    "discard_draft",
    "edit_appearance",
    "edit_event",
    "edit_item",
    "get_or_create_theme",
    "lock_event",
    "mark_reviewed",
    "missing_of",
    "move_appearance",
    "move_item",
    "paste_programme",
    "people_of",
    "programme_check",
    "programme_days",
    "propose_date",
    "publish",
    "publish_checklist",
    "remove_appearance",
    "remove_item",
    "remove_organisation",
    "save_table",
    "set_capacity",
    "set_controller",
    "set_days",
    "set_organisation",
    "shift_rest",
    "short_name",
    "touch",
    "undo",
]
