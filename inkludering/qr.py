"""QR codes. Medium correction and a fixed mask: choosing among eight masks is nine tenths of the work."""

from functools import lru_cache

MASK = 4


def qr_rows(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code, row by row, True where it is dark; without a quiet zone."""
    import segno  # noqa: PLC0415  # only paper and door links need it

    code = segno.make(text, error="m", mask=MASK, micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


@lru_cache(maxsize=64)
def qr_data_uri(text: str, scale: int = 8) -> str:
    """The code as an SVG picture for an ``img``."""
    import segno  # noqa: PLC0415  # only paper and door links need it

    return str(segno.make(text, error="m", mask=MASK, micro=False).svg_data_uri(scale=scale, border=4))
