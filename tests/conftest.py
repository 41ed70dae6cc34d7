"""Fixtures every test may use. The servers themselves: ``tests/services``."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.utils import translation
from pytest_django import Settings

from tests import emptying
from tests.services.chromium import launch_args
from tests.services.site import StandingWebServer, WebServer, Worker
from tests.services.smtp import SmtpSink

PROCESSES = frozenset({"site_env", "page", "browser", "stack"})  # fixtures of tests that start some


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that in parallel neither worker is left alone with one at the end."""
    items.sort(key=lambda item: (not item.get_closest_marker("mainjob"), not starts_processes(item)))


def starts_processes(item: pytest.Item) -> bool:
    return bool(PROCESSES.intersection(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Give each test process a database of its own; on SQLite a file, for other processes to open."""
    database = django_settings.DATABASES["default"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if database["ENGINE"].endswith("sqlite3"):
        name = str(Path(os.environ["VAR_DIR"]) / "test.sqlite3")
    else:
        name = f"test_{database['NAME']}{worker and '_'}{worker}"
    database.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session", autouse=True)
def quick_emptying() -> None:
    emptying.use_for_transactional_tests()


@pytest.fixture(autouse=True)
def site_language() -> None:
    """Every test begins in the site's language, whatever the page of the test before was in."""
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def empty_cache(request: pytest.FixtureRequest) -> None:
    """Counters of one test (rate limits) must not count in the next."""
    uses_database = {"db", "transactional_db"} & set(request.fixturenames)
    if os.environ.get("REDIS_URL") or uses_database or request.node.get_closest_marker("django_db"):
        if not os.environ.get("REDIS_URL"):
            request.getfixturevalue("db")
        for each in ("default", "near"):
            caches[each].clear()


def database_url() -> str:
    """The address of the database this test process writes to, for processes it starts."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture
def site_env(transactional_db: None) -> dict[str, str]:
    """The environment of the site's own processes: this test's database, Redis and folder."""
    return {"DATABASE_URL": database_url()}


@pytest.fixture
def smtp_sink(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmtpSink]:
    """A real SMTP server; mail of this process and of processes started later goes there."""
    with SmtpSink() as sink:
        monkeypatch.setenv("EMAIL_URL", sink.url)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


@pytest.fixture
def start_web(site_env: dict[str, str]) -> Iterator[Callable[..., WebServer]]:
    """``start_web(workers=4, threads=4, env={…})`` → a running ``WebServer``; any number of them."""
    started: list[WebServer] = []

    def start(*, env: dict[str, str] | None = None, **size: int) -> WebServer:
        started.append(server := WebServer(env={**site_env, **(env or {})}, **size))
        server.start()
        return server

    yield start
    for server in reversed(started):
        server.close()


@pytest.fixture(scope="session")
def standing_web() -> Iterator[StandingWebServer]:
    standing = StandingWebServer()
    yield standing
    standing.close()


@pytest.fixture
def web_server(site_env: dict[str, str], standing_web: StandingWebServer) -> WebServer:
    """gunicorn with two workers against this test's database; its address is ``web_server.url``.

    It stands for the tests after this one as well, as it does for its visitors.
    """
    return standing_web.for_environment(site_env)


@pytest.fixture
def start_worker(site_env: dict[str, str]) -> Iterator[Callable[..., Worker]]:
    """``start_worker(beat=True, concurrency=2, env={…})`` → a running ``Worker``."""
    started: list[Worker] = []

    def start(*, beat: bool = False, concurrency: int = 2, env: dict[str, str] | None = None) -> Worker:
        started.append(one := Worker(beat=beat, concurrency=concurrency, env={**site_env, **(env or {})}))
        one.start()
        return one

    yield start
    for one in reversed(started):
        one.close()


@pytest.fixture
def worker(start_worker: Callable[..., Worker]) -> Worker:
    """A Celery worker without beat against this test's broker and database."""
    return start_worker()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """pytest-playwright: the system's Chromium, never a downloaded one."""
    return launch_args()


@pytest.fixture
def browser_context_args(
    browser_context_args: dict[str, Any], request: pytest.FixtureRequest
) -> dict[str, Any]:
    """pytest-playwright: Norwegian settings, and ``page.goto("/path")`` goes to ``web_server``."""
    local = {"locale": "nb-NO", "timezone_id": "Europe/Oslo"}
    if "web_server" in request.fixturenames:
        local["base_url"] = request.getfixturevalue("web_server").url
    return {**browser_context_args, **local}
