"""Addresses of what happens while a round lasts and after it: the clock, notes, projects, contacts."""

from django.urls import path

from workshops.views import breakout, contacts, here_notes, notes, projects, timer, wishes

EVENT = "arbeid/arrangementer/<int:event_id>"
ROUND = f"{EVENT}/grupper/<int:round_id>"
PROJECTS = f"{EVENT}/grupper/prosjekter"
NOTES = f"{EVENT}/grupper/notater/<int:day_id>"

day_patterns = [
    path(f"{ROUND}/tid/start/", timer.start, name="timer_start"),
    path(f"{ROUND}/tid/stopp/", timer.pause, name="timer_pause"),
    path(f"{ROUND}/tid/videre/", timer.resume, name="timer_resume"),
    path(f"{ROUND}/tid/mer/", timer.add, name="timer_add"),
    path(f"{ROUND}/tid/fjern/", timer.stop, name="timer_stop"),
    path(f"{PROJECTS}/<int:day_id>/", projects.project_list, name="projects"),
    path(f"{PROJECTS}/runde/<int:round_id>/", projects.gather, name="projects_gather"),
    path(f"{PROJECTS}/<int:day_id>/ny/", projects.add, name="project_add"),
    path(f"{PROJECTS}/<int:day_id>/fra-pameldte/", projects.take, name="projects_take"),
    path(f"{PROJECTS}/<int:day_id>/uten-eier/", projects.park_without_owner, name="projects_park"),
    path(f"{PROJECTS}/<int:day_id>/veileder/", projects.add_coach, name="coach_add"),
    path(f"{PROJECTS}/<int:day_id>/prikker/", projects.dots, name="dots"),
    path(f"{PROJECTS}/prosjekt/<int:project_id>/", projects.edit, name="project_edit"),
    path(f"{PROJECTS}/prosjekt/<int:project_id>/fjern/", projects.remove, name="project_remove"),
    path(f"{PROJECTS}/prosjekt/<int:project_id>/flytt/", projects.move, name="project_move"),
    path(f"{PROJECTS}/prosjekt/<int:project_id>/vent/", projects.park, name="project_park"),
    path(f"{PROJECTS}/veileder/<int:coach_id>/fjern/", projects.remove_coach, name="coach_remove"),
    path("min/<int:registration_id>/onske/", wishes.choose, name="own_wish"),
    path(f"{ROUND}/rom/", breakout.rooms, name="breakout"),
    path(f"{ROUND}/rom/fil/", breakout.download, name="breakout_file"),
    path(f"{EVENT}/grupper/kontakter/", contacts.contacts, name="contacts"),
    path("rom/bord/<str:token>/", here_notes.table, name="table_notes"),
    path("min/<int:registration_id>/notater/", here_notes.own_notes, name="own_notes"),
    path(f"{NOTES}/", notes.day_notes, name="notes"),
    path(f"{NOTES}/del/", notes.share, name="notes_share"),
    path(f"{NOTES}/skjul/", notes.unshare, name="notes_unshare"),
    path(f"{ROUND}/bordkort/", notes.table_cards, name="table_cards"),
    path(f"{ROUND}/notater/<int:number>/", notes.edit, name="notes_edit"),
]
