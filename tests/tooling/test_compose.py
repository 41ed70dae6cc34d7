"""The services of docker-compose.yml, run as processes with real PostgreSQL and Redis."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from inkludering.logging import scrub
from scripts.console import ROOT
from tests.services.processes import accepts_connections, free_port, wait_until
from tests.services.redis import Redis
from tests.services.site import SiteProcess

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OWN = ("migrate", "web", "worker", "beat")
HOST = "inkludering.example.org"
SECRETS = ("SECRET_KEY", "LINK_KEYS", "CHECKIN_KEYS", "NEEDS_KEYS", "PAIR_KEYS")
FILLED = {
    "SITE_HOST": HOST,
    "SECRET_KEY": "s" * 64,
    "LINK_KEYS": "l" * 64,
    "CHECKIN_KEYS": "c" * 64,
    "NEEDS_KEYS": "n" * 64,
    "PAIR_KEYS": "p" * 64,
    "POSTGRES_PASSWORD": "unused",
    "REDIS_PASSWORD": "redis-secret",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "MAIL_FROM": "Dager <post@example.org>",
    "OPERATOR_NAME": "Driftsorganisasjonen",
    "OPERATOR_EMAIL": "drift@example.org",
}
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def fill(text: str) -> str:
    """``text`` with its variables put in, as compose does it."""
    return VARIABLE.sub(lambda m: FILLED[m[1]] if m[2] != "-" else FILLED.get(m[1], m[3]), str(text))


def command(service: str) -> list[str]:
    return [fill(word) for word in SERVICES[service]["command"]]


class Stack:
    """What the compose file's services need, and the services themselves, by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        words = command("redis")
        self.redis = Redis(options=tuple(words[1:]))
        self.database = f"compose_{os.getpid()}"
        self.web_port = free_port()
        self.processes: dict[str, SiteProcess] = {}
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{self.database}"')  # type: ignore[arg-type, unused-ignore]

    def env(self, service: str) -> dict[str, str]:
        declared = {name: fill(value) for name, value in SERVICES[service]["environment"].items()}
        own = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DATABASE_URL": os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{self.database}",
            "REDIS_URL": declared["REDIS_URL"].replace("redis:6379", f"127.0.0.1:{self.redis.port}"),
            "STATIC_ROOT": str(self.folder / "static"),
            "VAR_DIR": str(self.folder / "var"),
            "BIND": f"127.0.0.1:{self.web_port}",
        }
        schedule = {"BEAT_SCHEDULE": str(self.folder / "schedule")} if service == "beat" else {}
        return {**declared, **own, **schedule}

    def command(self, service: str) -> list[str]:
        return [word.replace("/tmp/schedule", str(self.folder / "schedule")) for word in command(service)]

    def run(self, service: str, *words: str) -> subprocess.CompletedProcess[str]:
        env = {**without_test_settings(), **self.env(service)}
        words = words or tuple(self.command(service))
        return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True)

    def start(self, service: str) -> None:
        one = SiteProcess(service, env=self.env(service))
        one.env = {**without_test_settings(), **self.env(service)}
        one.launch(*self.command(service))
        self.processes[service] = one

    def is_up(self) -> bool:
        """Asked often: it starts no process, as each health check does."""
        for one in self.processes.values():
            one.check_alive()
        is_scheduled = any(self.folder.glob("schedule*"))
        is_ready = " ready." in self.processes["worker"].output
        return is_scheduled and is_ready and accepts_connections(self.web_port)

    def is_healthy(self, service: str) -> bool:
        self.processes[service].check_alive()
        return self.run(service, "python", "-m", "scripts.healthcheck", service).returncode == 0

    def answer(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=10)
        connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"})
        return connection.getresponse()

    def close(self) -> None:
        for one in self.processes.values():
            one.close()
        self.redis.stop()
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            drop = f'DROP DATABASE "{self.database}" WITH (FORCE)'
            connection.execute(drop)  # type: ignore[arg-type, unused-ignore]


def without_test_settings() -> dict[str, str]:
    taken = {"STATIC_MANIFEST", "DEMO", "BASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE", "PYTEST_XDIST_WORKER"}
    return {n: v for n, v in os.environ.items() if n not in taken} | {
        "DJANGO_SETTINGS_MODULE": "inkludering.settings"
    }


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    stack = Stack(tmp_path)
    yield stack
    stack.close()


def test_stack_of_the_compose_file_runs(stack: Stack) -> None:
    built = stack.run("web", "python", "-m", "scripts.build")
    assert built.returncode == 0, built.stderr
    migrated = stack.run("migrate")
    assert migrated.returncode == 0, migrated.stderr

    for service in ("web", "worker", "beat"):
        stack.start(service)
    wait_until(stack.is_up, seconds=60, what="web, worker and beat to be up")
    for service in ("web", "worker", "beat"):
        wait_until(lambda name=service: stack.is_healthy(name), seconds=60, what=service)  # type: ignore[misc]

    wait_until(lambda: stack.answer("/helse/klar?alt=1").status == 200, seconds=90, what="all parts ready")
    front = stack.answer("/")
    assert (front.status, "max-age=" in front.headers["Strict-Transport-Security"]) == (200, True)


def test_health_check_sees_a_dead_service(stack: Stack) -> None:
    for service in ("web", "worker", "beat"):
        done = stack.run(service, "python", "-m", "scripts.healthcheck", service)
        assert done.returncode == 1, service


def test_compose_refuses_to_start_without_a_secret() -> None:
    environment = COMPOSE["x-site"]["environment"]

    for name in (*SECRETS, "DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        assert ":?" in environment[name], name
    assert "DEMO" not in environment


def test_compose_example_names_every_variable() -> None:
    named = set(
        re.findall(r"^([A-Z_]+)=", (ROOT / "deploy/production.env.example").read_text(), re.MULTILINE)
    )
    used = {m[1] for m in VARIABLE.finditer((ROOT / "docker-compose.yml").read_text())}

    assert used - {"RELEASE"} == named


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert all(SERVICES[name]["networks"] == ["inside"] for name in ("postgres", "redis"))


def test_every_service_has_a_health_check_and_no_privileges() -> None:
    image = (ROOT / "Dockerfile").read_text()

    assert "\nHEALTHCHECK" in image  # web's; the others have their own
    assert "\nUSER inkludering\n" in image
    for name in {*SERVICES} - {"web"}:
        assert "healthcheck" in SERVICES[name], name
    for name in OWN:
        assert SERVICES[name]["cap_drop"] == ["ALL"]
        assert SERVICES[name]["read_only"] is True


def test_image_takes_only_what_the_site_runs_on() -> None:
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]

    assert [name for name in kept if not (ROOT / name).exists()] == []
    assert {".env", "tests", "var", "docs"} & set(kept) == set()


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from routes(entry, path)


def test_logs_and_proxy_keep_every_secret_path_out() -> None:
    planted = re.search(r'request>uri regexp "([^"]+)"', (ROOT / "deploy/Caddyfile").read_text())
    assert planted
    mask = re.compile(planted[1])
    secret = [path for path in routes(get_resolver()) if re.search(r"<(\w+:)?(token|code|key)>", path)]

    for path in secret:
        shown = "/" + re.sub(r"<(\w+:)?(token|code|key)>", "GEHEIM", path)
        assert "GEHEIM" not in mask.sub("***", shown) + scrub(shown), path
    assert secret
