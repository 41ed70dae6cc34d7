"""Full addresses for machines and mails. From the settings, never from what a request claims as its host."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path


def host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def event_address(year: int, slug: str) -> str:
    """The public page of an event, in the active language."""
    return absolute(reverse("events:detail", args=[year, slug]))
