"""The A4 sheets of labels that name tags are printed on, in millimetres.

The size of a label and how many there are on a sheet are as the makers print on the packet: Avery
Zweckform L4727 (90 × 54, ten) and L7418 (86 × 55, eight), DURABLE Badgemaker 1445 (90 × 54, ten), 1453
(75 × 40, twelve) and 1456 (90 × 60, eight), HERMA 4412 (80 × 50, ten). Where the first label begins is not
printed there: it is as other software for badges has it (pretix for DURABLE and HERMA, CardPrint for L4727,
OpenBiblio for L7418), and all but 1445 lie in the middle of the sheet. No sheet was at hand to measure: a
first print on plain paper, held against the labels, shows whether the printer agrees, and own measures are
there when it does not. A6 and A7 are ISO 216, cut from the whole sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

A4 = (210.0, 297.0)
SMALLEST = (40.0, 25.0)  # below that a name cannot be read across a table
FOLDED = 40.0  # each half of a folded tag is at least this high
ROUNDING = 0.5  # A6 and A7 are given in whole millimetres on most packets


@dataclass(frozen=True)
class LabelSheet:
    """Labels in rows and columns: ``left`` and ``top`` of the first, the steps to the next."""

    key: str
    name: "StrOrPromise"
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    step_x: float
    step_y: float
    is_cut: bool = False  # on plain paper: lines show where to cut

    @property
    def on_a_sheet(self) -> int:
        return self.columns * self.rows

    @property
    def can_fold(self) -> bool:
        """High enough for a name on each half."""
        return self.height >= 2 * FOLDED

    def corner(self, place: int, *, is_back: bool = False) -> tuple[float, float]:
        """The top left corner of a place, counted from 0 by rows; on a back seen from behind."""
        row, column = divmod(place, self.columns)
        x = self.left + column * self.step_x
        return (A4[0] - x - self.width if is_back else x), self.top + row * self.step_y


def _centred(key: str, name: "StrOrPromise", size: tuple[float, float], grid: tuple[int, int]) -> LabelSheet:
    """Labels without gaps in the middle of the sheet."""
    (width, height), (columns, rows) = size, grid
    left, top = (A4[0] - columns * width) / 2, (A4[1] - rows * height) / 2
    return LabelSheet(key, name, width, height, columns, rows, left, top, width, height)


PLAIN = LabelSheet(
    "plain", gettext_lazy("Plain paper to cut, 90 × 55 mm"), 90, 55, 2, 5, 15, 11, 90, 55, is_cut=True
)  # fmt: skip
NAMED = [
    PLAIN,
    _centred("avery-l4727", "Avery Zweckform L4727, 90 × 54 mm", (90, 54), (2, 5)),
    _centred("avery-l7418", "Avery L7418, 86 × 55 mm", (86, 55), (2, 4)),
    LabelSheet("durable-1445", "Durable 1445, 90 × 54 mm", 90, 54, 2, 5, 15, 12, 90, 54),
    _centred("durable-1453", "Durable 1453, 75 × 40 mm", (75, 40), (2, 6)),
    _centred("durable-1456", "Durable 1456, 90 × 60 mm", (90, 60), (2, 4)),
    LabelSheet("herma-4412", "Herma 4412, 80 × 50 mm", 80, 50, 2, 5, 17.5, 13.5, 95, 55),
    LabelSheet("a6", gettext_lazy("A6, four on a sheet, 105 × 148 mm"), 105, 148.5, 2, 2, 0, 0, 105, 148.5),
    LabelSheet("a7", gettext_lazy("A7, eight on a sheet, 105 × 74 mm"), 105, 74.25, 2, 4, 0, 0, 105, 74.25),
]
LABELS = {sheet.key: sheet for sheet in NAMED}
OWN = "own"


@dataclass(frozen=True)
class Measures:
    """What somebody measured on a sheet of their own."""

    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    gap_x: float = 0
    gap_y: float = 0

    def problems(self) -> Iterator[tuple[str, str]]:
        """(field, what is wrong with it), in plain words; nothing when the sheet can be printed."""
        if self.width < SMALLEST[0]:
            yield "width", _("A label must be at least 40 mm wide.")
        if self.height < SMALLEST[1]:
            yield "height", _("A label must be at least 25 mm high.")
        too_wide = self.left + self.columns * self.width + (self.columns - 1) * self.gap_x - A4[0]
        if too_wide > ROUNDING:
            yield (
                "columns",
                _("The labels reach %(mm).0f mm beyond the right edge of the sheet.") % {"mm": too_wide},
            )
        too_high = self.top + self.rows * self.height + (self.rows - 1) * self.gap_y - A4[1]
        if too_high > ROUNDING:
            yield (
                "rows",
                _("The labels reach %(mm).0f mm below the lower edge of the sheet.") % {"mm": too_high},
            )


def own_sheet(measures: Measures) -> LabelSheet:
    """The sheet for these measures, which have no ``problems``."""
    one = measures
    steps = one.width + one.gap_x, one.height + one.gap_y
    return LabelSheet(
        OWN, "", one.width, one.height, one.columns, one.rows, one.left, one.top, *steps
    )  # fmt: skip
