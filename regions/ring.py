"""A ring that shows how something is spread over the sectors, as numbers for the template."""

from collections.abc import Mapping
from dataclasses import dataclass

from regions.models import Sector

TURN = 100.0  # the whole way round, in the units of the drawing
TOP = 25.0  # where a ring begins: a quarter before the place where circles begin
GAP = 1.2  # between two pieces, taken from the end of each


@dataclass(frozen=True)
class Piece:
    """One sector's part. ``dash`` and ``offset`` are written with a point in every language."""

    sector: str
    label: str
    count: int
    dash: str
    offset: str


def sector_ring(counts: Mapping[str, int] | Mapping[Sector, int], *, with_empty: bool = False) -> list[Piece]:
    """The pieces in the order of ``Sector``, beginning at the top; sectors with none only if asked.

    Each takes its share of the way round: a coloured part and the gap before the next one.
    """
    total = sum(counts.values()) or 1
    pieces, before = [], 0.0
    for sector in Sector:
        count = counts.get(sector, 0)
        if not count and not with_empty:
            continue
        share = TURN * count / total
        coloured = share - (0 if count == total else min(GAP, share / 2))  # alone: no gap; small: still seen
        dash = f"{coloured:.2f} {TURN - coloured:.2f}"
        pieces.append(Piece(sector.value, str(sector.label), count, dash, f"{TOP - before:.2f}"))
        before += share
    return pieces
