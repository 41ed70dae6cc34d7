"""Draws the storeys into ``docs/architecture.md`` from the imports in the code; ``--check`` only compares.

Each line between two storeys carries the number of imports between them; the table lists what each holds.
"""

import ast
import re
import sys
from collections import Counter
from pathlib import Path

from scripts.console import ROOT, STOREYS, say, stop

PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- drawn: begin -->", "<!-- drawn: end -->"


def files(storey: str, root: Path = ROOT) -> list[Path]:
    """The Python files of a storey, migrations left out."""
    return sorted(path for path in (root / storey).rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path) -> list[str]:
    """The top-level packages that a file imports, once for each import line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module.partition(".")[0])
        elif isinstance(node, ast.Import):
            found += [alias.name.partition(".")[0] for alias in node.names]
    return found


def arrows(storeys: list[str], root: Path = ROOT) -> Counter[tuple[str, str]]:
    """(from, to) -> number of imports between two storeys."""
    counted: Counter[tuple[str, str]] = Counter()
    for storey in storeys:
        for path in files(storey, root):
            counted.update(
                (storey, other) for other in imported(path) if other in storeys and other != storey
            )
    return counted


def drawing(root: Path = ROOT) -> str:
    """Mermaid, from the top storey down, and a table of files and lines."""
    storeys = [name for name in reversed(STOREYS) if (root / name).is_dir()]
    counted = arrows(storeys, root)
    lines = ["```mermaid", "flowchart TD"]
    lines += [f'  {name}["{name}/"]' for name in storeys]
    pairs = sorted(counted, key=lambda pair: place(storeys, pair))
    lines += [f"  {a} -->|{counted[a, b]}| {b}" for a, b in pairs]
    lines += ["```", "", "| storey | files | lines | imports from |", "|---|--:|--:|---|"]
    for name in storeys:
        paths = files(name, root)
        total = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)
        below = ", ".join(b for a, b in pairs if a == name)
        lines.append(f"| `{name}/` | {len(paths)} | {rounded(total)} | {below or 'nothing of ours'} |")
    return "\n".join(lines)


def rounded(number: int) -> str:
    """To the nearest hundred, so that the page does not change with every commit."""
    return f"about {max(1, round(number / 100)) * 100}"


def place(storeys: list[str], pair: tuple[str, str]) -> tuple[int, int]:
    """A sort key: from the top down."""
    return storeys.index(pair[0]), storeys.index(pair[1])


def page_with(text: str, drawn: str) -> str:
    before, _, rest = text.partition(BEGIN)
    _old, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{drawn}\n{END}{after}"


def shape(text: str) -> set[tuple[str, str]]:
    """What must agree: which storeys there are and which arrows, not how many lines or imports."""
    return set(re.findall(r"^  (\w+)(?: -->\|\d+\| (\w+)|\[)", text, re.MULTILINE))


def main() -> None:
    text = PAGE.read_text(encoding="utf-8")
    drawn = page_with(text, drawing())
    if "--check" in sys.argv:
        if shape(text) != shape(drawn):
            stop("docs/architecture.md shows other storeys than the code: python -m scripts.draw_storeys")
        return
    PAGE.write_text(drawn, encoding="utf-8")
    say("docs/architecture.md is drawn.")


if __name__ == "__main__":
    main()
