import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.grouping.rooms import INSTANCES, read_json
from workshops.grouping import violations
from workshops.grouping.__main__ import main
from workshops.grouping.formats import read_plan, read_room

TINY = str(INSTANCES / "tiny20.json")


def test_command_writes_a_valid_plan(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([TINY, "--steps", "50"])

    plan = read_plan(json.loads(capsys.readouterr().out))
    assert status == 0
    assert violations(read_room(read_json("tiny20")), plan) == []


def test_command_repairs_a_previous_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([TINY, "--steps", "20"])
    previous = tmp_path / "plan.json"
    previous.write_text(capsys.readouterr().out, encoding="utf-8")

    main([TINY, "--previous", str(previous), "--from-round", "1"])

    assert read_plan(json.loads(capsys.readouterr().out)) == read_plan(json.loads(previous.read_text()))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"participants": [{}], "rounds": []}'])
def test_command_refuses_what_is_no_room(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "room.json"
    path.write_text(text, encoding="utf-8")

    assert main([str(path)]) == 2
    assert capsys.readouterr().err.startswith(("bad_room(", "bad_file("))


def test_importing_the_engine_loads_neither_numpy_nor_django() -> None:
    probe = "import sys, workshops.grouping; print({'numpy', 'django'} & set(sys.modules))"

    found = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "set()"
