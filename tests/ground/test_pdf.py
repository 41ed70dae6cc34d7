"""PDFs are drawn from what is handed over and nothing else, within bounds."""

import io
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from inkludering import pdf as printing
from inkludering.pdf import PdfError, PdfUnavailable, data_uri, render_pdf, self_contained

PAGE = '<html lang="nb"><head><title>Navnelapper</title></head><body>{}</body></html>'
CANARY = "CANARY-IN-A-FILE"


class Canary(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.hits.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def canary() -> Iterator[Any]:
    """A web server that notes who calls."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    server.hits = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def hostile(url: str) -> str:
    """Everything in a page that makes a drawing program fetch something."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/svg.png"/></svg>'
    return f"""
    <base href="{url}/"><link rel="stylesheet" href="{url}/a.css">
    <link rel="attachment" href="{url}/b.txt"><style>@import "{url}/c.css";
    @font-face {{ font-family: X; src: url({url}/d.woff2) }} body {{ font-family: X;
    background: url({url}/e.png); list-style-image: url({url}/f.png) }}
    p::before {{ content: url({url}/g.png) }}</style>
    <img src="{url}/h.png" srcset="{url}/i.png 2x"><object data="{url}/j"></object>
    <embed src="{url}/k"><iframe src="{url}/l"></iframe><img src="m.png">
    <a rel="attachment" href="{url}/n.txt">x</a><svg><image href="{url}/o.png"/></svg>
    <svg><use href="{url}/p.svg#x"/></svg><img src='data:image/svg+xml,{svg}'>
    <input type="image" src="{url}/q.png"><video poster="{url}/r.png"></video>
    <p style="border-image: url({url}/s.png)">text</p>
    """


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def add_note(note: str, _document: Any, pdf: Any) -> None:
    pdf.info["Note"] = f"({note})"


def test_pdf_shows_the_text_in_our_own_fonts() -> None:
    drawn = render_pdf(
        PAGE.format("<h1>Åse Øvregård</h1><p>Čáhppes ŋđŧ</p>"), tagged=False, css=["print.css"]
    )

    fonts = str(PdfReader(io.BytesIO(drawn)).pages[0]["/Resources"]["/Font"])  # type: ignore[index]
    assert "Åse Øvregård" in text_of(drawn)
    assert "Čáhppes ŋđŧ" in text_of(drawn)
    assert "DejaVu" not in fonts


def test_tagged_pdf_has_language_and_title() -> None:
    drawn = render_pdf(PAGE.format("<h1>Program</h1>"), tagged=True, css=["print.css"])

    reader = PdfReader(io.BytesIO(drawn))
    root: Any = reader.root_object
    assert str(root["/Lang"]) == "nb"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Navnelapper"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_hostile_page_fetches_nothing_over_http(canary: Any) -> None:
    url = f"http://127.0.0.1:{canary.server_address[1]}"

    drawn = render_pdf(PAGE.format(hostile(url)), tagged=True, css=["print.css"])

    assert canary.hits == []
    assert "text" in text_of(drawn)


def test_hostile_page_reads_no_file(tmp_path: Path) -> None:
    for name in ("b.txt", "n.txt", "j", "k", "l", "h.png"):
        (tmp_path / name).write_text(CANARY)

    drawn = render_pdf(PAGE.format(hostile(tmp_path.as_uri())), tagged=False, css=["print.css"])

    reader = PdfReader(io.BytesIO(drawn))
    assert CANARY.encode() not in drawn
    assert list(reader.attachments) == []


def test_unguarded_drawing_would_fetch(canary: Any) -> None:
    """The control: the same page and WeasyPrint's own fetcher. It must call the canary."""
    import weasyprint

    url = f"http://127.0.0.1:{canary.server_address[1]}"

    weasyprint.HTML(string=PAGE.format(hostile(url))).write_pdf()

    assert len(canary.hits) > 5


def test_picture_handed_over_as_data_is_drawn() -> None:
    picture = f'<img width="100" src="{data_uri("img/langbordet.png")}" alt="">'

    drawn = render_pdf(PAGE.format(picture), tagged=False, css=[])

    assert len(PdfReader(io.BytesIO(drawn)).pages[0].images) == 1


def test_style_sheet_holds_its_fonts() -> None:
    text = self_contained("css/print.css")

    assert text.count("url(") == text.count('url("data:font/woff2;base64,')
    assert text.count("url(") >= 4


def test_finisher_adds_to_the_file() -> None:
    drawn = render_pdf(PAGE.format("x"), tagged=False, css=[], finisher=partial(add_note, "here"))

    metadata = PdfReader(io.BytesIO(drawn)).metadata
    assert metadata is not None
    assert str(metadata["/Note"]) == "here"


def test_drawing_that_takes_too_long_is_stopped_and_the_next_goes_on() -> None:
    slow = "a" + "\u0301" * 150_000

    with pytest.raises(PdfError, match="took too long"):
        render_pdf(PAGE.format(slow), tagged=True, css=["print.css"], seconds=1)

    assert "Hei" in text_of(render_pdf(PAGE.format("Hei"), tagged=False, css=[]))


def test_text_that_is_too_long_is_refused_at_once() -> None:
    with pytest.raises(PdfError, match="too long"):
        render_pdf("x" * 9_000_000, tagged=False, css=[])


def test_error_in_drawing_says_only_its_kind() -> None:
    with pytest.raises(PdfError, match=r"^RecursionError$"):
        render_pdf(PAGE.format("<div>" * 2000 + "Ola"), tagged=False, css=[])


FAMILY = "👩‍👩‍👧"  # one sign of five characters: slow to lay out
LONG = {"words": "ord " * 50_000, "letters": "x" * 200_000, "signs": FAMILY * 3_000}


@pytest.mark.parametrize(
    "words",
    [*LONG.values(), pytest.param(FAMILY * 15_000, marks=pytest.mark.soak)],
    ids=[*LONG, "more signs"],
)
def test_a_name_as_long_as_a_book_does_no_harm(words: str) -> None:
    sheet = f'<section class="sheet"><div class="tag pos1"><p class="first">{words}</p></div></section>'

    rules = ".tag { position: absolute; width: 90mm; height: 55mm; overflow: hidden }"
    drawn = render_pdf(PAGE.format(sheet), tagged=True, css=["print.css"], rules=rules)

    assert len(PdfReader(io.BytesIO(drawn)).pages) == 1


def test_missing_libraries_are_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "COMMAND", [sys.executable, "-c", "raise SystemExit(1)"])
    printing._press_of_process.cache_clear()

    with pytest.raises(PdfUnavailable):
        render_pdf(PAGE.format("x"), tagged=False, css=[])

    printing._press_of_process.cache_clear()
