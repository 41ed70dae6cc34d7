"""The sign of life the health page looks at."""

from django.utils import timezone

from inkludering.outbox.models import Heartbeat

WORKER = "worker"


def beat_heart(name: str = WORKER) -> None:
    """Note that ``name`` works now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beaten_at": timezone.now()})
