"""Addresses of the tables and the big screen."""

from django.urls import path

from workshops.day_urls import day_patterns
from workshops.table_urls import table_patterns
from workshops.views import screen, setup

app_name = "workshops"
EVENT = "arbeid/arrangementer/<int:event_id>"

urlpatterns = [
    path(f"{EVENT}/workshop/", setup.rounds, name="rounds"),
    path(
        f"{EVENT}/workshop/<int:day_id>/fra-programmet/", setup.from_programme, name="rounds_from_programme"
    ),
    path(f"{EVENT}/workshop/<int:day_id>/ny/", setup.add, name="round_add"),
    path(f"{EVENT}/workshop/runde/<int:round_id>/", setup.edit, name="round_edit"),
    path(f"{EVENT}/workshop/runde/<int:round_id>/fjern/", setup.remove, name="round_remove"),
    path("rom/<int:day_id>/skjerm/", screen.screen, name="screen"),
    *table_patterns,
    *day_patterns,
]
