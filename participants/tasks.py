"""Called by beat. Harmless to repeat, and to run twice at once."""

from celery import shared_task
from django.utils import timezone

from participants import services
from participants.services import door_unsent, offers, papers


@shared_task(name="participants.tasks.queue_reminders", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def queue_reminders(**_later_releases: object) -> None:
    services.queue_reminders(now=timezone.now())


@shared_task(name="participants.tasks.fill_free_seats", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def fill_free_seats(**_later_releases: object) -> None:
    """The sweep behind waiting lists: offers that are over go on, and whatever left a seat free, it is
    given or offered within a minute."""
    now = timezone.now()
    for event in offers.events_to_sweep(now):
        offers.sweep(event=event, now=now)


@shared_task(name="participants.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def tidy(**_later_releases: object) -> None:
    services.tidy(now=timezone.now())


@shared_task(name="participants.tasks.make_papers", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def make_papers(**_later_releases: object) -> None:
    papers.make_papers(now=timezone.now())


@shared_task(name="participants.tasks.tell_of_unsent", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def tell_of_unsent(**_later_releases: object) -> None:
    """Tablets that were taken home with check-ins on them."""
    door_unsent.tell_of_unsent(now=timezone.now())
