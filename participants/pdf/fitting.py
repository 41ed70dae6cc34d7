"""How large a line of a name tag can be, measured with the fonts it is printed with."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.contrib.staticfiles.finders import find as find_static

ALEGREYA = "vendor/alegreya-sans/files/alegreya-sans-{}-800-normal.woff2"
HEAD_FONTS = tuple(ALEGREYA.format(subset) for subset in ("vietnamese", "latin-ext", "latin"))
BODY_FONTS = ("vendor/inter-ui/InterVariable.woff2",)
UNKNOWN_ADVANCE = 0.9  # em; another script's letter, from a fallback font
_PIECES = re.compile(r"[^\s-]*-|[^\s-]+|\s+")

Advance = Callable[[str], float]


@dataclass(frozen=True)
class Fitting:
    """The sizes (points) a line of the tag may have, largest first, and its room (points)."""

    sizes: tuple[int, ...]
    width: float
    height: float
    leading: float

    def size_of(self, text: str, advance: Advance) -> int:
        """The largest size at which ``text`` fits without losing a letter; the smallest if none does."""
        pieces = [(sum(map(advance, piece)), piece.isspace()) for piece in _PIECES.findall(text)]
        for size in self.sizes:
            if _lines(pieces, self.width / size) * size * self.leading <= self.height:
                return size
        return self.sizes[-1]


def _lines(pieces: list[tuple[float, bool]], line: float) -> int:
    """How many lines of ``line`` em the pieces take, broken at spaces and after hyphens as the page does."""
    lines, used = 1, 0.0
    for width, is_space in pieces:
        if used + width > line and used and not is_space:
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


@cache
def head_advance(letter: str) -> float:
    """The width of one letter of a name; a mark that sits on another letter takes none."""
    return _advance(letter, HEAD_FONTS)


@cache
def body_advance(letter: str) -> float:
    return _advance(letter, BODY_FONTS)


def _advance(letter: str, fonts: tuple[str, ...]) -> float:
    return 0.0 if unicodedata.combining(letter) else _advances(fonts).get(letter, UNKNOWN_ADVANCE)
