"""Called by beat. Harmless to repeat, and to run twice at once."""

from celery import shared_task
from django.utils import timezone

from inkludering.dates import local
from workshops import services
from workshops.forgetting import forget_projects_of_forgotten
from workshops.services.notes import forget_notes


@shared_task(name="workshops.tasks.remember_pairs", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def remember_pairs(**_later_releases: object) -> None:
    """Keep who sat together on the days that are over; let go of what was kept long enough."""
    now = timezone.now()
    services.remember_pairs(now=now)
    services.forget_pairs(today=local(now).date())
    services.forget_ties(today=local(now).date())
    forget_notes(now=now)
    forget_projects_of_forgotten()
