"""Addresses of the door. A device may open these and no others."""

from django.urls import path

from participants.views import door, door_api, door_more, door_person, door_shell, door_sync

app_name = "door"

urlpatterns = [
    # What a tablet's script asks for comes first: a guest waits for the answer.
    path("<int:day_id>/skann/", door_api.scans, name="scans"),
    path("<int:day_id>/endringer/", door_sync.changes, name="changes"),
    path("<int:day_id>/folk/", door_sync.people, name="people"),
    path("", door.start, name="start"),
    path("kode/<str:code>/", door.start, name="code"),
    path("slutt/", door.leave, name="leave"),
    path("sw.js", door_shell.worker, name="worker"),
    path("skall/<str:language>/<str:page>/", door_shell.shell, name="shell"),
    path("<int:day_id>/", door.guests, name="list"),
    path("<int:day_id>/inn/<int:registration_id>/", door.check_in, name="check_in"),
    path("<int:day_id>/angre/<int:registration_id>/", door.undo, name="undo"),
    path("<int:day_id>/uanmeldt/", door.unannounced, name="walk_in"),
    path("<int:day_id>/telling/", door_more.count, name="count"),
    path("<int:day_id>/papir/", door_more.paper, name="paper"),
    path("<int:day_id>/selv/", door_more.kiosk, name="kiosk"),
    path("<int:day_id>/person/<int:registration_id>/", door_person.person, name="person"),
    path("<int:day_id>/person/<int:registration_id>/navnelapp/", door_person.tag, name="tag"),
]
