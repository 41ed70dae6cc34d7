from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Invented data to try everything with; refused where DEMO is not set."""

    name = "demo"
