"""Text from people: the normaliser, the folding for search, the Norwegian order, the slug."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from inkludering.text import fold, normalise_line, normalise_text, slugify, sort_key

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)  # surrogates too
NAMES = st.text(st.characters(categories=["L", "M", "Nd", "Pd", "Zs"]), max_size=40)
HIDDEN = ["\r\nBcc: evil@x.example", "a\nb", "\x00", "a\x07b", "\u2028", "\u2029", "\x85", "\ud800"]
BIDI = ["\u202e", "\u202a", "\u2066", "\u2069", "\u200f", "\u061c"]


@pytest.mark.parametrize("hidden", HIDDEN + BIDI)
def test_normalise_line_refuses_hidden_characters(hidden: str) -> None:
    with pytest.raises(ValidationError):
        normalise_line(f"Ola{hidden}Nordmann")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Åse   Marie  ", "Åse Marie"),
        ("A\u030ase", "Åse"),
        ("Kari\tNordby", "Kari Nordby"),
        ("Kari\u00a0Nordby", "Kari Nordby"),
        ("Đặng Thị Hương", "Đặng Thị Hương"),
        ("Máret Čáhppe", "Máret Čáhppe"),
        ("O’Brien-Ñúñez", "O’Brien-Ñúñez"),
        ("👩🏽‍🦽 rullestol", "👩🏽‍🦽 rullestol"),
    ],
)
def test_normalise_line_keeps_what_people_write(typed: str, kept: str) -> None:
    assert normalise_line(typed) == kept


@given(ANY_TEXT)
def test_normalise_line_gives_one_clean_line_or_refuses(value: str) -> None:
    try:
        line = normalise_line(value)
    except ValidationError:
        return

    assert line == normalise_line(line)
    assert line == line.strip()
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in line)
    line.encode()


def test_normalise_text_keeps_lines_and_at_most_one_empty_one() -> None:
    assert normalise_text(" En  linje \r\n\r\n\r\n\r\nto\rtre ") == "En linje\n\nto\ntre"


@given(ANY_TEXT)
def test_normalise_text_is_stable_or_refuses(value: str) -> None:
    try:
        text = normalise_text(value)
    except ValidationError:
        return

    assert text == normalise_text(text)
    assert "\n\n\n" not in text
    assert "\r" not in text


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("Åse-Marie Øvregård", "ase marie ovregard"),
        ("Đặng Thị Hương", "dang thi huong"),
        ("José María Ñúñez", "jose maria nunez"),
        ("O'Brien", "o brien"),
        ("Straße", "strasse"),
        ("Ǿrsted", "orsted"),
        ("kari@example.org", "kari@example.org"),
    ],
)
def test_fold_forgives_accents_and_signs(name: str, searched: str) -> None:
    assert fold(name) == searched


@given(NAMES)
def test_fold_finds_itself(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(NAMES)
def test_fold_does_not_mind_how_letters_are_composed(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


def test_sort_key_puts_norwegian_letters_last() -> None:
    names = ["Åse", "Øystein", "Ærlig", "Zara", "Anne", "Öberg", "ånd", "Đặng", "Dina", "Émile", "Eva"]

    ordered = sorted(names, key=sort_key)

    assert ordered == [
        "Anne",
        "Đặng",
        "Dina",
        "Émile",
        "Eva",
        "Zara",
        "Ærlig",
        "Öberg",
        "Øystein",
        "ånd",
        "Åse",
    ]


@given(NAMES, NAMES)
def test_sort_key_orders_plain_letters_as_they_are(first: str, second: str) -> None:
    plain = [slugify(first).replace("-", ""), slugify(second).replace("-", "")]

    assert sorted(plain, key=sort_key) == sorted(plain)


def test_sort_key_fits_its_column() -> None:
    assert len(sort_key("ø" * 500)) == 200


def test_slugify_writes_paths_without_norwegian_letters() -> None:
    assert slugify("Grønne arbeidsplasser på Ås – ærlig talt!") == "gronne-arbeidsplasser-pa-as-aerlig-talt"


@given(ANY_TEXT)
def test_slugify_gives_only_what_a_path_may_hold(value: str) -> None:
    slug = slugify(value)

    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(slug) <= 80


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200bKari\ufeff", "Kari"),
        ("Inklude\u00adrings\u00addag", "Inkluderingsdag"),
        ("\u200b \u2060", ""),
        ("\u3164\u2800", ""),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_line_drops_what_nobody_sees_and_keeps_what_joins_letters(typed: str, kept: str) -> None:
    assert normalise_line(typed) == kept
