"""``make fix``: the formatters put right what they can."""

import subprocess
import sys

from scripts import check, environment
from scripts.console import ROOT, need_python


def main() -> int:
    need_python()
    environment.ensure(environment.DEVELOPMENT)
    ruff, djade = str(check.BIN / "ruff"), str(check.BIN / "djade")
    left = subprocess.run([ruff, "check", "--fix", "--quiet", "."], cwd=ROOT).returncode
    subprocess.run([ruff, "format", "--quiet", "."], cwd=ROOT, check=True)
    subprocess.run([djade, *check.templates()], cwd=ROOT)  # its code only says whether it wrote
    return left


if __name__ == "__main__":
    sys.exit(main())
