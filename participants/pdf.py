"""Paper for the day: name tags on A4 sheets, ten of 90 × 55 mm each, with the check-in code as a QR."""

import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from struct import pack

from django.template.loader import render_to_string
from django.utils.translation import override

from events.models import EventDay
from inkludering.pdf import render_pdf
from inkludering.qr import qr_rows
from inkludering.tokens import checkin_code
from participants.models import Registration

TAGS_ON_A_SHEET = 10
QUIET_ZONE = 2  # modules; the tag's own white gives the rest
# Longest first name (characters) for each size, largest first; longer names break over two lines.
SIZES = ((8, "s1"), (11, "s2"), (15, "s3"), (24, "s4"))


@dataclass(frozen=True)
class NameTag:
    """What one tag shows."""

    registration: Registration
    position: int

    @property
    def size(self) -> str:
        """The class of the first name's size: as large as its length allows."""
        longest = max(map(len, self.registration.first_name.split()), default=0)
        length = max(longest, len(self.registration.first_name))
        return next((name for most, name in SIZES if length <= most), "s5")

    @cached_property
    def code(self) -> str:
        return checkin_code(self.registration.pk, self.registration.code_version)

    @property
    def qr(self) -> str:
        return _png_data_uri(qr_rows(self.code))


def _png_data_uri(rows: Sequence[Sequence[bool]]) -> str:
    """A picture with one pixel a module, one bit a pixel: 250 bytes, drawn sharp by ``image-rendering``."""
    side = len(rows) + 2 * QUIET_ZONE
    blank = [False] * side
    edge = [False] * QUIET_ZONE
    lines = [blank] * QUIET_ZONE + [[*edge, *row, *edge] for row in rows] + [blank] * QUIET_ZONE
    data = b"".join(b"\0" + _packed(line) for line in lines)
    header = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    picture = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(data))
        + _chunk(b"IEND", b"")
    )
    return "data:image/png;base64," + b64encode(picture).decode()


def _packed(line: Sequence[bool]) -> bytes:
    """Eight modules a byte; a set bit is white."""
    bits = "".join("0" if dark else "1" for dark in line)
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def sheets(registrations: Sequence[Registration]) -> Iterator[list[NameTag]]:
    """The tags sheet by sheet, each with its place from 1 to 10."""
    for start in range(0, len(registrations), TAGS_ON_A_SHEET):
        rows = registrations[start : start + TAGS_ON_A_SHEET]
        yield [NameTag(registration, position) for position, registration in enumerate(rows, 1)]


def name_tags_pdf(day: EventDay, registrations: Sequence[Registration], language: str) -> bytes:
    """The sheets for these people, in their order. A print-only tool: title and language, no tags."""
    with override(language):
        context = {"day": day, "event": day.event, "sheets": list(sheets(registrations))}
        html = render_to_string("participants/print/name_tags.html", context)
    return render_pdf(html, tagged=False, css=["print.css", "tags.css"])
