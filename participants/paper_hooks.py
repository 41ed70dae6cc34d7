"""Sheets of paper that higher storeys draw; they register in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass

from events.models import EventDay
from participants.models import Paper


@dataclass(frozen=True)
class PaperSheet:
    """A sheet of a day; ``is_ready`` says whether there is anything to draw."""

    draw: Callable[[Paper], bytes]
    is_ready: Callable[[EventDay], bool]


paper_sheets: dict[str, PaperSheet] = {}  # by the kind of paper
