"""Addresses: regions_work."""

from django.urls import URLPattern, URLResolver

app_name = "regions_work"

urlpatterns: list[URLPattern | URLResolver] = []
