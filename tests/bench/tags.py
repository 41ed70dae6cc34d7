"""CPU seconds for a set of name tags, ours or text only, in a process of its own."""

import os
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast


def people(count: int) -> list[Any]:
    names = ["Kari", "Åse-Marie", "Bo", "Oluwaseun", "Đặng Thị"]
    return [
        SimpleNamespace(
            pk=number,
            code_version=1,
            first_name=names[number % 5],
            last_name="Nordby",
            organisation_name="Elvestad kommune",
        )
        for number in range(count)
    ]


def text_only(count: int) -> None:
    """The reference: the same names, places and fonts, with nothing measured and no code."""
    from inkludering.pdf import render_pdf

    boxes = [text_box(number, one) for number, one in enumerate(people(count))]
    sheets = ["".join(boxes[at : at + 10]) for at in range(0, count, 10)]
    html = "".join(f'<section class="sheet">{sheet}</section>' for sheet in sheets)
    render_pdf(f"<!doctype html><html lang=nb><title>Lapper</title>{html}", tagged=False, css=["print.css"])


def text_box(number: int, one: Any) -> str:
    words = f'<p class="first">{one.first_name}</p><p class="last">{one.last_name}</p>'
    return f'<div class="tag pos{number % 10 + 1}">{words}<p class="org">{one.organisation_name}</p></div>'


def ours(count: int) -> None:
    from participants.pdf import name_tags_pdf

    event = SimpleNamespace(pk=1, __str__=lambda self: "Arbeidsinkludering", title="Arbeidsinkludering")
    name_tags_pdf(cast("Any", SimpleNamespace(event=event, date=date(2027, 1, 29))), people(count), "nb")


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
