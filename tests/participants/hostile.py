"""What may stand between a tablet and us: a proxy that hands on, or answers in the worst ways."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

LOGIN = b"<!doctype html><title>Gratis wifi</title><h1>Logg inn</h1>"
ASKED = ("/skann/", "/endringer/", "/folk/")
Answer = tuple[int, str, bytes]

HTML, JSON = "text/html", "application/json"
WRONG: dict[str, Answer] = {
    "a login page": (200, HTML, LOGIN),
    "301": (301, HTML, b""),
    **{str(status): (status, HTML, LOGIN) for status in (400, 401, 403, 404, 413, 429, 500, 502, 503)},
    "cut JSON": (200, JSON, b'{"app": "dor", "answers": [{"stored": "'),
    "another id": (200, JSON, b'{"app": "dor", "answers": [{"stored": "%s"}]}' % str(uuid4()).encode()),
    "somebody else's JSON": (200, JSON, b'{"stored": true}'),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Proxy"

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        wrong = self.server.mode if any(part in self.path for part in ASKED) else ""
        if wrong == "silence":
            self.close_connection = True
            return
        status, headers, content = self._wrong(wrong) if wrong else self._hand_on(body)
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_HEAD = _serve  # noqa: N815  # the names http.server looks for

    def _wrong(self, mode: str) -> tuple[int, list[tuple[str, str]], bytes]:
        status, kind, content = WRONG[mode]
        return (
            status,
            [("Content-Type", kind), ("Location", "http://portal.example/")][: 1 + (status == 301)],
            content,
        )

    def _hand_on(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        dropped = {"content-length", "transfer-encoding", "connection"}
        kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in dropped]
        connection.close()
        return answer.status, kept, content

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


class Proxy(ThreadingHTTPServer):
    """``mode`` is "" to hand everything on, or one of ``WRONG``, or "silence"."""

    daemon_threads = True

    def __init__(self, behind: int) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind, self.mode = behind, ""
        self.url = f"http://localhost:{self.server_address[1]}"
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)

    def __enter__(self) -> "Proxy":
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.shutdown()
        self.server_close()
