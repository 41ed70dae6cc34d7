from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "inkludering.outbox"
    label = "outbox"
