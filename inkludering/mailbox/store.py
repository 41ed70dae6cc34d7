"""The folder of mails in the embedded default: one file per mail, named so that they sort by time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from inkludering.dates import local

_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Attachment:
    number: int
    name: str
    mimetype: str
    content: bytes


class StoredMail:
    """One mail as it would have gone out."""

    def __init__(self, name: str, raw: bytes) -> None:
        self.name = name
        parsed = message_from_bytes(raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)  # noqa: S101  # what the policy promises
        self.message = parsed

    @property
    def at(self) -> datetime:
        return local(datetime.strptime(self.name[:21], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC))

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def recipient(self) -> str:
        return str(self.message["To"] or "")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(number, part.get_filename() or f"{number}", part.get_content_type(), _content(part))
            for number, part in enumerate(self.message.iter_attachments())
        ]

    @property
    def pictures(self) -> dict[str, tuple[str, bytes]]:
        """The pictures inside the HTML part: Content-ID → (type, bytes)."""
        return {
            str(part["Content-ID"]).strip("<>"): (part.get_content_type(), _content(part))
            for part in self.message.walk()
            if part["Content-ID"]
        }

    def _part(self, subtype: str) -> str:
        part = self.message.get_body(preferencelist=(subtype,))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def keep(raw: bytes) -> str:
    """Store one mail; returns its name. Whole or not at all: it is renamed into place."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{uuid4().hex[:8]}"
    unfinished = folder / f".{name}"
    unfinished.write_bytes(raw)
    unfinished.rename(folder / f"{name}.eml")
    return name


def find(name: str) -> StoredMail | None:
    """The mail of that name, None for anything that is not one."""
    path = _folder() / f"{name}.eml"
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    return StoredMail(name, path.read_bytes())


def newest(limit: int = 100) -> Iterator[StoredMail]:
    paths = sorted(_folder().glob("[0-9]*.eml"), reverse=True)
    for path in paths[:limit]:
        yield StoredMail(path.stem, path.read_bytes())


def _folder() -> Path:
    return Path(settings.MAILBOX_DIR)
