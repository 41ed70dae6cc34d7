"""The line budgets find what is over, and let an argued exception stand."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.check_budgets import overruns
from scripts.console import ROOT


def plant(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def function(head: str, lines: int) -> str:
    return head + "\n" + "    x = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("events/models.py", "x = 1\n" * 401, "file"),
        ("events/services.py", function("def move(a):", 41), "function move"),
        ("events/views.py", function("def detail(request):", 16), "view detail"),
        ("events/views/public.py", function("async def detail(request, slug):", 16), "view detail"),
        ("templates/events/detail.html", "<p></p>\n" * 81, "template"),
        ("tests/events/test_it.py", function("def test_it():", 26), "test test_it"),
        ("static/js/door.js", "x();\n" * 401, "file"),
    ],
)
def test_budget_finds_what_is_over(tmp_path: Path, name: str, text: str, what: str) -> None:
    plant(tmp_path, name, text)

    assert [overrun.what for overrun in overruns(tmp_path)] == [what]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("events/models.py", "x = 1\n" * 400),
        ("events/models.py", '"""Doc."""\n# budget: one table of facts\n' + "x = 1\n" * 400),
        ("events/services.py", function("def move(a):", 40)),
        ("events/services.py", function("def move(a):  # budget: one long table", 60)),
        (
            "events/services.py",
            "@decorated\n@twice\n" + function('def move(a):\n    """Say\n    more."""', 40),
        ),
        ("events/services.py", function("def move(a):", 40).replace("x = 1\n", "x = 1\n\n")),
        ("events/views.py", function("def helper(event):", 30)),
        ("events/migrations/0001_initial.py", "x = 1\n" * 900),
        ("templates/events/detail.html", "{# budget: one form #}\n" + "<p></p>\n" * 90),
    ],
)
def test_budget_lets_stand(tmp_path: Path, name: str, text: str) -> None:
    plant(tmp_path, name, text)

    assert list(overruns(tmp_path)) == []


def test_budget_command_fails_on_a_planted_fault(tmp_path: Path) -> None:
    plant(tmp_path, "events/models.py", "x = 1\n" * 401)

    command = [sys.executable, "-m", "scripts.check_budgets", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stdout == "events/models.py:1: file has 401 lines of 400\n"
