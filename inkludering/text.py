"""Text from people: one normaliser, one folding for search, one Norwegian order, one slug."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify as ascii_slug
from django.utils.translation import gettext_lazy as _

_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F}
_BREAKS = {0x2028, 0x2029, 0x0085}
_SPACES = re.compile(r"[^\S\n]+")
# Soft hyphen, zero-width space, word joiner, byte order mark. Joiners stay: Persian and emoji need them.
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that are drawn as nothing
_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "ø": "o",
        "å": "a",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "ł": "l",
        "œ": "oe",
        "ŋ": "n",
        "ŧ": "t",
    }
)
_SLUG = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ü": "u", "đ": "d", "ß": "ss", "ł": "l"}
)
# Letters after z, in Norwegian order; ä sorts with æ and ö with ø.
_AFTER_Z = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})


def _refuse_hidden(value: str, *, allowed: str = "") -> None:
    for character in value:
        code = ord(character)
        hidden = unicodedata.category(character) in {"Cc", "Cs"} or code in _BIDI or code in _BREAKS
        if hidden and character not in allowed:
            raise ValidationError(_("This contains a hidden character. Please type it again."), code="hidden")


def _seen(value: str) -> str:
    """Without the signs that nobody sees and a copied text brings along; empty when nothing is to be seen."""
    value = unicodedata.normalize("NFC", value.translate(_UNSEEN))
    has_ink = any(unicodedata.category(one)[0] in "LNPS" and one not in _BLANKS for one in value)
    return value if has_ink else ""


def normalise_line(value: str) -> str:
    """One line of text: NFC, single spaces, no ends. Raises ``ValidationError`` on control characters,
    line breaks, surrogates and direction overrides, so that nothing can slip into a mail header."""
    _refuse_hidden(value.strip(" \t\r\n"), allowed="\t")
    return " ".join(_seen(value).split())


def normalise_text(value: str) -> str:
    """Several lines: as ``normalise_line``, keeping line breaks, at most one empty line in a row."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    _refuse_hidden(value, allowed="\n\t")
    lines = [_SPACES.sub(" ", line).strip() for line in _seen(value).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def fold(value: str) -> str:
    """The form that search compares: "Åse-Marie Øvregård" and "ase marie ovregard" are the same."""
    plain = unicodedata.normalize("NFD", value.casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.sub(r"[^\w@.+]|_", " ", letters.translate(_LETTERS)).split())


def sort_key(value: str) -> str:
    """A key that any database sorts in Norwegian order: … z, æ/ä, ø/ö, å. Stored beside the name."""
    lowered = unicodedata.normalize("NFC", value).casefold().translate(_AFTER_Z)
    plain = unicodedata.normalize("NFD", lowered)
    return "".join(character for character in plain if not unicodedata.combining(character)).translate(
        _LETTERS
    )[:200]


def slugify(value: str) -> str:
    """A path without æøå: "Grønne arbeidsplasser" becomes "gronne-arbeidsplasser"."""
    return ascii_slug(value.lower().translate(_SLUG))[:80].strip("-")
