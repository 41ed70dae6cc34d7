"""What is drawn on name tags beside words, as operators of PDF: codes, stripes, shapes, lines to cut along.

Drawn straight into the page (``press.Job.drawings``): as boxes of the page they would take most of the time.
"""

from collections.abc import Sequence

from inkludering.qr import QrSeries
from participants.pdf.layout import POINT

PLUM = b".416 .129 .282"
LINE = b".749 .714 .729"
ROUND = 0.5523  # how far the handles of a curve are out when four of them make a circle
DOT = 1.3  # radius in millimetres


def at(x: float, y: float, *, turned: bool, size: tuple[float, float]) -> bytes:
    """From here on millimetres of a face whose top left corner is at (x, y); ``turned`` on its head."""
    if turned:
        x, y = x + size[0], y + size[1]
    scale = -POINT if turned else POINT
    return b"%.4f 0 0 %.4f %.3f %.3f cm" % (scale, scale, x * POINT, y * POINT)


def stripe(width: float, height: float, thick: float) -> bytes:
    return b"%s rg 0 %.2f %.2f %.2f re f" % (PLUM, height - thick, width, thick)


def cut_lines(width: float, height: float) -> bytes:
    return b"q %s RG .2 w [1.2 1] 0 d 0 0 %.2f %.2f re S Q" % (LINE, width, height)


def fold_line(width: float, y: float) -> bytes:
    return b"q %s RG .2 w [1.2 1] 0 d 0 %.2f m %.2f %.2f l S Q" % (LINE, y, width, y)


def corner(width: float, leg: float) -> bytes:
    """The shape for "no pictures": the upper right corner, as if turned down."""
    return b"%s rg %.2f 0 m %.2f 0 l %.2f %.2f l f" % (PLUM, width - leg, width, width, leg)


def dots(days: Sequence[bool], x: float, y: float) -> bytes:
    """One dot for each day of the event: full on the days somebody comes."""
    drawn = [_circle(x + DOT + number * 3.4 * DOT, y, DOT) for number in range(len(days))]
    ends = [b" B" if comes else b" S" for comes in days]
    return b"%s rg %s RG .35 w " % (PLUM, PLUM) + b" ".join(map(bytes.__add__, drawn, ends))


def _circle(x: float, y: float, radius: float) -> bytes:
    handle = radius * ROUND
    curves = [
        (x + radius, y + handle, x + handle, y + radius, x, y + radius),
        (x - handle, y + radius, x - radius, y + handle, x - radius, y),
        (x - radius, y - handle, x - handle, y - radius, x, y - radius),
        (x + handle, y - radius, x + radius, y - handle, x + radius, y),
    ]
    return b"%.2f %.2f m " % (x + radius, y) + b" ".join(
        b"%.2f %.2f %.2f %.2f %.2f %.2f c" % one for one in curves
    )


def code(series: QrSeries, text: str, corner_at: tuple[float, float], side: float) -> bytes:
    """The code ``side`` millimetres wide, its top left corner at ``corner_at``: a rectangle for each run."""
    module = side / series.side
    begin = b"q 0 g %.5f 0 0 %.5f %.3f %.3f cm\n" % (module, module, *corner_at)
    return begin + b"".join(_rectangles(series.rows(text), series.side)) + b"f Q"


def _rectangles(rows: Sequence[int], side: int) -> list[bytes]:
    return [b"%d %d %d 1 re\n" % (x, y, wide) for y, row in enumerate(rows) for x, wide in _runs(row, side)]


def _runs(row: int, side: int) -> list[tuple[int, int]]:
    """(first column, how many) of each stretch of dark modules."""
    found, text = [], f"{row:0{side}b}"
    x = text.find("1")
    while x >= 0:
        end = text.find("0", x)
        end = side if end < 0 else end
        found.append((x, end - x))
        x = text.find("1", end)
    return found
