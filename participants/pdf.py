"""Paper for the day: name tags on A4 sheets, ten of 90 × 55 mm each, with the check-in code as a QR."""

import re
import unicodedata
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from struct import pack

from django.contrib.staticfiles.finders import find as find_static
from django.template.loader import render_to_string
from django.utils.translation import override

from events.models import EventDay
from inkludering.pdf import SECONDS, render_pdf
from inkludering.qr import qr_rows
from inkludering.tokens import checkin_code
from participants.hooks import tag_lines
from participants.models import Registration

TAGS_ON_A_SHEET = 10
QUIET_ZONE = 2  # modules; the tag's own white gives the rest


@dataclass(frozen=True)
class Fitting:
    """The sizes (points) a line of the tag may have, largest first, and its room (points)."""

    sizes: tuple[int, ...]
    width: float
    height: float
    leading: float

    def size_of(self, text: str, advance: Callable[[str], float]) -> int:
        """The largest size at which ``text`` fits without losing a letter; the smallest if none does."""
        for size in self.sizes:
            lines = _lines(text, self.width / size, advance)
            if lines * size * self.leading <= self.height:
                return size
        return self.sizes[-1]


FIRST = Fitting((44, 38, 33, 29, 25, 21, 18, 15, 12, 10), width=219, height=46.5, leading=1.05)
LAST = Fitting((18, 15, 13, 10, 8), width=219, height=22.7, leading=1.1)
BODY = Fitting((11, 10, 9, 8, 7, 6), width=156, height=35.2, leading=1.25)
BODY_ABOVE_SEAT = Fitting(BODY.sizes, width=156, height=20.1, leading=1.25)
ALEGREYA = "vendor/alegreya-sans/files/alegreya-sans-{}-800-normal.woff2"
HEAD_FONTS = tuple(ALEGREYA.format(subset) for subset in ("vietnamese", "latin-ext", "latin"))
BODY_FONTS = ("vendor/inter-ui/InterVariable.woff2",)
UNKNOWN_ADVANCE = 0.9  # em; another script's letter, from a fallback font
_PIECES = re.compile(r"[^\s-]*-|[^\s-]+|\s+")


def _lines(text: str, line: float, advance: Callable[[str], float]) -> int:
    """How many lines of ``line`` em the text takes, broken at spaces and after hyphens as the page does."""
    lines, used = 1, 0.0
    for piece in _PIECES.findall(text):
        width = sum(map(advance, piece))
        if used + width > line and used and not piece.isspace():
            lines, used = lines + 1, 0.0
        lines += int(width // line)  # a word longer than the line is broken anywhere
        used += width % line if width > line else width
    return lines


@cache
def _advances(names: tuple[str, ...]) -> dict[str, float]:
    """Each letter of these fonts with its width in em."""
    # Comes with WeasyPrint, without types; only paper needs it.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415

    found: dict[str, float] = {}
    for name in names:
        font = TTFont(find_static(name))
        em, widths = font["head"].unitsPerEm, font["hmtx"]
        found |= {chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}
    return found


def _advance(letter: str, fonts: tuple[str, ...]) -> float:
    """The width of one letter; a mark that sits on another letter takes none."""
    return 0.0 if unicodedata.combining(letter) else _advances(fonts).get(letter, UNKNOWN_ADVANCE)


def head_advance(letter: str) -> float:
    return _advance(letter, HEAD_FONTS)


def body_advance(letter: str) -> float:
    return _advance(letter, BODY_FONTS)


@dataclass(frozen=True)
class NameTag:
    """What one tag shows."""

    registration: Registration
    position: int
    seat: str = ""

    @property
    def first_size(self) -> int:
        return FIRST.size_of(self.registration.first_name, head_advance)

    @property
    def last_size(self) -> int:
        return LAST.size_of(self.registration.last_name, head_advance)

    @property
    def organisation_size(self) -> int:
        room = BODY_ABOVE_SEAT if self.seat else BODY
        return room.size_of(self.registration.organisation_name, body_advance)

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


def sheets(registrations: Sequence[Registration], seats: Mapping[int, str]) -> Iterator[list[NameTag]]:
    """The tags sheet by sheet, each with its place from 1 to 10. ``seats``: a line for some of them."""
    for start in range(0, len(registrations), TAGS_ON_A_SHEET):
        rows = registrations[start : start + TAGS_ON_A_SHEET]
        yield [NameTag(row, position, seats.get(row.pk, "")) for position, row in enumerate(rows, 1)]


def name_tags_pdf(day: EventDay, registrations: Sequence[Registration], language: str) -> bytes:
    """The sheets for these people, in their order. A print-only tool: title and language, no tags."""
    with override(language):
        seats: dict[int, str] = {}
        for lines_for in tag_lines:
            seats |= lines_for(day)
        context = {"day": day, "event": day.event, "sheets": list(sheets(registrations, seats))}
        html = render_to_string("participants/print/name_tags.html", context)
    seconds = SECONDS + len(registrations) / 4
    return render_pdf(html, tagged=False, css=["print.css", "tags.css"], seconds=seconds)
