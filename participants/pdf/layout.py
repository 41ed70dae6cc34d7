"""Where everything stands on a name tag of a given size, in millimetres from its top left corner.

From the top: the first name as large as it can be, the last name; at the bottom left organisation, table and
day, at the bottom right the code. The same shares of the height on every label, so that all sizes look alike.
"""

from dataclasses import dataclass
from functools import cached_property

from participants.pdf.fitting import Fitting

POINT = 72 / 25.4  # points in a millimetre
SIZES = (110, 96, 84, 74, 65, 57, 50, 44, 38, 33, 29, 25, 21, 18, 15, 13, 12, 11, 10, 9, 8, 7, 6, 5)
FIRST_LEADING, LAST_LEADING, BODY_LEADING = 1.05, 1.1, 1.25
FIRST_SHARE, LAST_SHARE, FOOT_SHARE, CODE_SHARE = 0.37, 0.18, 0.43, 0.41
LARGEST_CODE = 26.0
QUIET = 3.0  # white beside the code
LAST_OF_FIRST = 0.41  # the last name is at most so much of the size of the first
LOW = 36.0  # labels below this have room for one line of the day


def _sizes(largest: float, smallest: int) -> tuple[int, ...]:
    return tuple(size for size in SIZES if smallest <= size <= largest) or (smallest,)


@dataclass(frozen=True)
class Layout:
    """The face of a tag; a folded one has two."""

    width: float
    height: float
    has_code: bool = True

    @cached_property
    def side(self) -> float:
        """White at the left and the right."""
        return max(2.5, min(6.0, self.width / 15))

    @cached_property
    def above(self) -> float:
        return max(2.0, min(9.0, self.height * 0.11))

    @cached_property
    def stripe(self) -> float:
        return 3.0 if self.height >= 45 else 2.0  # millimetres

    @property
    def below(self) -> float:
        return self.stripe + 1.5

    @property
    def room(self) -> float:
        return self.height - self.above - self.below

    @cached_property
    def code(self) -> float:
        """The side of the code without its quiet zone; 0 for none."""
        return min(LARGEST_CODE, CODE_SHARE * self.room, self.width * 0.3) if self.has_code else 0.0

    @property
    def code_corner(self) -> tuple[float, float]:
        right = max(self.side, QUIET + 1)
        return self.width - right - self.code, self.height - self.stripe - 2.5 - self.code

    @property
    def foot_width(self) -> float:
        if not self.has_code:
            return self.width - 2 * self.side
        return self.code_corner[0] - QUIET - self.side

    @cached_property
    def day_size(self) -> int:
        return 9 if self.height > 100 else 8 if self.height >= 45 else 6  # millimetres

    @cached_property
    def seat_size(self) -> int:
        return 16 if self.height > 100 else 10 if self.height >= 45 else 8  # millimetres

    @cached_property
    def first(self) -> Fitting:
        room = FIRST_SHARE * self.room * POINT
        sizes = _sizes(room / FIRST_LEADING, 6)
        return Fitting(sizes, (self.width - 2 * self.side) * POINT - 1, room, FIRST_LEADING)

    @cached_property
    def last(self) -> Fitting:
        sizes = _sizes(self.first.sizes[0] * LAST_OF_FIRST, 5)
        return Fitting(sizes, self.first.width, LAST_SHARE * self.room * POINT, LAST_LEADING)

    def day_lines(self, *, seated: bool) -> int:
        return 1 if seated or self.height < LOW else 2

    def organisation(self, *, seated: bool) -> Fitting:
        """What is left of the foot above the table and the day."""
        day = self.day_lines(seated=seated) * self.day_size * 1.3
        seat = self.seat_size * 1.3 if seated else 0.0
        room = FOOT_SHARE * self.room * POINT - day - seat - 0.5 * POINT
        sizes = _sizes(min(max(11.0, room / 3), 18.0), 5)
        return Fitting(sizes, self.foot_width * POINT - 1, room, BODY_LEADING)

    def rules(self) -> str:
        """The style rules of this face. Sizes of letters are classes, since each name has its own."""
        foot = FOOT_SHARE * self.room
        right = self.width - self.side - self.foot_width
        low = self.day_size * 1.3
        return (
            f".tag{{width:{self.width}mm;height:{self.height}mm;padding:{self.above}mm {self.side}mm 0}}"
            f".first{{max-height:{self.first.height:.2f}pt}}.last{{max-height:{self.last.height:.2f}pt}}"
            f".foot{{left:{self.side}mm;right:{right:.2f}mm;bottom:{self.below}mm;max-height:{foot:.2f}mm}}"
            f".day{{font-size:{self.day_size}pt;max-height:{low * self.day_lines(seated=False):.2f}pt}}"
            f".seated .day{{max-height:{low:.2f}pt}}.seat{{font-size:{self.seat_size}pt}}"
        ) + "".join(f".pt{size}{{font-size:{size}pt}}" for size in SIZES)
