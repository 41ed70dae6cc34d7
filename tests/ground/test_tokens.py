"""Links and codes: enough random, one purpose each, nothing to guess or turn into another."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from inkludering import tokens

SAMPLES = 10_000
IDS = st.integers(min_value=1, max_value=2**40)


def test_own_link_is_read_back() -> None:
    assert tokens.read_own_link(tokens.own_link(17, 2)) == (17, 2)


@pytest.mark.parametrize("make", [tokens.own_link, tokens.checkin_code])
def test_ten_thousand_codes_are_all_different(make: Callable[[int, int], str]) -> None:
    made = {make(number, version) for number in range(SAMPLES // 2) for version in (1, 2)}

    assert len(made) == SAMPLES


@pytest.mark.parametrize("make", [tokens.device_token, tokens.new_form_token])
def test_ten_thousand_random_tokens_are_all_different(make: Callable[[], str]) -> None:
    assert len({make() for _ in range(SAMPLES)}) == SAMPLES


def test_checkin_code_holds_130_bits_in_capital_letters() -> None:
    code = tokens.checkin_code(17, 1)

    assert len(code) == 26
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_own_link_holds_192_bits_behind_its_numbers() -> None:
    mac = tokens.own_link(17, 1).split(".")[2]

    assert len(base64.urlsafe_b64decode(mac + "==")) == 24


@pytest.mark.parametrize("position", range(len("17.1.") + 32))
def test_own_link_changed_in_one_character_opens_nothing(position: int) -> None:
    token = tokens.own_link(17, 1)
    other = "2" if token[position] != "2" else "3"

    assert tokens.read_own_link(token[:position] + other + token[position + 1 :]) is None


@given(st.text(max_size=90))
def test_own_link_made_up_opens_nothing(token: str) -> None:
    assert tokens.read_own_link(token) is None


@given(IDS, IDS)
def test_own_link_of_one_opens_no_other(one: int, other: int) -> None:
    mac = tokens.own_link(one, 1).split(".")[2]

    read = tokens.read_own_link(f"{other}.1.{mac}")

    assert read == ((other, 1) if one == other else None)


@given(IDS, st.integers(min_value=1, max_value=9))
def test_purposes_are_not_interchangeable(number: int, version: int) -> None:
    code = tokens.checkin_code(number, version)

    assert tokens.read_own_link(code) is None
    assert tokens.read_own_link(f"{number}.{version}.{code}") is None
    assert tokens.read_form_token(tokens.own_link(number, version)) is None
    assert tokens.read_own_link(tokens.new_form_token()) is None


def test_same_key_for_two_purposes_still_gives_two_secrets(settings: Settings) -> None:
    settings.LINK_KEYS = settings.CHECKIN_KEYS = ["k" * 40]

    link_mac = base64.urlsafe_b64decode(tokens.own_link(17, 1).split(".")[2] + "==")
    code_mac = base64.b32decode(tokens.checkin_code(17, 1) + "======")

    assert link_mac[:16] != code_mac[:16]


def test_own_link_survives_a_new_key_until_the_old_one_is_dropped(settings: Settings) -> None:
    settings.LINK_KEYS = ["old" * 20]
    token = tokens.own_link(17, 1)

    settings.LINK_KEYS = ["new" * 20, "old" * 20]
    assert tokens.read_own_link(token) == (17, 1)

    settings.LINK_KEYS = ["new" * 20]
    assert tokens.read_own_link(token) is None


def test_form_token_tells_when_the_form_was_shown() -> None:
    before = datetime.now(UTC).replace(microsecond=0)

    read = tokens.read_form_token(tokens.new_form_token())

    assert read is not None
    assert before <= read.issued_at <= datetime.now(UTC)


def test_form_token_signed_for_something_else_is_refused() -> None:
    stranger = signing.TimestampSigner(salt="something else").sign("0" * 32)

    assert tokens.read_form_token(stranger) is None


@given(st.text(max_size=90))
def test_form_token_made_up_is_refused(token: str) -> None:
    assert tokens.read_form_token(token) is None


def test_digest_is_what_the_database_keeps() -> None:
    secret = tokens.device_token()

    assert len(tokens.digest(secret)) == 64
    assert secret not in tokens.digest(secret)
