"""``make check`` and ``make test`` cannot end well when something in them did not."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import check, check_holes, environment, test
from scripts.console import ROOT


def outcome_of(*code: str) -> check.Outcome:
    return check.run(check.Check("planted", (sys.executable, "-c", *code)), "/tmp")


def test_check_reports_a_failing_command() -> None:
    outcome = outcome_of("print('seen'); raise SystemExit(3)")

    assert (outcome.code, outcome.output) == (3, "seen\n")


@pytest.mark.parametrize(("code", "end"), [("pass", 0), ("raise SystemExit(2)", 1)])
def test_check_ends_with_what_its_checks_say(code: str, end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = check.Check("planted", (sys.executable, "-c", code))
    monkeypatch.setattr(check, "checks", lambda: [planted])
    monkeypatch.setattr(check.with_tests, "ready", lambda: None)

    assert check.main([]) == end


@pytest.mark.parametrize("name", ["types", "style", "format", "templates"])
def test_check_tools_find_a_planted_fault(name: str, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("import os\ndef f(x): return x+1\n")
    (tmp_path / "bad.html").write_text("{%load i18n%}\n")
    command = next(c.command for c in check.checks() if c.name == name)
    program, options = command[0], [p for p in command[1:] if p.startswith("--") or p in {"check", "format"}]
    if name == "types":
        options = ["--strict", "--config-file="]

    target = str(tmp_path / ("bad.html" if name == "templates" else "bad.py"))
    done = subprocess.run([program, *options, target], cwd=ROOT, capture_output=True)

    assert done.returncode == 1


def test_holes_are_listed() -> None:
    hole = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    report = Path(os.environ["VAR_DIR"]) / "report.json"
    package = {"name": "old", "version": "1.0", "vulns": [hole]}
    report.write_text(json.dumps({"dependencies": [package, {"name": "x", "skip_reason": "y"}]}))

    assert check_holes.holes(report) == ["old 1.0: PYSEC-1, mended in 2.0"]


def test_holes_say_so_when_no_index_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")

    assert check_holes.main("--cache-dir", os.environ["VAR_DIR"]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED: no index answers")


@pytest.mark.parametrize(
    ("xml", "passed", "failed"),
    [
        ('<testcase classname="a" name="b"/>', 1, ()),
        ('<testcase classname="a" name="b"><failure/></testcase>', 0, ("a::b",)),
        ('<testcase classname="a" name="b"><error/></testcase>', 0, ("a::b",)),
        ('<testcase classname="a" name="b"><skipped/></testcase>', 0, ("a::b",)),
        ("", 0, ("nothing was run",)),
    ],
)
def test_report_counts_all_but_a_pass_as_failed(
    xml: str, passed: int, failed: tuple[str, ...], tmp_path: Path
) -> None:
    report = tmp_path / "report.xml"
    report.write_text(f"<testsuites><testsuite>{xml}</testsuite></testsuites>")

    assert test.read_report(report) == test.Tally(passed, failed)


def test_report_that_is_missing_is_a_failure(tmp_path: Path) -> None:
    assert test.read_report(tmp_path / "none.xml") == test.Tally(0, ("nothing was run",))


def pins(name: str) -> set[str]:
    return {line.split(" ")[0] for line in (ROOT / name).read_text().splitlines() if "==" in line[:80]}


def test_development_lock_holds_all_of_production() -> None:
    assert pins(environment.PRODUCTION) - pins(environment.DEVELOPMENT) == set()


@pytest.mark.parametrize("name", [environment.PRODUCTION, environment.DEVELOPMENT])
def test_lock_names_no_index_and_hashes_everything(name: str) -> None:
    text = (ROOT / name).read_text()

    assert not re.search(r"^--|https?://", text, re.MULTILINE)
    assert text.count("--hash=sha256:") >= len(pins(name))
