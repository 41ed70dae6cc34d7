"""The process that draws PDFs, started and ended by ``pdf``.

It lives apart so that text which takes forever to lay out can be stopped, and so that its memory
is its own. It fetches nothing at all: every font and picture comes written into what it is given.
Pickled jobs come in on standard input, pickled answers go out on standard output.
"""

import contextlib
import os
import pickle
import resource
import sys
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

MEMORY_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Job:
    """``sheets`` are (name, style sheet); a sheet already sent once may come as "".

    A sheet without a name is of this job alone. ``finisher`` is a pickled function, b"" for none.
    ``drawings`` are operators of PDF, page by page, drawn over what is laid out: a few milliseconds
    where a box for each line and square would take seconds. Points from the top left corner, y downwards.
    """

    html: str
    sheets: list[tuple[str, str]]
    tagged: bool
    finisher: bytes = b""
    drawings: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Either ``pdf`` or the name of what went wrong: "unavailable", "memory" or an exception's."""

    pdf: bytes = b""
    error: str = ""


class Press:
    """WeasyPrint with our fonts, loaded once."""

    def __init__(self) -> None:
        import weasyprint  # noqa: PLC0415  # fails where pango is missing, which is then said kindly
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415

        self._weasyprint = weasyprint
        self._fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
        self._fonts = FontConfiguration()
        self._sheets: dict[str, Any] = {}

    def print(self, job: Job) -> bytes:
        document = self._weasyprint.HTML(string=job.html, url_fetcher=self._fetcher)
        options = {"pdf_variant": "pdf/ua-1"} if job.tagged else {}
        drawn: bytes = document.write_pdf(
            stylesheets=[self._sheet(name, text) for name, text in job.sheets],
            font_config=self._fonts,
            finisher=partial(_finish, job),
            **options,
        )
        return drawn

    def _sheet(self, name: str, text: str) -> Any:
        if name and name in self._sheets:
            return self._sheets[name]
        sheet = self._weasyprint.CSS(string=text, url_fetcher=self._fetcher, font_config=self._fonts)
        if name:
            self._sheets[name] = sheet
        return sheet


def _finish(job: Job, document: Any, pdf: Any) -> None:
    """Before the file is closed: the drawings, and what the caller's function adds."""
    for number, drawing in zip(_contents(pdf), job.drawings, strict=False):
        pdf.objects[number].stream += [b"q", drawing, b"Q"]
    if job.finisher:
        import django  # noqa: PLC0415  # the function's module may hold models

        django.setup()
        pickle.loads(job.finisher)(document, pdf)  # noqa: S301  # our own parent process wrote it


def _contents(pdf: Any) -> list[int]:
    """The numbers of the streams of the pages. ``Kids`` holds references: number, generation, R."""
    pages = [int(number) for number in pdf.pages["Kids"][::3]]
    return [int(pdf.objects[number]["Contents"].split()[0]) for number in pages]


def answer(press: Press, job: Job) -> Answer:
    try:
        return Answer(pdf=press.print(job))
    except MemoryError:
        return Answer(error="memory")
    except Exception as error:  # noqa: BLE001  # the caller is told; the next job may be fine
        return Answer(error=type(error).__name__)


def work(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Until the parent closes its end."""
    try:
        press = Press()
    except OSError:
        pickle.dump(Answer(error="unavailable"), answers)
        return
    pickle.dump(Answer(), answers)
    answers.flush()
    while True:
        try:
            job = pickle.load(jobs)  # noqa: S301  # our own parent process wrote it
        except EOFError:
            return
        pickle.dump(answer(press, job), answers)
        answers.flush()


def main() -> None:
    with contextlib.suppress(ValueError, OSError):  # not every system knows this limit
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not mix with the answers
    work(sys.stdin.buffer, answers)
