"""``docs/states.md`` is drawn from the code, and tells the same as the tables that the services obey."""

from pathlib import Path

from events.models import TRANSITIONS, EventStatus
from scripts.draw_states import page, tables

CODE = """from django.db import models


class Light(models.TextChoices):
    RED = "red", _("Stop")
    GREEN = "green", pgettext_lazy("a light", "Go")


# Nobody drives on red.
LIGHT_TRANSITIONS = {
    Light.RED: {Light.GREEN},
    Light.GREEN: set(),
}
"""


def test_page_shows_each_state_its_word_and_what_it_can_become(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "lights.py").write_text(CODE)

    drawn = page(tmp_path)

    assert "## Light\n\nIn `events/lights.py`. Nobody drives on red." in drawn
    assert "  red: Stop\n  green: Go\n  red --> green\n```" in drawn
    assert "| `red` | Stop | Go |\n| `green` | Go | nothing: it stays so |" in drawn


def test_tables_are_those_that_the_services_obey() -> None:
    (events,) = (table for table in tables() if table.enum == "EventStatus")

    moves = {EventStatus[state]: {EventStatus[one] for one in after} for state, after in events.moves.items()}
    assert moves == TRANSITIONS
    assert list(events.words) == EventStatus.names


def test_every_enum_with_a_table_is_drawn() -> None:
    assert {"Phase", "EventStatus", "RegistrationStatus", "MessageStatus"} <= {one.enum for one in tables()}
