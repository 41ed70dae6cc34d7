"""Name tags: drawn, read with the eyes of a scanner and of a reader, and measured."""

import io
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from inkludering.qr import qr_rows, qr_series
from inkludering.text import fold
from inkludering.tokens import checkin_code
from participants.pdf import LABELS, LabelSheet, Sides, Tag, TagJob, draw_one_tag, draw_tags
from participants.pdf.fitting import body_advance, head_advance
from participants.pdf.labels import Measures
from participants.pdf.layout import Layout
from participants.pdf.tags import pages
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
DPI = 150
PIXELS = DPI / 25.4  # in a millimetre
DAY = "29. januar 2027 · Arbeidsinkludering i Telemark og Grenland"
PLAIN = LABELS["plain"]


def some_tags(number: int, **fields: Any) -> list[Tag]:
    names = NAMES + MORE_NAMES
    return [
        Tag(*names[one % len(names)], ORGANISATIONS[one % 3], checkin_code(one, 1 + one % 2), **fields)
        for one in range(1, number + 1)
    ]


def make_job(tags: list[Tag], sheet: LabelSheet = PLAIN, skip: int = 0, sides: Sides = Sides.ONE) -> TagJob:
    return TagJob("Arbeidsinkludering i Telemark og Grenland", DAY, "nb", tags, sheet, skip, sides)


@cache
def drawn(number: int = 32) -> bytes:
    return draw_tags(make_job(some_tags(number)))


def pictures_of(content: bytes, folder: Path) -> list[Image.Image]:
    (folder / "tags.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", "tags.pdf", "page"], cwd=folder, check=True)
    return [Image.open(path) for path in sorted(folder.glob("page*.png"))]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Image.Image]]:
    opened = pictures_of(drawn(), tmp_path_factory.mktemp("tags"))
    yield opened
    for picture in opened:
        picture.close()


def words_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return fold(" ".join(page.extract_text() for page in reader.pages)).replace(" ", "")


def test_every_code_on_every_sheet_is_read(pictures: list[Image.Image]) -> None:
    read = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]

    assert len(pictures) == 4
    assert Counter(read) == Counter(tag.code for tag in some_tags(32))


def test_codes_are_at_least_eighteen_millimetres_at_the_bottom_right(pictures: list[Image.Image]) -> None:
    for code in zxingcpp.read_barcodes(pictures[0]):
        corner, end = code.position.top_left, code.position.bottom_right
        assert (end.x - corner.x) / PIXELS >= 18
        assert 80 < (end.x / PIXELS - 15) % 90 < 88
        assert 45 < (end.y / PIXELS - 11) % 55 < 52


def test_every_name_and_organisation_is_read_whole() -> None:
    text = words_of(drawn())

    for tag in some_tags(32):
        for part in (tag.first, tag.last, tag.organisation):
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


LARGEST, MOST = "a6", "durable-1453"  # and one that begins where no arithmetic says so
SHEETS = [
    key if key in {LARGEST, MOST, "herma-4412"} else pytest.param(key, marks=pytest.mark.soak)
    for key in LABELS
    if key != "plain"
]


@pytest.mark.parametrize("key", SHEETS)
def test_nothing_leaves_its_label_on_a_named_sheet(key: str, tmp_path: Path) -> None:
    sheet = LABELS[key]
    tags = some_tags(16, seat="Bord 4, så 12, 7", no_photo=True, days=(True, False))[-sheet.on_a_sheet :]

    content = draw_tags(make_job(tags, sheet))
    [picture] = pictures_of(content, tmp_path)

    inside = {sheet.corner(place): tag.code for place, tag in enumerate(tags)}
    assert {corner_of(code, sheet): code.text for code in zxingcpp.read_barcodes(picture)} == inside
    for box in labels_of(sheet):
        picture.paste((255, 255, 255), box)
    assert picture.convert("L").getextrema() == (255, 255)  # all ink lay inside a label
    text = words_of(content)
    assert [tag for tag in tags if fold(tag.first + tag.last).replace(" ", "") not in text] == []


def labels_of(sheet: LabelSheet) -> list[tuple[int, int, int, int]]:
    """The boxes of the labels in pixels, with a pixel of blur."""
    corners = [sheet.corner(place) for place in range(sheet.on_a_sheet)]
    return [
        (
            int(x * PIXELS) - 1,
            int(y * PIXELS) - 1,
            int((x + sheet.width) * PIXELS) + 2,
            int((y + sheet.height) * PIXELS) + 2,
        )
        for x, y in corners
    ]


def corner_of(code: Any, sheet: LabelSheet) -> tuple[float, float]:
    """The corner of the label that the whole code lies in."""
    first, last = code.position.top_left, code.position.bottom_right
    for place, (left, top, right, bottom) in enumerate(labels_of(sheet)):
        if left < first.x < last.x < right and top < first.y < last.y < bottom:
            return sheet.corner(place)
    return 0, 0


@settings(deadline=None, max_examples=60)
@given(
    text=st.text("AaÅåØøÆæĐđơ -MWil'", max_size=120),
    size=st.tuples(st.floats(40, 105), st.floats(25, 148)),
)
def test_a_name_is_as_large_as_its_room_and_never_larger(text: str, size: tuple[float, float]) -> None:
    layout = Layout(*size)

    for room, advance in ((layout.first, head_advance), (layout.organisation(seated=True), body_advance)):
        chosen = room.size_of(text, advance)
        assert chosen in room.sizes
        assert room.size_of(text * 2, advance) <= chosen
    assert layout.code + layout.foot_width + layout.side < layout.width
    assert layout.above + layout.first.height / 72 * 25.4 + layout.code < layout.height


def test_used_labels_are_left_empty() -> None:
    found = list(pages(make_job(some_tags(9), LABELS["avery-l7418"], skip=3)))

    assert [[face.place for face in page] for page in found] == [[3, 4, 5, 6, 7], [0, 1, 2, 3]]


def test_backs_follow_their_fronts_seen_from_behind() -> None:
    front, back = list(pages(make_job(some_tags(2), LABELS["herma-4412"], sides=Sides.BACK)))

    assert [(face.x, face.y) for face in front] == [(17.5, 13.5), (112.5, 13.5)]
    assert [(face.x, face.y) for face in back] == [(112.5, 13.5), (17.5, 13.5)]
    assert [face.tag for face in back] == [face.tag for face in front]


def test_folded_tag_is_read_from_both_sides(tmp_path: Path) -> None:
    [picture] = pictures_of(
        draw_tags(make_job(some_tags(1), LABELS["a6"], skip=2, sides=Sides.FOLD)), tmp_path
    )

    upper, lower = sorted(zxingcpp.read_barcodes(picture), key=lambda code: code.position.top_left.y)
    assert upper.text == lower.text == some_tags(1)[0].code
    assert (abs(upper.orientation), lower.orientation) == (180, 0)
    assert 148 < upper.position.bottom_right.y / PIXELS < 222.75 < lower.position.top_left.y / PIXELS


def test_one_tag_has_a_page_of_its_own_size() -> None:
    reader = PdfReader(io.BytesIO(draw_one_tag(make_job(some_tags(1), LABELS["durable-1456"], skip=5))))

    [page] = reader.pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [90, 60]


def test_blank_tags_say_only_whose_day_it_is() -> None:
    text = words_of(draw_tags(make_job([Tag()] * 10)))

    assert text == fold(DAY).replace(" ", "") * 10


def test_wish_about_pictures_and_days_are_seen(tmp_path: Path) -> None:
    tag = some_tags(1)[0]
    plain = Tag(tag.first, tag.last, tag.organisation, tag.code)
    marked = Tag(tag.first, tag.last, tag.organisation, tag.code, "", True, (True, False))
    (tmp_path / "plain").mkdir()

    [without] = pictures_of(draw_tags(make_job([plain])), tmp_path / "plain")
    [with_marks] = pictures_of(draw_tags(make_job([marked])), tmp_path)

    photo, first_day, second_day = [(int(x * PIXELS), int(y * PIXELS)) for x, y in MARKS]
    assert [is_dark(without, place) for place in (photo, first_day, second_day)] == [False] * 3
    assert [is_dark(with_marks, place) for place in (photo, first_day, second_day)] == [True, True, False]


MARKS = [(104, 12), (15 + 6 + 1.3, 11 + 3), (15 + 6 + 1.3 + 4.42, 11 + 3)]


def is_dark(picture: Image.Image, place: tuple[int, int]) -> bool:
    value: Any = picture.convert("L").getpixel(place)
    return bool(value < 128)


def test_hostile_text_stays_text() -> None:
    tag = Tag("<img src=http://evil.example/x>", "", "</p><style>*{display:none}</style>&amp;")

    text = PdfReader(io.BytesIO(draw_tags(make_job([tag])))).pages[0].extract_text()

    assert "evil.example" in text.replace("\n", "")
    assert "&amp;" in text.replace("\n", "")


def test_file_of_three_hundred_would_stay_below_250_kilobytes() -> None:
    of_one = (len(drawn(64)) - len(drawn(32))) / 32

    assert len(drawn(32)) + 268 * of_one < 250_000


@given(rest=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=25, max_size=25))
@settings(deadline=None, max_examples=50)
def test_codes_of_a_series_are_those_of_the_library(rest: str) -> None:
    series, text = qr_series(26), "K" + rest  # digits alone, the library packs closer

    found = [[bool(row >> series.side - 1 - column & 1) for column in range(series.side)]
             for row in series.rows(text)]  # fmt: skip

    assert found == [list(row) for row in qr_rows(text)]


@pytest.mark.parametrize(
    ("measures", "fields"),
    [
        (Measures(90, 55, 2, 5, 15, 11), []),
        (Measures(105, 148.5, 2, 2, 0, 0), []),
        (Measures(20, 10, 2, 5, 15, 11), ["width", "height"]),
        (Measures(90, 55, 3, 5, 15, 11), ["columns"]),
        (Measures(90, 55, 2, 5, 15, 11, 0, 5), ["rows"]),
    ],
)
def test_own_measures_are_checked(measures: Measures, fields: list[str]) -> None:
    assert [name for name, _why in measures.problems()] == fields
