"""How often one address may do one thing."""

import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import caches
from pytest_django import Settings

from inkludering.limits import Count, address_group, allow, cache_away, first_reached
from tests.services.processes import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cache_that_answers() -> Iterator[None]:
    """The pause after a failure must not reach the next test."""
    yield
    cache_away.end()


def test_limit_allows_so_many_times_and_no_more() -> None:
    answers = [allow("form", "192.0.2.1", times=3, seconds=3600) for _ in range(5)]

    assert answers == [True, True, True, False, False]


def test_limit_counts_each_key_and_each_bucket_for_itself() -> None:
    allow("form", "192.0.2.1", times=1, seconds=3600)

    assert allow("form", "192.0.2.2", times=1, seconds=3600)
    assert allow("link", "192.0.2.1", times=1, seconds=3600)
    assert not allow("form", "192.0.2.1", times=1, seconds=3600)


def test_limit_starts_anew_in_the_next_window() -> None:
    with time_machine.travel("2027-01-29T08:00:00Z", tick=False) as clock:
        allow("form", "192.0.2.1", times=1, seconds=60)
        clock.shift(61)

        assert allow("form", "192.0.2.1", times=1, seconds=60)


def test_key_is_not_in_the_cache_as_it_stands(settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    allow("form", "ola@example.org", times=1, seconds=60)

    (name,) = caches["default"]._cache  # type: ignore[attr-defined]  # the keys a cache holds
    assert "limit:form:" in name
    assert "ola" not in name


@pytest.mark.parametrize(("fail_closed", "answer"), [(False, True), (True, False)])
def test_limit_with_the_cache_away(settings: Settings, fail_closed: bool, answer: bool) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "inkludering.cache.ForgivingRedisCache",
            "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
        }
    }

    assert allow("mail", "x", times=0, seconds=60, fail_closed=fail_closed) is answer


def test_cache_that_is_away_is_asked_once_in_a_while(settings: Settings) -> None:
    silent = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": {"BACKEND": "inkludering.cache.ForgivingRedisCache", "LOCATION": silent}}
    allow("form", "192.0.2.1", times=1, seconds=60)

    started = time.monotonic()
    answers = {allow("form", "192.0.2.1", times=1, seconds=60) for _ in range(100)}

    assert answers == {True}
    assert time.monotonic() - started < 0.1


@pytest.mark.parametrize("backend", ["", "django.core.cache.backends.locmem.LocMemCache"])
def test_what_stands_behind_a_no_is_not_counted(settings: Settings, backend: str) -> None:
    if backend:
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": uuid4().hex}}
    browser, recipient = Count("browser", "b", 1, 3600), Count("recipient", "r", 2, 3600)

    answers = [first_reached([browser, recipient]) for _ in range(5)]

    assert answers == ["", *["browser"] * 4]
    assert [first_reached([recipient]) for _ in range(2)] == ["", "recipient"]  # one of its two was used


def test_unknown_address_is_not_counted() -> None:
    assert all(allow("form", "", times=1, seconds=60) for _ in range(5))


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("not an address", ""),
        ("", ""),
    ],
)
def test_address_group(address: str, group: str) -> None:
    assert address_group(address) == group
