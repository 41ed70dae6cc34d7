"""Many browsers at once, over real HTTP."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from events.models import Event
from tests.participants.forms import register_url
from tests.services.site import WebServer


class UnlockedWebServer(WebServer):
    """The same server with the lock on seats taken out."""

    def launch(self, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        super().launch(*command[:-1], "tests.participants.unlocked_wsgi:application", pass_fds=pass_fds)


@dataclass(frozen=True)
class Answered:
    """One request: when it was sent and answered (seconds), and what came back."""

    email: str
    sent_at: float
    answered_at: float
    status: int
    location: str
    cookie: str


def post_form(server: WebServer, event: Event, fields: dict[str, Any]) -> Answered:
    """Send the public form as a browser of its own."""
    secret = uuid4().hex
    body = urlencode(fields | {"csrfmiddlewaretoken": secret}, doseq=True)
    headers = {
        "Host": f"localhost:{server.port}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={secret}",
    }
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    sent_at = time.monotonic()
    try:
        connection.request("POST", register_url(event), body, headers)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    found = (answer.status, answer.headers.get("Location", ""), answer.headers.get("Set-Cookie", ""))
    return Answered(str(fields["email"]), sent_at, time.monotonic(), *found)


def all_at_once(jobs: list[Callable[[], Answered]], *, hands: int = 50) -> list[Answered]:
    """Run ``jobs`` with ``hands`` threads that a barrier lets go together."""
    barrier, results = threading.Barrier(hands), list[Answered]()
    lock = threading.Lock()

    def work(mine: list[Callable[[], Answered]]) -> None:
        barrier.wait()
        for job in mine:
            answered = job()
            with lock:
                results.append(answered)

    threads = [threading.Thread(target=work, args=(jobs[number::hands],)) for number in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
