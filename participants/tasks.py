"""Called by beat. Harmless to repeat, and to run twice at once."""

from celery import shared_task
from django.utils import timezone

from events.models import Event
from participants import services
from participants.models import RegistrationStatus
from participants.services import papers


@shared_task(name="participants.tasks.queue_reminders", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def queue_reminders(**_later_releases: object) -> None:
    services.queue_reminders(now=timezone.now())


@shared_task(name="participants.tasks.fill_free_seats", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def fill_free_seats(**_later_releases: object) -> None:
    """The sweep behind the promotions: whatever left a seat free, it is given away within minutes."""
    now = timezone.now()
    in_line = Event.objects.published().upcoming(now)
    for event in in_line.filter(registrations__status=RegistrationStatus.WAITING).distinct():
        services.fill_free_seats(event=event, now=now)


@shared_task(name="participants.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def tidy(**_later_releases: object) -> None:
    services.tidy(now=timezone.now())


@shared_task(name="participants.tasks.make_papers", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def make_papers(**_later_releases: object) -> None:
    papers.make_papers(now=timezone.now())
