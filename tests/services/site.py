"""The site's own processes for a test: gunicorn and Celery against the test's database."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts import reaper
from tests.services.processes import ServiceError, end_process, tail, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent


class SiteProcess:
    """A process group of the site, with its log in a file and its end certain."""

    def __init__(self, name: str, *, env: dict[str, str]) -> None:
        self.name = name
        self.env = {**os.environ, "PYTHONUNBUFFERED": "1", **env}
        self.env.pop("PYTEST_XDIST_WORKER", None)
        self.folder = tempfile.TemporaryDirectory(prefix=f"inkl-{name}-")
        self.log = Path(self.folder.name) / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def launch(self, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        reaper.ready()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        reaper.watch(self.process.pid)

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def check_alive(self) -> None:
        if not self.is_running:
            raise ServiceError(f"The {self.name} process ended:\n{tail(self.log)}")

    def stop(self) -> None:
        """Ask it to end, as a deploy does, and see that the whole group is gone."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """``kill -9`` on the whole group, as a power cut does."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def _end(self, how: int) -> None:
        if self.process:
            end_process(self.process, how=how)
            reaper.forget(self.process.pid)
            self.process = None

    def close(self) -> None:
        self.stop()
        self.folder.cleanup()


class WebServer(SiteProcess):
    """gunicorn with ``workers`` processes on a free port; ``url`` is its address.

    The socket is opened here and handed over, so two servers can never fight for a port.
    """

    options: tuple[str, ...] = ()  # of gunicorn, besides those that every test needs

    def __init__(self, *, workers: int = 2, threads: int = 4, env: dict[str, str] | None = None) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = int(self.socket.getsockname()[1])
        self.url = f"http://localhost:{self.port}"
        self.workers, self.threads = workers, threads
        super().__init__("web", env={"BASE_URL": self.url, **(env or {})})

    def start(self) -> None:
        number = self.socket.fileno()
        size = ["--workers", str(self.workers), "--threads", str(self.threads), "--worker-class", "gthread"]
        bind = ["--bind", f"fd://{number}", "--timeout", "60", "--worker-tmp-dir", self.folder.name]
        module = "inkludering.wsgi:application"
        os.set_inheritable(number, True)
        once = ["--preload", "--no-control-socket"]  # imports once, not in each worker: seconds of each test
        command = [sys.executable, "-m", "gunicorn", *self.options, *size, *bind, *once, module]
        self.launch(*command, pass_fds=(number,))
        wait_until(self._answers, seconds=60, what=f"the web server to answer\n{tail(self.log)}")

    def _answers(self) -> bool:
        self.check_alive()
        try:
            return self.status("/helse/lever", seconds=5) == 200
        except OSError:
            return False

    def status(self, path: str, *, seconds: float = 60) -> int:
        """The status of one answer; ``TimeoutError`` when there is none, however busy the machine is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status
        finally:
            connection.close()

    def close(self) -> None:
        super().close()
        self.socket.close()


class StandingWebServer:
    """One ``WebServer`` for many tests; a new one when a test has another environment, or ended it."""

    TOLD_EACH_TEST = "PYTEST_CURRENT_TEST"

    def __init__(self) -> None:
        self.server: WebServer | None = None
        self.asked: dict[str, str] = {}

    def for_environment(self, env: dict[str, str]) -> WebServer:
        asked = {name: text for name, text in os.environ.items() if name != self.TOLD_EACH_TEST} | env
        if self.server is None or not self.server.is_running or asked != self.asked:
            self.close()
            self.server, self.asked = WebServer(env=env), asked
            self.server.start()
        return self.server

    def close(self) -> None:
        if self.server:
            self.server.close()
            self.server = None


class Worker(SiteProcess):
    """A Celery worker, with beat in the same process when ``beat``."""

    QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")

    def __init__(
        self, *, beat: bool = False, concurrency: int = 2, env: dict[str, str] | None = None
    ) -> None:
        self.beat, self.concurrency = beat, concurrency
        super().__init__("worker", env=env or {})

    def start(self) -> None:
        schedule = ["-B", "-s", str(Path(self.folder.name) / "beat")] if self.beat else []
        pool = ["-P", "threads", "-c", str(self.concurrency), "-l", "INFO"]
        command = ["-A", "inkludering.celery:app", "worker", *pool, *self.QUIET, *schedule]
        self.launch(sys.executable, "-m", "celery", *command)
        wait_until(self._is_ready, seconds=60, what=f"the worker to be ready\n{tail(self.log)}")

    def _is_ready(self) -> bool:
        self.check_alive()
        return " ready." in self.output
