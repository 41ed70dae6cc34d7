"""Refusals whose text the user may read."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest


class DomainError(Exception):
    """A rule of the domain says no. ``str(error)`` is meant for the person who asked."""


@contextmanager
def flash_errors(request: HttpRequest) -> Iterator[None]:
    """Turn a ``DomainError`` into a message on the next page."""
    try:
        yield
    except DomainError as error:
        messages.error(request, str(error))
