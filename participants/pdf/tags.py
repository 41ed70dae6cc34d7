"""Name tags on sheets of labels. The same tag for everybody; what differs is what they asked for."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from enum import StrEnum

from django.template.loader import render_to_string
from django.utils.translation import override

from inkludering.pdf import SECONDS, render_pdf
from inkludering.qr import QrSeries, qr_series
from participants.pdf import marks
from participants.pdf.fitting import body_advance, head_advance
from participants.pdf.labels import PLAIN, LabelSheet
from participants.pdf.layout import Layout

STYLES = ["print.css", "tags.css"]
DIGEST_LETTERS = 32


class Sides(StrEnum):
    """What is on the back: nothing, the same tag on the back of the sheet, or the same tag folded over."""

    ONE = "one"
    BACK = "back"
    FOLD = "fold"


@dataclass(frozen=True)
class Tag:
    """What one tag says. A blank one says only whose day it is; the name is written by hand."""

    first: str = ""
    last: str = ""
    organisation: str = ""
    code: str = ""
    seat: str = ""
    no_photo: bool = False
    days: tuple[bool, ...] = ()  # for each day of the event: do they come?

    def digest(self) -> str:
        """Tells whether a printed tag still says what it should, without saying it."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:DIGEST_LETTERS]


@dataclass(frozen=True)
class TagJob:
    """Tags to draw, in their order. ``skip``: so many labels of the first sheet are used already."""

    title: str  # of the event
    day: str  # as it stands on the tag
    language: str
    tags: Sequence[Tag]
    sheet: LabelSheet = PLAIN
    skip: int = 0
    sides: Sides = Sides.ONE

    @property
    def layout(self) -> Layout:
        """Of one face; all tags of a job have a code or none has."""
        height = self.sheet.height / 2 if self.sides == Sides.FOLD else self.sheet.height
        return Layout(self.sheet.width, height, has_code=any(tag.code for tag in self.tags))


@dataclass(frozen=True)
class Face:
    """One tag at one place of a page; ``turned`` on its head, to be folded."""

    tag: Tag
    layout: Layout = field(repr=False)
    x: float
    y: float
    place: int
    turned: bool = False

    @property
    def first_size(self) -> int:
        return self.layout.first.size_of(self.tag.first, head_advance)

    @property
    def last_size(self) -> int:
        return self.layout.last.size_of(self.tag.last, head_advance)

    @property
    def organisation_size(self) -> int:
        room = self.layout.organisation(seated=bool(self.tag.seat))
        return room.size_of(self.tag.organisation, body_advance)


Page = list[Face]


def pages(job: TagJob) -> Iterator[Page]:
    """Sheet by sheet; the backs right after their fronts, so that a printer of both sides matches them."""
    on_a_sheet, layout = job.sheet.on_a_sheet, job.layout
    places = list(enumerate(job.tags, job.skip))
    while places:
        sheet_number = places[0][0] // on_a_sheet
        here = [pair for pair in places if pair[0] // on_a_sheet == sheet_number]
        places = places[len(here) :]
        yield [face for number, tag in here for face in _faces(job, layout, tag, number % on_a_sheet)]
        if job.sides == Sides.BACK:
            yield [_face(job, layout, tag, number % on_a_sheet, is_back=True) for number, tag in here]


def _face(job: TagJob, layout: Layout, tag: Tag, place: int, *, is_back: bool = False) -> Face:
    return Face(tag, layout, *job.sheet.corner(place, is_back=is_back), place)


def _faces(job: TagJob, layout: Layout, tag: Tag, place: int) -> list[Face]:
    face = _face(job, layout, tag, place)
    if job.sides != Sides.FOLD:
        return [face]
    return [replace(face, turned=True), replace(face, y=face.y + layout.height)]


def drawing(job: TagJob, page: Page, series: QrSeries | None) -> bytes:
    """The marks of a page."""
    return b"\n".join(b"q " + _marks(job, face, series) + b" Q" for face in page)


def _marks(job: TagJob, face: Face, series: QrSeries | None) -> bytes:
    layout, tag = face.layout, face.tag
    size = layout.width, layout.height
    drawn = [marks.at(face.x, face.y, turned=face.turned, size=size), marks.stripe(*size, layout.stripe)]
    if job.sheet.is_cut:
        drawn.append(marks.cut_lines(*size))
    if face.turned:
        drawn.append(marks.fold_line(layout.width, 0))
    if tag.no_photo:
        drawn.append(marks.corner(layout.width, layout.above + layout.side - 1))
    if len(tag.days) > 1:
        drawn.append(marks.dots(tag.days, layout.side, max(layout.above / 2, marks.DOT + 0.3)))
    if tag.code and series:
        drawn.append(marks.code(series, tag.code, layout.code_corner, layout.code))
    return b" ".join(drawn)


def _positions(faces: Sequence[Page]) -> str:
    """A class for each place that is used. Few: all sheets of a job are alike."""
    used = {_place_class(face): face for page in faces for face in page}
    return "".join(f".{name}{{left:{face.x:.2f}mm;top:{face.y:.2f}mm}}" for name, face in used.items())


def _place_class(face: Face) -> str:
    return f"x{face.x * 100:.0f}y{face.y * 100:.0f}"


def _rows(page: Page) -> Iterator[tuple[Face, str]]:
    for face in page:
        names = [_place_class(face), "turned" if face.turned else "", "seated" if face.tag.seat else ""]
        yield face, " ".join(filter(None, names))


def draw_tags(job: TagJob, *, page_rules: str = "") -> bytes:
    """The PDF. A print-only tool: title and language, no structure."""
    found = list(pages(job))
    codes = [tag.code for tag in job.tags if tag.code]
    series = qr_series(len(codes[0])) if codes else None
    with override(job.language):
        context = {"job": job, "pages": [list(_rows(page)) for page in found]}
        html = render_to_string("participants/print/name_tags.html", context)
    return render_pdf(
        html,
        tagged=False,
        css=STYLES,
        rules=job.layout.rules() + _positions(found) + page_rules,
        drawings=[drawing(job, page, series) for page in found],
        seconds=SECONDS + len(job.tags) / 4,
    )


def draw_one_tag(job: TagJob) -> bytes:
    """A page of the size of the label, for a label printer at the door.

    All in the font of the names: to cut the right weight out of the variable font of the small print takes
    nine tenths of the time of a single tag.
    """
    sheet = job.sheet
    alone = replace(sheet, left=0, top=0, columns=1, rows=1, is_cut=False)
    size = f"{sheet.width}mm {sheet.height}mm"
    rules = (
        f"@page{{size:{size}}}.sheet{{width:{sheet.width}mm;height:{sheet.height}mm}}"
        '.tag{font-family:"Head","Head Ext","Head Vi",sans-serif;font-weight:800}.seat{font-weight:800}'
    )
    return draw_tags(replace(job, sheet=alone, skip=0), page_rules=rules)
