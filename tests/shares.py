"""Many values in many places: each value and each place in ``make test``, every pair in ``make soak``."""

from collections.abc import Sequence
from typing import Any

import pytest


def in_shares(parts: int) -> pytest.MarkDecorator:
    """Run with ``parts`` as given, and in the long run with one part: everything."""
    long = pytest.param(1, id="everything", marks=pytest.mark.soak)
    return pytest.mark.parametrize("parts", [pytest.param(parts, id="shares"), long])


def share(values: Sequence[Any], number: int, parts: int) -> Sequence[Any]:
    """What the place ``number`` tries: neighbours try other values, ``parts`` neighbours all of them."""
    parts = min(parts, len(values)) or 1  # never nothing, where there is something
    return values[number % parts :: parts]
