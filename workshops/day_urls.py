"""Addresses of what happens while a round lasts and after it: the clock, notes, projects, contacts."""

from django.urls import path

from workshops.views import notes, timer

EVENT = "arbeid/arrangementer/<int:event_id>"
ROUND = f"{EVENT}/grupper/<int:round_id>"
NOTES = f"{EVENT}/grupper/notater/<int:day_id>"

day_patterns = [
    path(f"{ROUND}/tid/start/", timer.start, name="timer_start"),
    path(f"{ROUND}/tid/stopp/", timer.pause, name="timer_pause"),
    path(f"{ROUND}/tid/videre/", timer.resume, name="timer_resume"),
    path(f"{ROUND}/tid/mer/", timer.add, name="timer_add"),
    path(f"{ROUND}/tid/fjern/", timer.stop, name="timer_stop"),
    path("rom/bord/<str:token>/", notes.table, name="table_notes"),
    path("min/<int:registration_id>/notater/", notes.own_notes, name="own_notes"),
    path(f"{NOTES}/", notes.day_notes, name="notes"),
    path(f"{NOTES}/del/", notes.share, name="notes_share"),
    path(f"{NOTES}/skjul/", notes.unshare, name="notes_unshare"),
    path(f"{ROUND}/bordkort/", notes.table_cards, name="table_cards"),
    path(f"{ROUND}/notater/<int:number>/", notes.edit, name="notes_edit"),
]
