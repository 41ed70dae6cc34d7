"""The other sheets of a day: lists for the door, run sheet, food, poster, certificates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from inkludering.pdf import render_pdf
from inkludering.qr import qr_data_uri

BLANK_LINES = 12
POSTER_SIZES = {"a4": 10.0, "a3": 10.0 * 2**0.5}  # points that everything else is measured in
POSTER_PAGE = {"a4": "210mm 297mm", "a3": "297mm 420mm"}


@dataclass(frozen=True)
class Person:
    """A line of a list."""

    first: str
    last: str
    organisation: str
    no_photo: bool = False

    @property
    def letter(self) -> str:
        """What the line is found under."""
        return self.first[:1].upper()


@dataclass(frozen=True)
class Certified:
    """Somebody who was there, and when."""

    name: str
    organisation: str
    dates: tuple[date, ...]
    hours: str = ""  # of all these days together; "" says nothing of hours


def draw_list(name: str, language: str, context: dict[str, Any]) -> bytes:
    """A working sheet of the team: ``participants/print/<name>.html`` on as many sheets of A4 as it takes."""
    with override(language):
        html = render_to_string(f"participants/print/{name}.html", context)
    return render_pdf(html, tagged=False, css=["print.css", "lists.css"])


def draw_people(name: str, language: str, people: Sequence[Person], context: dict[str, Any]) -> bytes:
    return draw_list(name, language, context | {"people": people, "blanks": range(BLANK_LINES)})


def draw_poster(event: Any, context: dict[str, Any], *, address: str, size: str) -> bytes:
    """To hang up: everything is measured in one unit, which the size of the paper decides."""
    with override(event.language):
        code = qr_data_uri(address)
        html = render_to_string("participants/print/poster.html", context | {"event": event, "code": code})
    unit = POSTER_SIZES[size]
    rules = f"@page{{size:{POSTER_PAGE[size]};margin:0}}html{{font-size:{unit:.4f}pt}}"
    return render_pdf(html, tagged=True, css=["print.css", "poster.css"], rules=rules)


def draw_certificates(event: Any, people: Sequence[Certified], context: dict[str, Any]) -> bytes:
    """One sheet each, with structure, so that it can be sent and read aloud."""
    with override(event.language):
        html = render_to_string(
            "participants/print/certificates.html", context | {"event": event, "people": people}
        )
    return render_pdf(html, tagged=True, css=["print.css", "certificates.css"], seconds=60 + len(people) / 4)
