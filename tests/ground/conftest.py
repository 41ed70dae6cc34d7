"""Fixtures for tests of the ground."""

import pytest

from tests.ground import letters


@pytest.fixture
def letter_kinds() -> None:
    """The two kinds of mail of ``tests.ground.letters`` are known."""
    letters.register_kinds()
