"""Addresses for those who are in the room, with the language in front."""

from django.urls import path

from workshops.views import here

app_name = "here"

EVENT = "arrangementer/<int:year>/<slug:slug>"

urlpatterns = [
    path(f"{EVENT}/her/", here.page, name="page"),
    path(f"{EVENT}/her/<str:code>/", here.room, name="room"),
]
