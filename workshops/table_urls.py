"""Addresses of the tables of a round."""

from django.urls import path

from workshops.views import board, draws, publishing, tables, ties

EVENT = "arbeid/arrangementer/<int:event_id>"
ROUND = f"{EVENT}/grupper/<int:round_id>"
SEAT = f"{EVENT}/grupper/plass/<int:seat_id>"

table_patterns = [
    path(f"{EVENT}/grupper/", board.groups, name="groups"),
    path(f"{ROUND}/", board.board, name="board"),
    path(f"{ROUND}/nytt/", board.news, name="board_news"),
    path(f"{ROUND}/endringer/", board.log, name="log"),
    path(f"{ROUND}/lag/", draws.make, name="make"),
    path(f"{EVENT}/workshop/<int:day_id>/fordel/", draws.make_all, name="make_all"),
    path(f"{ROUND}/reparer/", draws.repair, name="repair"),
    path(f"{ROUND}/plasser/", tables.place, name="place"),
    path(f"{ROUND}/flytt/", tables.move_many, name="move_many"),
    path(f"{ROUND}/sammen/", tables.merge, name="merge"),
    path(f"{ROUND}/angre/", tables.undo, name="undo"),
    path(f"{ROUND}/las-bord/", tables.lock_table, name="lock_table"),
    path(f"{ROUND}/las/", tables.lock_round, name="lock_round"),
    path(f"{ROUND}/publiser/", publishing.publish, name="publish"),
    path(f"{ROUND}/vis/", publishing.show, name="show"),
    path(f"{ROUND}/skjul/", publishing.hide, name="hide"),
    path(f"{ROUND}/navnelapper/", publishing.on_tags, name="on_tags"),
    path(f"{ROUND}/bordskilt/", publishing.signs, name="signs"),
    path(f"{SEAT}/", board.costs, name="costs"),
    path(f"{SEAT}/flytt/", tables.move, name="move"),
    path(f"{SEAT}/las/", tables.lock_person, name="lock_person"),
    path(f"{EVENT}/workshop/<int:day_id>/sammen/", ties.ties, name="ties"),
    path(f"{EVENT}/workshop/<int:day_id>/sammen/fjern/", ties.untie, name="untie"),
]
