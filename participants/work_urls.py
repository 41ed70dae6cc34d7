"""Addresses: participants_work."""

from django.urls import URLPattern, URLResolver

app_name = "participants_work"

urlpatterns: list[URLPattern | URLResolver] = []
