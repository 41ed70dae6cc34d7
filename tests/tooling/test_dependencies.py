"""The product imports nothing that only those who work on it have installed."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from scripts.console import ROOT, STOREYS

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(node: ast.AST) -> Iterator[str]:
    """Top packages that are imported when the file runs: not those only the type checker reads."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        yield node.module.partition(".")[0]
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def strangers(allowed: set[str]) -> set[str]:
    """Imports of the storeys that neither Python, the project nor ``allowed`` gives, with their file."""
    owners = packages_distributions()
    found = set()
    for path in (path for storey in STOREYS for path in (ROOT / storey).rglob("*.py")):
        for name in set(imported(ast.parse(path.read_text()))) - sys.stdlib_module_names - set(STOREYS):
            if not allowed & {normal(owner) for owner in owners.get(name, [])}:
                found.add(f"{path.relative_to(ROOT)}: {name}")
    return found


def test_product_imports_only_what_it_installs() -> None:
    installed = {normal(name) for name in PINNED.findall((ROOT / "requirements.txt").read_text())}

    assert strangers(installed) == set()
    assert any("django" in one for one in strangers(installed - {"django"}))  # it would be found
