"""Addresses of the tables and the big screen."""

from django.urls import path

from workshops.day_urls import day_patterns
from workshops.views import board, screen, setup

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
    path(f"{EVENT}/grupper/", board.groups, name="groups"),
    path(f"{EVENT}/grupper/<int:round_id>/", board.board, name="board"),
    path(f"{EVENT}/grupper/<int:round_id>/lag/", board.make, name="make"),
    path(f"{EVENT}/grupper/<int:round_id>/plasser/", board.place, name="place"),
    path(f"{EVENT}/grupper/<int:round_id>/vis/", board.show, name="show"),
    path(f"{EVENT}/grupper/<int:round_id>/skjul/", board.hide, name="hide"),
    path(f"{EVENT}/grupper/plass/<int:seat_id>/flytt/", board.move, name="move"),
    path("rom/<int:day_id>/skjerm/", screen.screen, name="screen"),
    *day_patterns,
]
