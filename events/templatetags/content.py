"""For text that people wrote: its language, and where its long words may break."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from events.hyphens import soften

register = template.Library()


@register.simple_tag
def lang(code: str) -> SafeString:
    """A ``lang`` attribute with a space before it, where the text is in another language than the page."""
    return SafeString("") if not code or code == get_language() else format_html(' lang="{}"', code)


@register.filter
def soft(text: str, code: str = "") -> str:
    """``text`` with soft hyphens in its long words; ``code`` is its language."""
    return soften(text, code or get_language() or "nb")
