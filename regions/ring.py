"""A ring that shows how something is spread over the sectors, as numbers for the template."""

from collections.abc import Mapping
from dataclasses import dataclass

from regions.models import Sector

GAP = 1.2  # of a hundred, between two pieces


@dataclass(frozen=True)
class Piece:
    """One sector's part. ``dash`` and ``offset`` are written with a point in every language."""

    sector: str
    label: str
    count: int
    dash: str
    offset: str


def sector_ring(counts: Mapping[str, int], *, with_empty: bool = False) -> list[Piece]:
    """The pieces in the order of ``Sector``, beginning at the top; sectors with none only if asked."""
    total = sum(counts.values()) or 1
    pieces, before = [], 0.0
    for sector in Sector:
        count = counts.get(sector.value, 0)
        if not count and not with_empty:
            continue
        share = 100 * count / total
        length = share if share > 100 - GAP else max(share - GAP, 0)
        dash = f"{length:.2f} {100 - length:.2f}"
        pieces.append(Piece(sector.value, str(sector.label), count, dash, f"{25 - before:.2f}"))
        before += share
    return pieces
