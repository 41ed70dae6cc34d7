"""import-linter holds the storeys: a planted upward import or circle is refused."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scripts.console import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
APPS = CONTRACTS["root_packages"]
GROUND = ("accounts", "audit", "mailbox", "outbox")


def lint(root: Path, planted: dict[str, str]) -> str:
    """The names of the broken contracts in a small project with the real contracts."""
    for package in (*APPS, *(f"inkludering/{name}" for name in GROUND)):
        (root / package).mkdir()
        for module in ("__init__", "models", "rules", "emails", "services", "tasks", "views", "urls"):
            (root / package / f"{module}.py").touch()
    for name, text in planted.items():
        (root / name).write_text(text)
    shutil.copy(ROOT / "pyproject.toml", root)
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    words = " ".join(done.stdout.split())
    assert (" 0 broken." in words) == (done.returncode == 0)
    return words


def test_storeys_pass_when_imports_go_down(tmp_path: Path) -> None:
    down = {"events/views.py": "from events import services\nfrom regions import rules\n"}

    assert "Contracts: 3 kept, 0 broken." in lint(tmp_path, down)


@pytest.mark.parametrize(
    ("planted", "contract"),
    [
        ({"events/views.py": "import participants.models\n"}, "Storeys: imports go only downwards BROKEN"),
        ({"inkludering/outbox/services.py": "def f():\n    import events\n"}, "only downwards BROKEN"),
        ({"events/services.py": "from events import tasks\n"}, "views <- urls BROKEN"),
        ({"events/models.py": "from events import rules\n"}, "views <- urls BROKEN"),
        (
            {"inkludering/outbox/models.py": "from inkludering.outbox import services\n"},
            "views <- urls BROKEN",
        ),
        ({"events/a.py": "import events.b\n", "events/b.py": "import events.a\n"}, "No circles BROKEN"),
    ],
)
def test_storeys_refuse_a_planted_fault(tmp_path: Path, planted: dict[str, str], contract: str) -> None:
    assert contract in lint(tmp_path, planted)
