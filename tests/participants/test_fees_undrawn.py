"""What an invoice looks like at its worst: one that cannot be drawn, and one with an endless name."""

import io
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from inkludering import pdf as printing
from inkludering.outbox.models import Message
from inkludering.outbox.services import pump
from participants.invoice_mail import tell_invoice
from participants.invoice_pdf import invoice_pdf
from tests.participants.accounts import CONTENT, make_agreement, make_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def _no_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(printing, "COMMAND", [sys.executable, "-c", "raise SystemExit(1)"])
    printing._press_of_process.cache_clear()
    yield
    printing._press_of_process.cache_clear()


def send_one() -> None:
    invoice = make_invoice(make_agreement())
    tell_invoice(invoice, invoice.agreement.registration)
    pump()


@pytest.mark.usefixtures("_no_pango")
def test_an_invoice_that_cannot_be_drawn_goes_out_as_a_page(mailoutbox: list[Any]) -> None:
    send_one()

    name, content, mimetype = mailoutbox[0].attachments[0]
    page = content if isinstance(content, str) else content.decode()
    assert (name, mimetype) == ("faktura-1.html", "text/html")
    assert "8601 11 17947" in page
    assert "<link" not in page
    assert "url(http" not in page
    assert "nettleseren" in mailoutbox[0].body
    assert Message.objects.get().status == "sent"


def test_an_invoice_that_can_be_drawn_says_nothing_of_a_page(mailoutbox: list[Any]) -> None:
    send_one()

    assert mailoutbox[0].attachments[0][2] == "application/pdf"
    assert "nettleseren" not in mailoutbox[0].body


def test_a_name_without_end_pushes_no_sum_off_the_sheet() -> None:
    content = CONTENT | {"line": {"name": "Dag 1", "description": "y" * 250}, "reference": "z" * 80}
    page = PdfReader(io.BytesIO(invoice_pdf(make_invoice(make_agreement(), content=content)))).pages[0]
    found: list[float] = []

    def look(text: str, moved: list[float], at: list[float], *_font: Any) -> None:
        if "500" in text:
            found.append(at[4] * moved[0])

    page.extract_text(visitor_text=look)

    assert len(found) == 2
    assert max(found) < float(page.mediabox.width) - 60
