"""The fixtures that start the site's own processes: they see the test's data, and they end."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from inkludering.accounts.models import User
from inkludering.outbox.models import Heartbeat
from inkludering.wake import wake
from tests.services.processes import is_group_running, wait_until
from tests.services.site import StandingWebServer, WebServer, Worker

pytestmark = pytest.mark.bothdb
HEARTBEAT = "inkludering.outbox.tasks.heartbeat"


def emails_seen_from_outside(url: str) -> list[str]:
    query = "SELECT email FROM accounts_user"
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        rows = connection.execute(query).fetchall()
        connection.close()
        return [row[0] for row in rows]
    with psycopg.connect(url) as outside:
        return [row[0] for row in outside.execute(query)]


def test_site_env_leads_other_processes_to_the_rows_of_the_test(site_env: dict[str, str]) -> None:
    User.objects.create(email="bodil@example.org")

    assert emails_seen_from_outside(site_env["DATABASE_URL"]) == ["bodil@example.org"]


def test_web_server_answers_and_ends(start_web: Callable[..., WebServer]) -> None:
    server = start_web(workers=1)
    group = server.pid
    assert (server.status("/helse/lever"), server.status("/helse/klar")) == (200, 200)

    server.stop()

    assert not is_group_running(group)


def test_web_servers_stand_side_by_side(start_web: Callable[..., WebServer]) -> None:
    servers = [start_web(workers=1), start_web(workers=1)]

    assert [server.status("/helse/lever") for server in servers] == [200, 200]


def test_standing_web_server_is_another_one_for_another_environment(
    site_env: dict[str, str], standing_web: StandingWebServer
) -> None:
    first = standing_web.for_environment(site_env)
    assert standing_web.for_environment(site_env) is first

    other = standing_web.for_environment({**site_env, "RELEASE": "next"})

    assert (first.is_running, other.is_running) == (False, True)
    assert other.status("/helse/klar") == 200


def test_standing_web_server_that_was_killed_is_replaced(
    site_env: dict[str, str], standing_web: StandingWebServer
) -> None:
    standing_web.for_environment(site_env).kill()

    assert standing_web.for_environment(site_env).status("/helse/klar") == 200


def test_page_opens_the_web_server(web_server: WebServer, page: Page) -> None:
    page.goto("/")

    expect(page.locator("h1")).to_have_count(1)
    assert page.url.startswith(web_server.url)


def test_worker_runs_what_this_test_asks_for(worker: Worker) -> None:
    def asked_and_run() -> bool:
        wake(HEARTBEAT)  # again and again: after a broker was away, a wake is left out for ten seconds
        return Heartbeat.objects.exists()

    wait_until(asked_and_run, seconds=30, what=f"the task to run\n{worker.output}")


def test_worker_killed_takes_its_beat_with_it(start_worker: Callable[..., Worker]) -> None:
    one = start_worker(beat=True)
    group = one.pid

    one.kill()

    assert not is_group_running(group)


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_cache_is_empty_at_the_start_of_each_test(turn: int) -> None:
    assert cache.add("counter", turn) is True


def test_folder_of_the_run_is_not_the_one_of_the_checkout() -> None:
    assert Path(os.environ["VAR_DIR"]).name != "var"
