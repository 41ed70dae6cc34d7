"""The two servers of a bench, and the rows they need."""

import itertools
import os
import secrets
import socket
import sys
import tempfile
from types import TracebackType
from urllib.parse import urlsplit

import psycopg

from tests.bench.load import Browser
from tests.bench.run import PEOPLE, run_python
from tests.services.processes import wait_until
from tests.services.site import SiteProcess, WebServer


def environment(database_url: str, redis_url: str) -> dict[str, str]:
    """The environment of ours: production settings on the throw-away servers."""
    keys = ("SECRET_KEY", "LINK_KEYS", "CHECKIN_KEYS", "NEEDS_KEYS", "PAIR_KEYS")
    made = {name: secrets.token_urlsafe(48) for name in keys}
    return made | {
        "DJANGO_SETTINGS_MODULE": "inkludering.settings",
        "DATABASE_URL": database_url,
        "BARE_DATABASE_URL": with_name(database_url, "bare"),
        "REDIS_URL": redis_url,
        "BASE_URL": "http://localhost",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "VAR_DIR": tempfile.mkdtemp(prefix="inkl-bench-"),
        "STATIC_MANIFEST": "0",
        "LOG_LEVEL": "WARNING",
        "DB_POOL": "1",
    }


def with_name(url: str, name: str) -> str:
    return url.rsplit("/", 1)[0] + f"/{name}"


class OurServer(WebServer):
    """Ours with the configuration it is deployed with."""

    options = ("--config", "deploy/gunicorn.conf.py")


class BareServer(SiteProcess):
    """gunicorn with the bare reference, sized as ours."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = int(self.socket.getsockname()[1])
        super().__init__("bare", env={})

    def start(self) -> None:
        number = self.socket.fileno()
        os.set_inheritable(number, True)
        size = ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--no-control-socket"]
        bind = ["--bind", f"fd://{number}", "--keep-alive", "10"]
        self.launch(
            sys.executable, "-m", "gunicorn", *size, *bind, "tests.bench.bare:application", pass_fds=(number,)
        )
        wait_until(self._answers, seconds=30, what="the bare reference to answer")

    def _answers(self) -> bool:
        self.check_alive()
        try:
            return Browser(self.port).get("/helse/lever").status == 200
        except OSError:
            return False


class Site:
    """Both servers with an event, its people, and a door."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.sql: dict[str, str] = {}

    def next_number(self) -> int:
        return next(self._numbers)

    def __enter__(self) -> "Site":
        self._prepare_bare()
        self._prepare_ours()
        self.ours, self.bare = OurServer(), BareServer()
        self.ours.start()
        self.bare.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ours.close()
        self.bare.close()

    def _prepare_bare(self) -> None:
        url = urlsplit(os.environ["DATABASE_URL"])
        with psycopg.connect(url.geturl(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bare")
        run_python(f"from tests.bench.bare import prepare; prepare({PEOPLE})")

    def _prepare_ours(self) -> None:
        import django

        django.setup()
        from django.core.management import call_command

        from tests.bench import rows

        call_command("migrate", verbosity=0)
        made = rows.make(PEOPLE)
        self.event_path, self.scan_path = made.event_path, made.scan_path
        self.people, self.door_token = made.people, made.door_token
        self.sql = rows.count_sql(made)

    def door_browser(self) -> Browser:
        """A browser with the door's cookie and a CSRF token."""
        browser = Browser(self.ours.port)
        browser.cookies["door"] = self.door_token
        browser.get(self.scan_path.replace("skann/", ""))
        return browser
