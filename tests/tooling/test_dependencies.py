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
    if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        yield node.module.partition(".")[0]
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def foreign_imports() -> set[tuple[str, str]]:
    """File and top package of what the storeys import beside Python and the project."""
    ours = sys.stdlib_module_names | set(STOREYS)
    return {
        (str(path.relative_to(ROOT)), name)
        for storey in STOREYS
        for path in (ROOT / storey).rglob("*.py")
        for name in set(imported(ast.parse(path.read_text()))) - ours
    }


def strangers(found: set[tuple[str, str]], allowed: set[str]) -> set[tuple[str, str]]:
    """Those that no distribution in ``allowed`` gives."""
    owners = packages_distributions()
    return {one for one in found if not allowed & {normal(owner) for owner in owners.get(one[1], [])}}


def test_product_imports_only_what_it_installs() -> None:
    installed = {normal(name) for name in PINNED.findall((ROOT / "requirements.txt").read_text())}
    found = foreign_imports()

    assert strangers(found, installed) == set()
    assert "django" in {name for _, name in strangers(found, installed - {"django"})}  # it would be found
