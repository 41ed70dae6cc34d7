"""Every stored workshop room beside its proven bounds and the best known plan: about a minute of CPU time.

Part of ``make bench``; alone: ``python -m tests.bench.groups``. Prints the table and writes it into
``docs/grouping.md``.
"""

import re
from pathlib import Path

from workshops.grouping.bench import run_all, write_table

ROOT = Path(__file__).resolve().parent.parent.parent
INSTANCES = ROOT / "tests" / "grouping" / "instances"
DOCUMENT = ROOT / "docs" / "grouping.md"
SECONDS = 5.0  # of CPU time for each room
HEADING = "## Every stored room, by `make bench`"
WORDS = (
    f"Seed 0, one thread, at most {SECONDS:.0f} CPU seconds for each room; a room whose plan no other can "
    "beat ends sooner. Cells are value/bound, and behind them how much better a plan could at most be. "
    "*First* is the first valid plan. *Best known* is the best of a prototype that ran for up to 15 CPU "
    "seconds on a few seeds, compared goal by goal in the order of the columns."
)


def with_section(document: str, section: str) -> str:
    """``document`` with the part beneath the heading made anew."""
    old = rf"{re.escape(HEADING)}\n.*?(?=\n## |\Z)"
    found, made = re.subn(old, lambda _old: section, document, flags=re.DOTALL)
    if made != 1:
        raise ValueError(f"the heading stands {made} times in the document")
    return found


def main() -> None:
    lines: list[str] = []

    def write(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    write_table(run_all(INSTANCES, seconds=SECONDS), write)
    section = "\n".join([HEADING, "", WORDS, "", *lines, ""])
    DOCUMENT.write_text(with_section(DOCUMENT.read_text(encoding="utf-8"), section), encoding="utf-8")


if __name__ == "__main__":
    main()
