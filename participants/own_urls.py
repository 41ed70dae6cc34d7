"""Addresses: own."""

from django.urls import URLPattern, URLResolver

app_name = "own"

urlpatterns: list[URLPattern | URLResolver] = []
