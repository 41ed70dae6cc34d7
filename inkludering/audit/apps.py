from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "inkludering.audit"
    label = "audit"
