"""Read a programme that somebody wrote elsewhere: one line for each item."""

import re
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay, ProgrammeItem
from events.services.programme import add_item
from inkludering.accounts.models import User
from inkludering.errors import DomainError

MOST_LINES = 100
TITLE_LENGTH = 200
_CLOCK = r"(\d{1,2})[.:]?(\d{2})"
_LINE = re.compile(rf"(?:kl\.?\s*)?{_CLOCK}(?:\s*[-–—]\s*{_CLOCK})?\s*[-–—:.|]?\s+(\S.*)", re.IGNORECASE)


@dataclass(frozen=True)
class PastedLine:
    title: str
    starts_at: time | None = None
    ends_at: time | None = None


def read_lines(text: str) -> list[PastedLine]:
    """The lines as items; what has no clock time belongs under the line before it."""
    found = []
    for line in text.splitlines():
        plain = line.strip().lstrip("-–—•*·").strip()
        if plain:
            found.append(_timed(plain) or PastedLine(plain[:TITLE_LENGTH]))
    return found


def _timed(line: str) -> PastedLine | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    hour, minute, last_hour, last_minute, title = match.groups()
    try:
        starts = time(int(hour), int(minute))
        ends = time(int(last_hour), int(last_minute)) if last_hour else None
    except ValueError:
        return None
    return PastedLine(title[:TITLE_LENGTH], starts, ends if ends and ends > starts else None)


@transaction.atomic
def paste_programme(*, day: EventDay, text: str, by: User | None, now: datetime) -> list[ProgrammeItem]:
    """Add every line as an item of ``day``; lines without a time become sub-items of the one before."""
    lines = read_lines(text)
    if len(lines) > MOST_LINES:
        raise DomainError(_("That is more than %(most)s lines.") % {"most": MOST_LINES})
    made: list[ProgrammeItem] = []
    parent: ProgrammeItem | None = None
    for line in lines:
        under = None if line.starts_at else parent
        item = add_item(
            day=day,
            by=by,
            now=now,
            title=line.title,
            starts_at=line.starts_at,
            ends_at=line.ends_at,
            parent=under,
        )
        parent = parent if under else item
        made.append(item)
    return made
