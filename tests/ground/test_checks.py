"""Settings that would sell a seat twice or open the house are refused."""

from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings


def found(*, deploy: bool = False) -> set[str | None]:
    messages = run_checks(include_deployment_checks=deploy)
    return {message.id for message in messages if str(message.id).startswith("inkludering")}


def sqlite(**options: Any) -> dict[str, Any]:
    return {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": options}}


def test_these_settings_pass() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({"transaction_mode": "IMMEDIATE", "timeout": 20}, set()),
        ({"transaction_mode": "DEFERRED", "timeout": 20}, {"inkludering.E001"}),
        ({"transaction_mode": "EXCLUSIVE", "timeout": 20}, {"inkludering.E001"}),
        ({"transaction_mode": "IMMEDIATE"}, {"inkludering.W001"}),
        ({}, {"inkludering.E001", "inkludering.W001"}),
    ],
    ids=["right", "deferred", "exclusive", "no timeout", "nothing"],
)
def test_sqlite_needs_immediate_transactions(
    settings: Settings, options: dict[str, Any], ids: set[str]
) -> None:
    settings.DATABASES = sqlite(**options)

    assert found() == ids


@pytest.mark.parametrize(
    ("base_url", "ids"),
    [
        ("http://localhost:8000", set()),
        ("https://192.168.1.20:8443", set()),
        ("https://laptop.local", set()),
        ("https://laptop", set()),
        ("https://dager.example.no", {"inkludering.E002"}),
        ("https://8.8.8.8", {"inkludering.E002"}),
        ("https://localhost.example.no", {"inkludering.E002"}),
    ],
)
def test_demo_answers_only_at_home(settings: Settings, base_url: str, ids: set[str]) -> None:
    settings.DEMO, settings.BASE_URL = True, base_url

    assert found() == ids


def test_demo_is_never_deployed(settings: Settings) -> None:
    settings.DEMO = True

    assert "inkludering.E003" in found(deploy=True)


def test_mailbox_needs_demo(settings: Settings) -> None:
    settings.DEMO = False
    settings.EMAIL_BACKEND = "inkludering.mailbox.backend.EmailBackend"

    assert found() == {"inkludering.E004"}


@pytest.mark.parametrize(
    ("link_keys", "ids"),
    [
        (["a" * 40, "b" * 40], set()),
        (["short"], {"inkludering.E005"}),
        (["a" * 40, "a" * 40], {"inkludering.E006"}),
    ],
)
def test_keys_are_long_and_differ(settings: Settings, link_keys: list[str], ids: set[str]) -> None:
    settings.LINK_KEYS = link_keys

    assert found() == ids


def test_one_key_for_two_purposes_is_refused(settings: Settings) -> None:
    settings.CHECKIN_KEYS = [settings.SECRET_KEY]

    assert found() == {"inkludering.E006"}
