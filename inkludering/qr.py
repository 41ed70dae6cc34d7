"""QR codes. Medium correction and a fixed mask: choosing among eight masks is nine tenths of the work."""

from functools import cache, lru_cache

MASK = 4
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # of the alphanumeric mode, two in eleven bits
PAIR_BITS = 11


def qr_rows(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code, row by row, True where it is dark; without a quiet zone."""
    return tuple(tuple(bool(module) for module in row) for row in _matrix(text, None))


def _matrix(text: str, mode: str | None) -> tuple[bytearray, ...]:
    import segno  # noqa: PLC0415  # only paper and door links need it

    code = segno.make(text, error="m", mask=MASK, micro=False, mode=mode)
    matrix: tuple[bytearray, ...] = code.matrix
    return matrix


class QrSeries:
    """Many codes of one length, of capitals and digits, each made in a few microseconds.

    Data, error correction and mask are sums modulo two: a code is the code of "000…" changed by what each
    bit changes. What each bit changes is learned once, from segno (a tenth of a second).
    """

    def __init__(self, length: int) -> None:
        if length % 2:
            raise ValueError("letters are packed in pairs")
        self.length = length
        self.side = len(_matrix("0" * length, "alphanumeric"))
        self._plain = self._modules("0" * length)
        self._changes = [self._changes_of(pair) for pair in range(length // 2)]

    def rows(self, text: str) -> list[int]:
        """The rows of the code from the top; the highest of ``side`` bits is the leftmost module."""
        modules, side = self._plain, self.side
        for pair, changes in enumerate(self._changes):
            first, second = LETTERS.index(text[2 * pair]), LETTERS.index(text[2 * pair + 1])
            value = first * len(LETTERS) + second
            for bit in range(PAIR_BITS):
                if value >> bit & 1:
                    modules ^= changes[bit]
        mask = (1 << side) - 1
        return [modules >> side * row & mask for row in reversed(range(side))]

    def _changes_of(self, pair: int) -> list[int]:
        before, after = "0" * (2 * pair), "0" * (self.length - 2 * pair - 2)
        values = [divmod(1 << bit, len(LETTERS)) for bit in range(PAIR_BITS)]
        texts = [before + LETTERS[high] + LETTERS[low] + after for high, low in values]
        return [self._modules(text) ^ self._plain for text in texts]

    def _modules(self, text: str) -> int:
        found = 0
        for row in _matrix(text, "alphanumeric"):
            for module in row:
                found = found << 1 | (module & 1)
        return found


@cache
def qr_series(length: int) -> QrSeries:
    """Learned once in each process."""
    return QrSeries(length)


@lru_cache(maxsize=64)
def qr_data_uri(text: str, scale: int = 8) -> str:
    """The code as an SVG picture for an ``img``."""
    import segno  # noqa: PLC0415  # only paper and door links need it

    return str(segno.make(text, error="m", mask=MASK, micro=False).svg_data_uri(scale=scale, border=4))
