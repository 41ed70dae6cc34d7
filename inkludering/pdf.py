"""The only door to WeasyPrint, which runs in a process of its own and fetches nothing."""

import os
import pickle
import re
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import structlog
from django.conf import settings
from django.contrib.staticfiles import finders

from inkludering.press import Answer, Job

log = structlog.get_logger(__name__)

Finisher = Callable[[Any, Any], None]

HTML_LENGTH = 8_000_000  # characters; 500 name tags with their codes are far below
SECONDS = 60.0  # 200 tagged name tags take 5 on two busy cores
START_SECONDS = 30.0
COMMAND = [sys.executable, "-c", "from inkludering.press import main; main()"]
TYPES = {
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}
_URL = re.compile(r"""url\(\s*(["']?)(?!data:|#)([^"')]+)\1\s*\)""")


class PdfUnavailable(Exception):  # noqa: N818  # says what is so, not what somebody did wrong
    """The libraries that draw PDFs (pango) are not installed; the page prints from the browser."""


class PdfError(Exception):
    """This PDF could not be drawn: too long, too slow or too large. Says nothing of its text."""


def render_pdf(
    html: str,
    *,
    tagged: bool,
    css: list[str],
    finisher: Finisher | None = None,
    seconds: float = SECONDS,
    rules: str = "",
    drawings: Sequence[bytes] = (),
) -> bytes:
    """``html`` as a PDF. ``css`` names style sheets under ``static/css``.

    A tagged PDF (PDF/UA-1) needs ``<html lang>`` and ``<title>``; it takes about twice the time.
    Pictures in ``html`` are ``data:`` addresses (``data_uri``); nothing is ever fetched.
    ``finisher(document, pdf)``, a function at module level or a ``partial`` of one, may add to the
    file before it is closed. ``rules`` are style rules of this one job, after those of ``css``;
    ``drawings`` is for each page what is drawn over it (``press.Job``).
    Raises ``PdfUnavailable`` and ``PdfError``.
    """
    if len(html) > HTML_LENGTH:
        raise PdfError("too long")
    sheets = [(name, self_contained(f"css/{name}")) for name in css]
    if rules:
        sheets.append(("", rules))
    job = Job(html, sheets, tagged, pickle.dumps(finisher) if finisher else b"", tuple(drawings))
    answer = _press_of_process(os.getpid()).print(job, seconds)
    if answer.error:
        log.warning("pdf failed", error=answer.error)
        raise PdfError(answer.error)
    return answer.pdf


class Press:
    """The drawing process: started at the first job, ended when a job takes too long and when
    this process goes away. It draws one PDF at a time, which bounds the memory."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def print(self, job: Job, seconds: float) -> Answer:
        with self._lock:
            process = self._running()
            return self._exchange(process, pickle.dumps(job), seconds)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._process = process = subprocess.Popen(
            COMMAND,
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if self._exchange(process, b"", START_SECONDS).error:
            self._process = None
            raise PdfUnavailable("Install libpango-1.0-0 and libpangoft2-1.0-0 to make PDFs.")
        return process

    def _exchange(self, process: subprocess.Popen[bytes], sent: bytes, seconds: float) -> Answer:
        """One answer from the process, which does not outlive ``seconds`` without one."""
        assert process.stdin  # noqa: S101  # both are pipes
        assert process.stdout  # noqa: S101
        watch = threading.Timer(seconds, process.kill)
        watch.daemon = True
        watch.start()
        try:
            process.stdin.write(sent)
            process.stdin.flush()
            found = pickle.load(process.stdout)  # noqa: S301  # our own child process wrote it
        except (EOFError, OSError, pickle.UnpicklingError):
            process.kill()
            process.wait()
            return Answer(error="took too long or ended")
        finally:
            watch.cancel()
        return found if isinstance(found, Answer) else Answer(error="no answer")


@cache
def _press_of_process(_pid: int) -> Press:
    """One per process, also after a fork."""
    return Press()


@cache
def self_contained(name: str) -> str:
    """A style sheet of ours with every font and picture it names written into it."""
    return _URL.sub(
        lambda match: f'url("{data_uri(urljoin(name, match[2].strip()))}")',
        _static_file(name).read_text(),
    )


@cache
def data_uri(name: str) -> str:
    """A file under ``static/`` as a ``data:`` address, for pictures in the HTML of a PDF."""
    path = _static_file(name)
    return f"data:{TYPES[path.suffix]};base64,{b64encode(path.read_bytes()).decode()}"


def _static_file(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found)
