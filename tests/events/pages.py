"""Open public pages in tests, in English, whose words are the message ids."""

import re
from typing import Any

from django.test import Client
from django.utils.html import strip_tags

from events.models import Event


def address(event: Event, rest: str = "", language: str = "en") -> str:
    prefix = "" if language == "nb" else f"/{language}"
    return f"{prefix}/arrangementer/{event.year}/{event.slug}/{rest}"


def get(client: Client, event: Event, rest: str = "", **extra: Any) -> Any:
    return client.get(address(event, rest), **extra)


def text_of(response: Any) -> str:
    """The words of a page, without markup and soft hyphens, spaces made single."""
    html = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.S)
    return " ".join(strip_tags(html.replace("<", " <").replace("\u00ad", "")).split())
