"""``manage.py demo``: load the invented data."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo.loading import load
from events.models import Event
from regions.models import Region


class Command(BaseCommand):
    help = "Load invented regions, organisations, events and participants into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is data already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data belongs in a demo only: start with DEMO=1.")
        if Event.objects.exists() or Region.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("There is data here already. make demo starts over with a fresh database.")
        load(today=timezone.localdate(), now=timezone.now())
        self.stdout.write(f"Demo data: {Region.objects.count()} regions, {Event.objects.count()} events.")
