"""The Celery application: ``celery -A inkludering.celery worker``. What runs when is in settings."""

import os
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import worker_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inkludering.settings")

app = Celery("inkludering")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect  # type: ignore[untyped-decorator]  # celery has no types
def make_queue_folders(**_signal: Any) -> None:
    """The embedded broker is a few folders, and a worker ends at once when one is missing."""
    for name, value in settings.CELERY_BROKER_TRANSPORT_OPTIONS.items():
        if "folder" in name:
            Path(value).mkdir(parents=True, exist_ok=True)
