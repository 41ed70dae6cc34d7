"""What kinds of mail exist. The storeys above register how each is written."""

from collections.abc import Callable
from dataclasses import dataclass, field

from inkludering.outbox.models import Message


@dataclass(frozen=True)
class Picture:
    """A picture inside the HTML part, shown by ``<img src="cid:…">``."""

    cid: str
    content: bytes
    subtype: str = "png"


@dataclass(frozen=True)
class Mail:
    """The words of one mail. ``text`` is the mail; ``html`` says the same with more air."""

    subject: str
    text: str
    html: str = ""
    attachments: list[tuple[str, bytes, str]] = field(default_factory=list)
    reply_to: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)


Render = Callable[[Message], Mail | None]


@dataclass(frozen=True)
class Kind:
    """``at_most_once``: after a crash in mid-sending staff decide, instead of a second copy."""

    name: str
    render: Render
    at_most_once: bool = False


class UnknownKindError(LookupError):
    """A kind this release does not know: perhaps a newer web process queued it."""


_kinds: dict[str, Kind] = {}


def register(kind: str, render: Render, *, at_most_once: bool = False) -> None:
    """Say how mails of ``kind`` are written. Call it in ``AppConfig.ready()``.

    ``render`` is asked when the mail is sent; it returns None when the mail is no longer wanted.
    """
    _kinds[kind] = Kind(kind, render, at_most_once)


def find_kind(name: str) -> Kind:
    """The kind called ``name``. Raises ``UnknownKindError``."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKindError(name) from None


def careful_kinds() -> list[str]:
    """Kinds of which nobody may ever get two copies."""
    return [kind.name for kind in _kinds.values() if kind.at_most_once]
