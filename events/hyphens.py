"""Where a long word may break on a narrow screen. The compound's own joint comes before any syllable."""

import re
from functools import lru_cache
from typing import Any

SOFT_HYPHEN = "\u00ad"
LONGEST_WHOLE = 13  # letters that always fit on a phone at the size of a theme
_WORD = re.compile(rf"[^\W\d_]{{{LONGEST_WHOLE + 1},}}")
# The Nordic joining s, after a consonant: "Arbeids|inkludering", never before "-skap" of the first part.
_JOINT = re.compile(r"[^\W\d_]{5,}?[bdfgklmnprtv]s(?!kap)(?=[^\W\d_]{6,})")


def soften(text: str, language: str) -> str:
    """``text`` with a soft hyphen in every word longer than ``LONGEST_WHOLE``."""
    return _WORD.sub(lambda found: _break(found.group(), language), text)


def _break(word: str, language: str) -> str:
    joint = _JOINT.match(word)
    if joint:
        return word[: joint.end()] + SOFT_HYPHEN + soften(word[joint.end() :], language)
    patterns = _patterns(language)
    return str(patterns.inserted(word, SOFT_HYPHEN)) if patterns else word


@lru_cache(maxsize=8)
def _patterns(language: str) -> Any:
    """Hyphenation patterns, read when a page first needs them: a dictionary takes a fifth of a second."""
    from pyphen import Pyphen, language_fallback  # type: ignore[import-untyped]  # noqa: PLC0415  # read only when needed

    return Pyphen(lang=language, left=5, right=4) if language_fallback(language) else None
