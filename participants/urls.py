"""Public pages of those who come; the language is the prefix of the path."""

from django.urls import path

from participants.views import own, registering

app_name = "participants"

EVENT = "arrangementer/<int:year>/<slug:slug>/"

urlpatterns = [
    path(f"{EVENT}pamelding/", registering.register, name="register"),
    path(f"{EVENT}pamelding/takk/", registering.thanks, name="thanks"),
    path("innsyn/", own.find_own, name="find_own"),
    path("innsyn/sendt/", own.find_own_sent, name="find_own_sent"),
]
