"""The programme on paper: a tagged PDF of as many A4 sheets as it needs."""

from django.template.loader import render_to_string
from django.utils import timezone, translation

from events.addresses import event_address
from events.models import Event
from events.paper_languages import write_languages
from events.presentation import event_page
from inkludering.pdf import render_pdf

STYLES = ["print.css", "event-paper.css"]


def programme_html(event: Event, language: str) -> str:
    """The sheet with its labels in ``language``; what people wrote stays in its own."""
    with translation.override(language):
        page = event_page(event, now=timezone.now())
        context = {"page": page, "event": event, "address": event_address(event.year, event.slug)}
        return render_to_string("events/paper.html", context)


def programme_pdf(event: Event, language: str) -> bytes:
    """Raises ``PdfUnavailable`` where the machine lacks what draws it."""
    return render_pdf(programme_html(event, language), tagged=True, css=STYLES, finisher=write_languages)
