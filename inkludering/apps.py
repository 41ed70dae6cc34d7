"""The ground itself is an app: it has checks, template tags and no tables."""

from django.apps import AppConfig


class InkluderingConfig(AppConfig):
    name = "inkludering"

    def ready(self) -> None:
        from inkludering import checks  # noqa: F401, PLC0415  # checks register when imported
