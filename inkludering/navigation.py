"""Small registries a lower storey keeps and higher storeys fill in ``AppConfig.ready()``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

T = TypeVar("T")


class Registry(Generic[T]):
    """Entries in the order of their ``order`` number, each registered once."""

    def __init__(self) -> None:
        self._entries: list[tuple[int, T]] = []

    def add(self, entry: T, *, order: int = 0) -> T:
        if entry not in (known for _, known in self._entries):
            self._entries.append((order, entry))
            self._entries.sort(key=lambda pair: pair[0])
        return entry

    def __iter__(self) -> Iterator[T]:
        return iter([entry for _, entry in self._entries])


@dataclass(frozen=True)
class Tab:
    """One part of an event's work pages. ``url_name`` is reversed with the event's id.

    ``also`` names the start of further pages that belong to the tab.
    """

    label: str | Promise
    url_name: str
    rule: Callable[[Any, Any], bool]
    also: str = ""


event_tabs: Registry[Tab] = Registry()


def tabs_for(request: HttpRequest, event: Any) -> list[dict[str, Any]]:
    """The tabs this user may open, the current one marked."""
    shown: list[dict[str, Any]] = []
    for tab in event_tabs:
        if tab.rule(request.user, event):
            url = reverse(tab.url_name, args=[event.pk])
            also = reverse(tab.also, args=[event.pk]) if tab.also else url
            shown.append({"label": tab.label, "url": url, "also": also, "current": False})
    lengths = [_fit(request.path, tab) for tab in shown]
    if any(lengths):
        shown[lengths.index(max(lengths))]["current"] = True
    return shown


def _fit(path: str, tab: dict[str, Any]) -> int:
    """How much of the path the tab's own addresses cover."""
    return max(len(url) if path.startswith(url) else 0 for url in (tab["url"], tab["also"]))
