"""Called by beat and woken by commits. Harmless to repeat, and to run many times at once."""

from celery import shared_task

from inkludering.outbox import services
from inkludering.outbox.services.queueing import PUMP_TASK
from inkludering.wake import wake

BATCH = 50


@shared_task(name=PUMP_TASK, ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def pump(**_later_releases: object) -> None:
    """Send what is due, a few seconds' worth; ask for the next pump when more is left."""
    if services.pump(limit=BATCH) and services.is_anything_due():
        wake(PUMP_TASK)


@shared_task(name="inkludering.outbox.tasks.heartbeat", ignore_result=True)  # type: ignore[untyped-decorator]  # celery has no types
def heartbeat(**_later_releases: object) -> None:
    services.beat_heart()
