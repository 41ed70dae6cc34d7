"""Addresses: events_work."""

from django.urls import URLPattern, URLResolver

app_name = "events_work"

urlpatterns: list[URLPattern | URLResolver] = []
