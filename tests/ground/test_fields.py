"""Form fields: clock times as people write them, one address, names that are no links."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from inkludering.fields import ClockField, EmailField, LineField, NameField, TextField

CLOCKS = [
    ("08.30", time(8, 30)),
    ("08:30", time(8, 30)),
    ("8.30", time(8, 30)),
    ("0830", time(8, 30)),
    ("830", time(8, 30)),
    ("8", time(8)),
    ("08", time(8)),
    ("kl. 08.30", time(8, 30)),
    ("kl 8", time(8)),
    ("23.59", time(23, 59)),
    ("0.00", time(0)),
]
NO_CLOCKS = ["24.00", "8.60", "halv ni", "-1", "8.3", "08.30.00", "25", "8,30x", "99999", "½"]


@pytest.mark.parametrize(("typed", "meant"), CLOCKS)
def test_clock_field_reads_what_people_write(typed: str, meant: time) -> None:
    assert ClockField().clean(typed) == meant


@pytest.mark.parametrize("typed", NO_CLOCKS)
def test_clock_field_refuses_what_is_no_time(typed: str) -> None:
    with pytest.raises(ValidationError):
        ClockField().clean(typed)


def test_clock_field_may_be_empty() -> None:
    assert ClockField(required=False).clean("  ") is None


def test_clock_field_shows_what_it_reads() -> None:
    field = ClockField()

    assert field.clean(field.prepare_value(time(8, 5))) == time(8, 5)


@pytest.mark.parametrize("typed", ["Kari@Example.org", "  kari@example.org "])
def test_email_field_gives_one_address_in_lower_case(typed: str) -> None:
    assert EmailField().clean(typed) == "kari@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        "kari",
        "kari@example",
        "a@b.example, c@d.example",
        "a@b.example;c@d.example",
        '"x" <a@b.example>',
        "a@b.example\r\nBcc: c@d.example",
        "a b@example.org",
        "a" * 250 + "@example.org",
        "kari@example.org\u202e",
    ],
)
def test_email_field_refuses_what_is_not_one_address(typed: str) -> None:
    with pytest.raises(ValidationError):
        EmailField().clean(typed)


@pytest.mark.parametrize(
    "typed", ["Se www.evil.example", "https://evil.example", "evil.com", "Vinn penger på evil.no"]
)
def test_name_field_refuses_web_addresses(typed: str) -> None:
    with pytest.raises(ValidationError):
        NameField().clean(typed)


@pytest.mark.parametrize(
    "name", ["Åse-Marie Øvregård-Knutsen", "Đặng Thị Hương", "J. R. R. Nomland", "Nor Com AS"]
)
def test_name_field_takes_names(name: str) -> None:
    assert NameField().clean(name) == name


def test_line_field_refuses_a_line_break_that_would_become_a_mail_header() -> None:
    with pytest.raises(ValidationError):
        LineField().clean("Ola\r\nBcc: evil@x.example")


def test_line_field_refuses_a_surrogate_that_no_database_holds() -> None:
    with pytest.raises(ValidationError):
        LineField().clean("Ola \ud800")


def test_line_field_keeps_to_its_length() -> None:
    with pytest.raises(ValidationError):
        LineField(max_length=10).clean("elleve tegn")


def test_text_field_keeps_lines() -> None:
    assert TextField().clean("en\r\nto") == "en\nto"
