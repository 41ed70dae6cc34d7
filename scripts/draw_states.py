"""Draws ``docs/states.md`` from the transition tables in the code; ``--check`` only compares.

A table is a module's ``TRANSITIONS`` or ``…_TRANSITIONS``: it stands beside the enum whose states it names.
"""

import ast
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.console import ROOT, STOREYS, say, stop
from scripts.draw_storeys import files

PAGE = ROOT / "docs" / "states.md"
HEAD = """# States

What each thing can be, and what it can become. Drawn from the tables in the code by
`python -m scripts.draw_states`; nothing else changes a state, and every move that is not here is refused.
"""


@dataclass(frozen=True)
class Table:
    """``words`` and ``moves`` by state, in the order of the enum; ``why`` is the comment above the table."""

    enum: str
    place: str
    why: str
    words: dict[str, str]
    moves: dict[str, list[str]]


def tables(root: Path = ROOT) -> list[Table]:
    """From the ground up, as they stand in the code."""
    paths = [path for name in STOREYS if (root / name).is_dir() for path in files(name, root)]
    return [table for path in paths for table in tables_in(path, root)]


def tables_in(path: Path, root: Path) -> list[Table]:
    text = path.read_text(encoding="utf-8")
    if "TRANSITIONS = {" not in text:
        return []
    body = ast.parse(text).body
    enums = {node.name: words_of(node) for node in body if isinstance(node, ast.ClassDef)}
    found = []
    for node in body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("TRANSITIONS"):
            enum, moves = moves_of(node.value)
            words = enums[enum]
            ordered = {state: [one for one in words if one in moves[state]] for state in words}
            why = comment_above(text.splitlines(), node.lineno)
            found.append(Table(enum, path.relative_to(root).as_posix(), why, words, ordered))
    return found


def words_of(enum: ast.ClassDef) -> dict[str, str]:
    """Each state's English word: the last text of ``WAITING = "waiting", _("On the waiting list")``."""
    return {
        ast.unparse(node.targets[0]): texts[-1]
        for node in enum.body
        if isinstance(node, ast.Assign) and (texts := texts_in(node.value))
    }


def texts_in(node: ast.expr) -> list[str]:
    constants = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
    words = [arg.value for call in calls for arg in call.args[-1:] if isinstance(arg, ast.Constant)]
    return [text for text in words or constants if isinstance(text, str)]


def moves_of(node: ast.expr) -> tuple[str, dict[str, set[str]]]:
    """The enum's name, and for each state those it can become."""
    if not isinstance(node, ast.Dict):
        stop("a transition table is a dict of sets")
    keys = [key for key in node.keys if isinstance(key, ast.Attribute)]
    after = [{one.attr for one in ast.walk(value) if isinstance(one, ast.Attribute)} for value in node.values]
    return ast.unparse(keys[0].value), dict(zip((key.attr for key in keys), after, strict=True))


def comment_above(lines: list[str], number: int) -> str:
    found: list[str] = []
    for line in reversed(lines[: number - 1]):
        if not line.startswith("#"):
            break
        found.insert(0, line.removeprefix("#").strip())
    return " ".join(found)


def drawn(table: Table) -> str:
    lines = [f"## {table.enum}", "", f"In `{table.place}`.{' ' + table.why if table.why else ''}", ""]
    lines += ["```mermaid", "stateDiagram-v2"]
    lines += [f"  {state.lower()}: {word}" for state, word in table.words.items()]
    lines += [f"  {a.lower()} --> {b.lower()}" for a, after in table.moves.items() for b in after]
    lines += ["```", "", "| state | means | can become |", "|---|---|---|"]
    for state, word in table.words.items():
        after = ", ".join(table.words[one] for one in table.moves[state])
        lines.append(f"| `{state.lower()}` | {word} | {after or 'nothing: it stays so'} |")
    return "\n".join(lines)


def page(root: Path = ROOT) -> str:
    return "\n\n".join([HEAD.strip(), *(drawn(table) for table in tables(root))]) + "\n"


def main() -> None:
    wanted = page()
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != wanted:
            stop("docs/states.md shows other states than the code: python -m scripts.draw_states")
        return
    PAGE.write_text(wanted, encoding="utf-8")
    say("docs/states.md is drawn.")


if __name__ == "__main__":
    main()
