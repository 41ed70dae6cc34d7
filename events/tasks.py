"""What workers do for events."""

from celery import shared_task
from django.utils import timezone

from events.services.programme_files import render_missing, render_programme


@shared_task(name="events.tasks.render_programmes", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def render_programmes(event_id: int | None = None, language: str = "", **_later: object) -> None:
    """Make the programme files that are missing, or those of one event. Harmless to repeat."""
    if event_id is None:
        render_missing(now=timezone.now())
    else:
        render_programme(event_id=event_id, language=language)
