"""The supervisor keeps its children up, ends them with itself, and gives up in plain words."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.console import ROOT
from tests.services.processes import wait_until

PROGRAM = """
import sys
from pathlib import Path
from scripts.supervise import Child, Supervisor
folder = Path({folder!r})
script = "echo $$ >> {folder}/pids; sleep 300 & echo $! >> {folder}/grandchildren; {then}"
child = Child("The worker", ["sh", "-c", script], folder / "log")
sys.exit(Supervisor([child]).run(is_ready=lambda: True, when_ready=lambda: print("ready", flush=True)))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for pid in numbers(tmp_path / "pids") + numbers(tmp_path / "grandchildren"):
        if is_running(pid):
            os.kill(pid, signal.SIGKILL)


def numbers(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def supervise(folder: Path, then: str) -> subprocess.Popen[str]:
    code = PROGRAM.format(folder=str(folder), then=then)
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def all_gone(folder: Path) -> bool:
    return not any(map(is_running, numbers(folder / "pids") + numbers(folder / "grandchildren")))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_supervisor_takes_the_whole_group_with_it(folder: Path, how: signal.Signals) -> None:
    run = supervise(folder, "wait")
    wait_until(lambda: len(numbers(folder / "grandchildren")) == 1, seconds=20, what="the child")
    assert run.stdout
    assert run.stdout.readline() == "ready\n"

    run.send_signal(how)

    assert run.wait(20) == (-signal.SIGKILL if how == signal.SIGKILL else 0)
    wait_until(lambda: all_gone(folder), seconds=10, what="the group to end")


def test_supervisor_starts_a_dead_child_again(folder: Path) -> None:
    run = supervise(folder, "wait")
    wait_until(lambda: len(numbers(folder / "grandchildren")) == 1, seconds=20, what="the child")

    os.kill(numbers(folder / "pids")[0], signal.SIGKILL)

    wait_until(lambda: len(numbers(folder / "grandchildren")) == 2, seconds=10, what="the second start")
    assert not is_running(numbers(folder / "grandchildren")[0])
    run.terminate()
    assert run.wait(20) == 0


def test_supervisor_gives_up_on_a_child_that_keeps_ending(folder: Path) -> None:
    run = supervise(folder, "exit 1")
    output, _ = run.communicate(timeout=60)

    assert run.returncode == 1
    assert output.splitlines()[-1] == f"The worker keeps ending. Its own words are in {folder}/log"
    assert len(numbers(folder / "pids")) == 6
    assert all_gone(folder)
