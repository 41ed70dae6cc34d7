"""``make bench``: ours beside the bare reference, interleaved in one run; medians of three rounds.

Prints the table and writes ``docs/performance.md``, and how well workshop rooms are mixed into
``docs/grouping.md``. Times of one machine mean little; read the ratios.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.load import Browser, Cost, group_memory, measure
from tests.services.postgres import Postgres
from tests.services.redis import Redis

if TYPE_CHECKING:
    from tests.bench.site import Site

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 3
PAGES, REGISTRATIONS, CHECK_INS, TAGS = 400, 120, 300, 300
PEOPLE = ROUNDS * CHECK_INS + 1  # and one for counting statements


@dataclass
class Row:
    """One line of the table."""

    what: str
    ours: float
    bare: float
    unit: str
    sql: str
    goal: str

    @property
    def ratio(self) -> float:
        return self.ours / self.bare if self.bare else float("nan")


def run_python(code: str, **env: str) -> str:
    """Run a piece of code in a fresh interpreter; its standard output."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **env},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def interleaved(ours: Callable[[], Cost], bare: Callable[[], Cost]) -> tuple[float, float]:
    """Median CPU milliseconds a call, ours and bare, taken in turns so that the machine's moods hit both."""
    pairs = [(ours().cpu_ms, bare().cpu_ms) for _round in range(ROUNDS)]
    return statistics.median(a for a, _b in pairs), statistics.median(b for _a, b in pairs)


def event_page(site: "Site") -> Row:
    def load(port: int, leader: int, path: str) -> Cost:
        def visit() -> None:
            browser = Browser(port)
            for _page in range(PAGES // 8):
                check(browser.get(path).status, 200)

        cost = measure(leader, [visit] * 8)
        return Cost(PAGES, cost.cpu, cost.wall)

    load(site.ours.port, site.ours.pid, site.event_path)
    ours, bare = interleaved(
        lambda: load(site.ours.port, site.ours.pid, site.event_path),
        lambda: load(site.bare.port, site.bare.pid, "/cached/"),
    )
    return Row("public event page (against a cached page)", ours, bare, "ms CPU", site.sql["page"], "≤ 1.5")


def check(found: int, wanted: int) -> None:
    if found != wanted:
        raise AssertionError(f"answered {found}, not {wanted}")


def registration(site: "Site") -> Row:
    ours, bare = interleaved(lambda: our_registrations(site), lambda: bare_registrations(site))
    return Row(
        "complete registration: form, POST, thanks", ours, bare, "ms CPU", site.sql["registration"], "≤ 1.5"
    )


def our_registrations(site: "Site") -> Cost:
    path = f"{site.event_path}pamelding/"
    browsers = [Browser(site.ours.port) for _client in range(REGISTRATIONS)]
    tokens: dict[int, tuple[str, str]] = {}

    def fetch(number: int) -> None:
        page = browsers[number].get(path).body.decode()
        tokens[number] = (hidden(page, "token"), hidden(page, "csrfmiddlewaretoken"))

    def send(number: int) -> None:
        token, csrf = tokens[number]
        answer = browsers[number].post(path, answers(site.next_number(), token, csrf))
        check(answer.status, 303 if answer.status == 303 else 302)
        check(browsers[number].get(answer.headers["Location"]).status, 200)

    first = measure(site.ours.pid, [lambda n=n: fetch(n) for n in range(REGISTRATIONS)])
    time.sleep(2.2)  # the form refuses to be sent within two seconds
    second = measure(site.ours.pid, [lambda n=n: send(n) for n in range(REGISTRATIONS)])
    return Cost(REGISTRATIONS, first.cpu + second.cpu, first.wall + second.wall)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="?{name}"? value="?([^">\s]+)', page)
    if not found:
        raise AssertionError(f"no {name} in the form")
    return found[1]


def answers(number: int, token: str, csrf: str) -> list[tuple[str, str]]:
    return [
        ("csrfmiddlewaretoken", csrf),
        ("token", token),
        ("first_name", "Kari"),
        ("last_name", "Nordby"),
        ("email", f"kari{number}@example.org"),
        ("organisation", "Elvestad kommune"),
        ("organisation_name", "Elvestad kommune"),
        ("sector", "public"),
    ]


def bare_registrations(site: "Site") -> Cost:
    def one() -> None:
        browser = Browser(site.bare.port)
        csrf = hidden(browser.get("/register/").body.decode(), "csrfmiddlewaretoken")
        answer = browser.post("/register/", answers(site.next_number(), "", csrf))
        check(answer.status, 302)
        check(browser.get(answer.headers["Location"]).status, 200)

    return measure(site.bare.pid, [one] * REGISTRATIONS)


def check_in(site: "Site") -> Row:
    """Somebody comes in who was not in: each round has people of its own."""

    def load(browser_of: Callable[[], Browser], leader: int, path: str, ids: Iterator[int]) -> Cost:
        browser = browser_of()

        def one(browser: Browser, registration: int) -> None:
            scan = {
                "id": str(uuid.uuid4()),
                "kind": "check_in",
                "registration": registration,
                "at": "2026-01-01T08:00:00Z",
            }
            csrf = {"X-CSRFToken": browser.cookies.get("csrftoken", "")}
            check(browser.post_json(path, json.dumps({"scans": [scan]}).encode(), **csrf).status, 200)

        calls = [partial(one, browser, registration) for registration in islice(ids, CHECK_INS)]
        return measure(leader, calls, clients=1)

    ours_in, bare_in = iter(site.people[1:]), iter(range(2, PEOPLE + 1))
    ours, bare = interleaved(
        lambda: load(site.door_browser, site.ours.pid, site.scan_path, ours_in),
        lambda: load(lambda: Browser(site.bare.port), site.bare.pid, "/scan/", bare_in),
    )
    return Row("check-in call", ours, bare, "ms CPU", site.sql["check-in"], "≤ 1.5")


def name_tags() -> Row:
    code = "from tests.bench.tags import main; main({!r}, " + str(TAGS) + ")"
    pairs = [
        (float(run_python(code.format("ours"))), float(run_python(code.format("text"))))
        for _r in range(ROUNDS)
    ]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Row(
        f"{TAGS} name tags with QR (against the same sheets without)",
        ours * 1000,
        bare * 1000,
        "ms CPU",
        "–",
        "≤ 2.2",
    )


START = "import time; t = time.perf_counter()\n{}\nprint(time.perf_counter() - t)"
OURS_START = (
    "from inkludering.wsgi import application\nfrom django.test import Client\n"
    "Client().get('/helse/lever', HTTP_HOST='localhost')"
)
BARE_START = (
    "from tests.bench.bare import application\nfrom django.test import Client\n"
    "Client().get('/helse/lever', HTTP_HOST='localhost')"
)


def cold_start() -> Row:
    pairs = [
        (float(run_python(START.format(OURS_START))), float(run_python(START.format(BARE_START))))
        for _round in range(ROUNDS)
    ]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Row("cold start to the first answer", ours * 1000, bare * 1000, "ms", "–", "≤ 3")


def memory(site: "Site") -> Row:
    ours, bare = group_memory(site.ours.pid), group_memory(site.bare.pid)
    return Row("memory of a web worker after this load", ours, bare, "MB", "–", "≤ 3, and 100 MB")


def report(rows: list[Row]) -> str:
    lines = [
        "| what | ours | bare | ratio | SQL statements | goal for the ratio |",
        "|---|--:|--:|--:|---|---|",
        *(
            f"| {row.what} | {row.ours:.1f} {row.unit} | {row.bare:.1f} {row.unit} | {row.ratio:.2f} "
            f"| {row.sql} | {row.goal} |"
            for row in rows
        ),
    ]
    return "\n".join(lines)


def main() -> None:
    database, redis = Postgres(), Redis()
    try:
        from tests.bench.site import Site, environment

        os.environ.update(environment(database.url, redis.url))
        with Site() as site:
            rows = [event_page(site), registration(site), check_in(site), memory(site)]
        rows[3:3] = [name_tags(), cold_start()]
    finally:
        redis.stop()
        database.stop()
    table = report(rows)
    print(table, flush=True)
    subprocess.run([sys.executable, "-m", "tests.bench.groups"], cwd=ROOT, check=True)
    head = (ROOT / "tests" / "bench" / "performance.md").read_text()
    (ROOT / "docs" / "performance.md").write_text(head.replace("TABLE", table))


if __name__ == "__main__":
    main()
