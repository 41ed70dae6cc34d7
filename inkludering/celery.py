"""The Celery application: ``celery -A inkludering.celery worker``. What runs when is in settings."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inkludering.settings")

app = Celery("inkludering")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
