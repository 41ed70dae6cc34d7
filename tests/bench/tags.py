"""CPU seconds for a set of name tags, ours or text only, in a process of its own."""

import os
import sys
from pathlib import Path

NAMES = ["Kari", "Åse-Marie", "Bo", "Oluwaseun", "Đặng Thị"]
LAST, ORGANISATION = "Nordby", "Elvestad kommune"


def text_only(count: int) -> None:
    """The reference: the same names, places and fonts, with nothing measured and no code."""
    from inkludering.pdf import render_pdf

    boxes = [text_box(number) for number in range(count)]
    sheets = ["".join(boxes[at : at + 10]) for at in range(0, count, 10)]
    html = "".join(f'<section class="sheet">{sheet}</section>' for sheet in sheets)
    rules = (Path(__file__).parent / "text_only.css").read_text()
    page = f"<!doctype html><html lang=nb><title>Lapper</title>{html}"
    render_pdf(page, tagged=False, css=["print.css"], rules=rules)


def text_box(number: int) -> str:
    words = f'<p class="first">{NAMES[number % 5]}</p><p class="last">{LAST}</p>'
    return f'<div class="tag pos{number % 10 + 1}">{words}<p class="org">{ORGANISATION}</p></div>'


def ours(count: int) -> None:
    from inkludering.tokens import checkin_code
    from participants.pdf import Tag, TagJob, draw_tags

    tags = [Tag(NAMES[n % 5], LAST, ORGANISATION, checkin_code(n, 1)) for n in range(count)]
    draw_tags(TagJob("Arbeidsinkludering", "29. januar 2027, Arbeidsinkludering", "nb", tags))


def cpu() -> float:
    """CPU seconds of this process and of its children: PDFs are drawn in a process of their own."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        fields = text.rpartition(") ")[2].split()
        if str(os.getpid()) in (stat.parent.name, fields[1]):
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def main(which: str, count: int) -> None:
    """Print the CPU seconds of the second set: the first one loads libraries and fonts."""
    import django

    django.setup()
    make = ours if which == "ours" else text_only
    make(10)
    before = cpu()
    make(count)
    sys.stdout.write(f"{cpu() - before:.3f}")
