"""Runs a Python file or module where everything the tests need is in place."""

import os
import sys

from scripts import environment, machine
from scripts.console import ROOT, need_python
from scripts.messages import compile_all


def ready() -> None:
    """System packages, the development environment and compiled catalogues."""
    need_python()
    machine.install(machine.TEST)
    environment.ensure(environment.DEVELOPMENT)
    compile_all()


if __name__ == "__main__":
    ready()
    os.environ["PYTHONPATH"] = str(ROOT)
    environment.become(environment.PYTHON, *sys.argv[1:])
