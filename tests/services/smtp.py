"""A real SMTP server that keeps what it is given, and answers as a test tells it to."""

import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from tests.services.processes import wait_until


@dataclass(frozen=True)
class Received:
    """One mail as it came over the wire."""

    sender: str
    recipients: list[str]
    raw: bytes
    at: float

    @property
    def message(self) -> EmailMessage:
        parsed = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"] or "")

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""

    @property
    def attachments(self) -> dict[str, bytes]:
        found = {}
        for part in self.message.iter_attachments():
            content = part.get_content()
            found[part.get_filename() or ""] = content.encode() if isinstance(content, str) else content
        return found


@dataclass
class Script:
    """What the sink does besides taking mail.

    ``answers`` are used up one by one: the first letters of a command or ``DATA-END``, and the
    line to answer instead, e.g. ``("RCPT", "450 4.2.1 try again later")``. ``"drop"`` closes the
    connection without a word.
    """

    delay: float = 0.0
    answers: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, moment: str) -> str | None:
        with self.lock:
            for planned in self.answers:
                if moment.startswith(planned[0]):
                    self.answers.remove(planned)
                    return planned[1]
        return None


class DroppedError(Exception):
    """The script asked for the connection to break."""


class Session(socketserver.StreamRequestHandler):
    """One connection. Speaks the part of RFC 5321 that smtplib uses."""

    server: "Server"

    def handle(self) -> None:
        self.sender, self.recipients = "", list[str]()
        try:
            self.say("220 sink.test ready")
            while line := self.rfile.readline():
                if not self.obey(line.decode("utf-8", "replace").strip()):
                    return
        except (DroppedError, ConnectionError):
            return

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def obey(self, command: str) -> bool:
        """Carry out ``command``; false when the client says good-bye."""
        verb = command[:4].upper()
        if planned := self.planned(verb):
            self.say(planned)
            return True
        actions: dict[str, Callable[[str], None]] = {
            "EHLO": lambda _: self.say("250-sink.test\r\n250-8BITMIME\r\n250 SMTPUTF8"),
            "MAIL": self.take_sender,
            "RCPT": self.take_recipient,
            "DATA": self.take_data,
            "RSET": self.forget,
        }
        if verb == "QUIT":
            self.say("221 bye")
            return False
        actions.get(verb, lambda _: self.say("250 ok"))(command)
        return True

    def planned(self, moment: str) -> str | None:
        answer = self.server.script.answer(moment)
        if answer == "drop":
            raise DroppedError
        return answer

    def take_sender(self, command: str) -> None:
        self.sender, self.recipients = address(command), []
        self.say("250 ok")

    def take_recipient(self, command: str) -> None:
        self.recipients.append(address(command))
        self.say("250 ok")

    def forget(self, _: str) -> None:
        self.sender, self.recipients = "", []
        self.say("250 ok")

    def take_data(self, _: str) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b".\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        time.sleep(self.server.script.delay)
        if planned := self.planned("DATA-END"):
            self.say(planned)
            return
        mail = Received(self.sender, list(self.recipients), b"".join(lines), time.time())
        self.server.received.append(mail)
        self.say("250 kept")


def address(command: str) -> str:
    return command.partition("<")[2].partition(">")[0]


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, script: Script) -> None:
        self.script = script
        self.received: list[Received] = []
        super().__init__(("127.0.0.1", port), Session)


class SmtpSink:
    """Listens while used as a context manager; ``stop`` and ``start`` keep port and mail."""

    def __init__(self, *, delay: float = 0.0) -> None:
        self.script = Script(delay=delay)
        self.server: Server | None = None
        self.port = 0
        self.received: list[Received] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.server = Server(self.port, self.script)
        self.server.received = self.received
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Stop listening, as a mail server that went away."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def answer(self, moment: str, line: str, *, times: int = 1) -> None:
        """Answer the next ``times`` ``moment`` (``MAIL``, ``RCPT``, ``DATA``, ``DATA-END``) with ``line``."""
        self.script.answers += [(moment, line)] * times

    def to(self, recipient: str) -> list[Received]:
        return [mail for mail in self.received if recipient in mail.recipients]

    def wait_for(self, count: int, *, recipient: str = "", seconds: float = 20) -> list[Received]:
        """The mails (to ``recipient``) once there are at least ``count``; ``ServiceError`` in vain."""

        def mails() -> list[Received]:
            return self.to(recipient) if recipient else list(self.received)

        wait_until(lambda: len(mails()) >= count, seconds=seconds, what=f"{count} mails to {recipient!r}")
        return mails()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
