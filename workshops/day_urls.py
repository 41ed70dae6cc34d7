"""Addresses of what happens while a round lasts and after it: the clock, notes, projects, contacts."""

from django.urls import path

from workshops.views import timer

ROUND = "arbeid/arrangementer/<int:event_id>/grupper/<int:round_id>"

day_patterns = [
    path(f"{ROUND}/tid/start/", timer.start, name="timer_start"),
    path(f"{ROUND}/tid/stopp/", timer.pause, name="timer_pause"),
    path(f"{ROUND}/tid/videre/", timer.resume, name="timer_resume"),
    path(f"{ROUND}/tid/mer/", timer.add, name="timer_add"),
    path(f"{ROUND}/tid/fjern/", timer.stop, name="timer_stop"),
]
