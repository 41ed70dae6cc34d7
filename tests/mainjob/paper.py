"""The paper of the day, opened and read."""

import io
import subprocess
import tempfile
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader

from inkludering.text import fold
from inkludering.tokens import checkin_code
from participants.models import Registration
from tests.mainjob.coordinator import MadeEvent
from tests.mainjob.mail import Registered
from tests.mainjob.programme import PROGRAMME
from tests.services.processes import wait_until
from tests.services.site import WebServer


def text_of(content: bytes) -> str:
    """All words of a PDF in one line: folded, since a font may hold é as two glyphs."""
    pages = PdfReader(io.BytesIO(content)).pages
    return fold(" ".join(page.extract_text() for page in pages)).replace(" ", "")


def download(web: WebServer, path: str) -> bytes | None:
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(web.url + path, timeout=20) as answer:
            content: bytes = answer.read()
    except urllib.error.HTTPError:
        return None
    return content if content.startswith(b"%PDF") else None


def expect_programme_pdf(web: WebServer, event: MadeEvent) -> None:
    """The worker has made the programme; every title stands in it, and it is tagged."""
    wait_until(lambda: download(web, f"{event.path}program.pdf"), seconds=90, what="the programme as PDF")
    content = download(web, f"{event.path}program.pdf") or b""
    text = text_of(content)
    for _at, _kind, title in PROGRAMME:
        assert fold(title).replace(" ", "") in text
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("nb")


def expect_name_tags(page: Page, event: MadeEvent, registered: list[Registered]) -> None:
    """Order the tags, wait for the worker, open the file: fifty names, fifty codes."""
    page.goto(f"{event.work}/utskrift/")
    page.locator("a[href$='/navnelapper/']").click()
    page.locator("main form button.ds-button").first.click()
    link = page.locator("a[href$='/fil.pdf']")
    link.wait_for(timeout=90_000)
    content = page.request.get(str(link.get_attribute("href"))).body()
    text = text_of(content)
    for one in registered:
        assert fold(one.guest.first_name).replace(" ", "") in text
    wanted = {checkin_code(row.pk, row.code_version) for row in Registration.objects.confirmed()}
    assert codes_in(content) == wanted


def codes_in(content: bytes) -> set[str]:
    """Every QR of a PDF, read from a picture of its pages."""
    found = set()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tags.pdf").write_bytes(content)
        subprocess.run(["pdftoppm", "-r", "150", "-png", "tags.pdf", "page"], cwd=folder, check=True)
        for picture in sorted(Path(folder).glob("page*.png")):
            with Image.open(picture) as image:
                found |= {code.text for code in zxingcpp.read_barcodes(image)}
    return found
