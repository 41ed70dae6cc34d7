"""Refuses files, functions and templates that have grown past what is read in one go.

A source line is a line that is not blank; docstrings and decorators are not counted. Something
over budget is split, or argued for where it stands: ``# budget: <reason>`` on the ``def`` line or
in the first five lines of a file, ``{# budget: <reason> #}`` at the top of a template.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.console import ROOT, STOREYS

CODE = (*STOREYS, "scripts", "deploy", "tests")
FRONT = ("static/js", "static/css")
GENERATED = ("static/css/theme.css",)
FILE, FUNCTION, VIEW, TEMPLATE, TEST = 400, 40, 15, 80, 25
ARGUED = re.compile(r"(#|//|/\*)\s*budget:\s*\S+")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Overrun:
    """Something that is ``lines`` long where ``budget`` is allowed."""

    path: Path
    line: int
    what: str
    lines: int
    budget: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} has {self.lines} lines of {self.budget}"


def is_filled(line: str) -> bool:
    return bool(line.strip())


def count(function: Function, source: list[str]) -> int:
    """Filled lines from ``def`` to the end, the docstring left out."""
    body = source[function.lineno - 1 : function.end_lineno]
    docstring: list[str] = []
    if ast.get_docstring(function, clean=False) is not None:
        first = function.body[0]
        docstring = source[first.lineno - 1 : first.end_lineno]
    return sum(map(is_filled, body)) - sum(map(is_filled, docstring))


def budget_of(function: Function, path: Path) -> tuple[str, int]:
    first = next(iter([*function.args.posonlyargs, *function.args.args]), None)
    in_views = path.name == "views.py" or "views" in path.parts
    if path.parts[0] == "tests" and function.name.startswith("test_"):
        return f"test {function.name}", TEST
    if in_views and first is not None and first.arg == "request":
        return f"view {function.name}", VIEW
    return f"function {function.name}", FUNCTION


def functions(path: Path, source: list[str]) -> Iterator[Overrun]:
    for node in ast.walk(ast.parse("\n".join(source))):
        if not isinstance(node, Function):
            continue
        what, budget = budget_of(node, path)
        signature = source[node.lineno - 1 : node.body[0].lineno]
        if (lines := count(node, source)) > budget and not any(map(ARGUED.search, signature)):
            yield Overrun(path, node.lineno, what, lines, budget)


def whole(path: Path, source: list[str], what: str, budget: int) -> Iterator[Overrun]:
    argued = any(ARGUED.search(line) for line in source[:5])
    if (lines := sum(map(is_filled, source))) > budget and not argued:
        yield Overrun(path, 1, what, lines, budget)


def files(root: Path) -> Iterator[tuple[Path, str]]:
    """The paths that are budgeted, below ``root``, and what each is."""
    for folder in CODE:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(root), "code"
    for folder in FRONT:
        for path in sorted([*(root / folder).rglob("*.js"), *(root / folder).rglob("*.css")]):
            if str(path.relative_to(root)) not in GENERATED:
                yield path.relative_to(root), "front"
    for path in sorted((root / "templates").rglob("*.*")):
        yield path.relative_to(root), "template"


def overruns(root: Path) -> Iterator[Overrun]:
    for path, kind in files(root):
        source = (root / path).read_text(encoding="utf-8").splitlines()
        if kind == "template":
            yield from whole(path, source, "template", TEMPLATE)
        else:
            yield from whole(path, source, "file", FILE)
        if kind == "code":
            yield from functions(path, source)


if __name__ == "__main__":
    found = list(overruns(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
    for overrun in found:
        print(overrun)
    sys.exit(1 if found else 0)
