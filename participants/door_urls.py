"""Addresses of the door. A device may open these and no others."""

from django.urls import path

from participants.views import door, door_api

app_name = "door"

urlpatterns = [
    path("", door.start, name="start"),
    path("kode/<str:code>/", door.start, name="code"),
    path("slutt/", door.leave, name="leave"),
    path("<int:day_id>/", door.guests, name="list"),
    path("<int:day_id>/inn/<int:registration_id>/", door.check_in, name="check_in"),
    path("<int:day_id>/angre/<int:registration_id>/", door.undo, name="undo"),
    path("<int:day_id>/uanmeldt/", door.unannounced, name="walk_in"),
    path("<int:day_id>/nytt/", door_api.news, name="news"),
    path("<int:day_id>/skann/", door_api.scans, name="scans"),
]
