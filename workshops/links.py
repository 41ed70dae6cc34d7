"""Links that need no account: to a table's notes, and to the room of a day.

Both are a number or two and a signature; nothing is stored. The room's link hangs on the big screen, so
it says that somebody is in the room; each page decides for itself how long it opens.
"""

from django.core import signing
from django.urls import reverse

from events.models import EventDay

_TABLE = signing.Signer(salt="workshops.table", sep=".")
_ROOM = signing.Signer(salt="workshops.room", sep=".")
LONGEST = 100


def table_token(round_id: int, number: int) -> str:
    return _TABLE.sign(f"{round_id}-{number}")


def read_table_token(token: str) -> tuple[int, int] | None:
    """(round id, table number) when the token is ours."""
    text = _read(_TABLE, token)
    if text is None:
        return None
    round_id, number = text.split("-")
    return int(round_id), int(number)


def room_code(day_id: int) -> str:
    return _ROOM.sign(str(day_id))


def read_room_code(code: str) -> int | None:
    """The day's id when the code is ours."""
    text = _read(_ROOM, code)
    return int(text) if text else None


def _read(signer: signing.Signer, token: str) -> str | None:
    if len(token) > LONGEST:
        return None
    try:
        return signer.unsign(token)
    except signing.BadSignature:
        return None


def room_path(day: EventDay) -> str:
    """The page "who are here" as the big screen's code opens it."""
    event = day.event
    return reverse("here:room", args=[event.year, event.slug, room_code(day.pk)])
