"""``manage.py rotate_keys``: seal what people need with the first of ``NEEDS_KEYS``."""

from typing import Any

from django.core.management.base import BaseCommand

from participants.models import Need
from participants.services.needs import rotate


class Command(BaseCommand):
    help = "Seal food and access needs with the newest key. After that the older keys can go."

    def handle(self, *args: Any, **options: Any) -> None:
        sealed = rotate()
        self.stdout.write(f"{sealed} sealed with the newest key")
        left = Need.objects.count() - sealed
        if left:
            self.stderr.write(f"{left} that no key opens")
