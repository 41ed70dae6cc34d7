"""Name tags: drawn, read with the eyes of a scanner and of a reader, and measured."""

import io
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from events.models import Event, EventDay
from inkludering.text import fold
from inkludering.tokens import checkin_code
from participants import hooks
from participants.models import Registration
from participants.pdf import BODY, FIRST, LAST, body_advance, head_advance, name_tags_pdf, sheets
from tests.participants.answers import NAMES

MORE_NAMES = [
    ("Maximiliana-Konstantina", "Østervik-Brændhaugen Aasbø-Langnæs"),
    ("Anne Kristine Marie Elisabeth", "Hansen"),
    ("Wolfeschlegelsteinhausenbergerdorff", "Müller-Lüdenscheidt"),
    ("Олександра", "Шевченко"),
]
ORGANISATIONS = [
    "Fjordby kommune – Kompetanse og inkludering",
    "",
    "Kompetansesenteret for arbeidsinkludering, rehabilitering og flerkulturell samhandling i Fjordland",
]
MM_WIDTH, DPI = 210, 150


def people(number: int) -> list[Registration]:
    names = NAMES + MORE_NAMES
    return [
        Registration(
            pk=pk,
            first_name=names[pk % len(names)][0],
            last_name=names[pk % len(names)][1],
            organisation_name=ORGANISATIONS[pk % len(ORGANISATIONS)],
            code_version=1 + pk % 2,
        )
        for pk in range(1, number + 1)
    ]


def make_day() -> EventDay:
    event = Event(pk=1, title="Arbeidsinkludering i Telemark og Grenland", region_id=1)
    return EventDay(pk=1, event=event, date=date(2027, 1, 29))


@cache
def drawn(number: int = 64) -> bytes:
    return name_tags_pdf(make_day(), people(number), "nb")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Image.Image]]:
    folder = tmp_path_factory.mktemp("tags")
    (folder / "tags.pdf").write_bytes(drawn())
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", "tags.pdf", "page"], cwd=folder, check=True)
    opened: list[Image.Image] = [Image.open(path) for path in sorted(Path(folder).glob("page*.png"))]
    yield opened
    for picture in opened:
        picture.close()


def test_every_code_on_every_sheet_is_read(pictures: list[Image.Image]) -> None:
    read = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]

    wanted = [checkin_code(one.pk, one.code_version) for one in people(64)]
    assert len(pictures) == 7
    assert Counter(read) == Counter(wanted)


def test_codes_are_at_least_eighteen_millimetres_at_the_bottom_right(pictures: list[Image.Image]) -> None:
    mm = pictures[0].width / MM_WIDTH

    for code in zxingcpp.read_barcodes(pictures[0]):
        corner, end = code.position.top_left, code.position.bottom_right
        assert (end.x - corner.x) / mm >= 18
        assert 80 < (end.x / mm - 15) % 90 < 88
        assert 45 < (end.y / mm - 11) % 55 < 52


def test_every_name_and_organisation_is_read_whole() -> None:
    reader = PdfReader(io.BytesIO(drawn()))
    text = fold(" ".join(page.extract_text() for page in reader.pages)).replace(" ", "")

    for one in people(64):
        for part in (one.first_name, one.last_name, one.organisation_name):
            assert fold(part).replace(" ", "") in text


def test_file_has_title_language_and_fonts_of_its_own() -> None:
    reader = PdfReader(io.BytesIO(drawn()))
    assert reader.metadata

    root: Any = reader.trailer["/Root"]
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = [font.get_object()["/BaseFont"] for each in resources for font in each["/Font"].values()]
    assert "Arbeidsinkludering i Telemark og Grenland" in str(reader.metadata.title)
    assert root["/Lang"] == "nb"
    wanted = {"Body", "Head-Ultra-Bold", "Head-Ext-Ultra-Bold", "Head-Vi-Ultra-Bold"}
    assert wanted <= {str(name).split("+")[-1] for name in fonts}


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Bo", 44),
        ("Mohammed", 44),
        ("Åse-Marie", 44),
        ("Anne Kristine Marie Elisabeth", 21),
        ("Wolfeschlegelsteinhausenbergerdorff", 21),
        ("x" * 120, 10),
        ("", 44),
    ],
)
def test_first_name_is_as_large_as_it_can_be(name: str, size: int) -> None:
    assert FIRST.size_of(name, head_advance) == size


def test_a_longer_text_is_never_larger() -> None:
    for room, advance in ((FIRST, head_advance), (LAST, head_advance), (BODY, body_advance)):
        sizes = [room.size_of("Ås " * number, advance) for number in range(1, 60)]
        assert sizes == sorted(sizes, reverse=True)


def test_sheets_hold_ten_tags_each() -> None:
    found = list(sheets(people(23), {}))

    assert [len(tags) for tags in found] == [10, 10, 3]
    assert [tag.position for tag in found[2]] == [1, 2, 3]


def test_other_apps_may_add_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks.tag_lines, "_entries", [])
    hooks.tag_lines.add(line_for_the_first)

    content = name_tags_pdf(make_day(), people(2), "nb")

    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert text.count("Bord 4, så 2") == 1


def line_for_the_first(day: EventDay) -> dict[int, str]:
    return {1: "Bord 4, så 2"}


def test_hostile_text_stays_text() -> None:
    hostile = people(1)
    hostile[0].first_name = "<img src=http://evil.example/x>"
    hostile[0].organisation_name = "</p><style>*{display:none}</style>&amp;"

    text = PdfReader(io.BytesIO(name_tags_pdf(make_day(), hostile, "nb"))).pages[0].extract_text()

    assert "evil.example" in text.replace("\n", "")
    assert "&amp;" in text.replace("\n", "")


def test_file_stays_small() -> None:
    assert len(drawn()) < 64 * 1024 + 64 * 800
