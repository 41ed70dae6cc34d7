"""Public pages of events and regions."""

from django.urls import path

from events.views import pages, public, public_files, public_lists, regions

app_name = "events"

EVENT = "arrangementer/<int:year>/<slug:slug>/"

urlpatterns = [
    path("", public_lists.front, name="front"),
    path("arrangementer/", public_lists.event_list, name="list"),
    path(EVENT, public.detail, name="detail"),
    path(f"{EVENT}program/", public.programme, name="programme"),
    path(f"{EVENT}program.pdf", public_files.programme_pdf, name="programme_pdf"),
    path(f"{EVENT}kalender.ics", public_files.calendar_file, name="calendar"),
    path(f"{EVENT}personvern/", public.privacy, name="privacy"),
    path("regioner/", regions.region_list, name="regions"),
    path("regioner/<slug:slug>/", regions.region, name="region"),
    path("om/", pages.about, name="about"),
    path("start/", pages.start, name="start"),
    path("personvern/", pages.privacy_site, name="privacy_site"),
    path("tilgjengelighet/", pages.accessibility, name="accessibility"),
    path("informasjonskapsler/", pages.cookies, name="cookies"),
]
