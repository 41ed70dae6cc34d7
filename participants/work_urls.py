"""Addresses of the coordinators' pages about people, door and paper."""

from django.urls import path

from participants.views import work_door, work_paper

app_name = "participants_work"
EVENT = "arbeid/arrangementer/<int:event_id>"

urlpatterns = [
    path(f"{EVENT}/dor/", work_door.doors, name="doors"),
    path(f"{EVENT}/dor/<int:day_id>/lenke/", work_door.make_link, name="door_link"),
    path(f"{EVENT}/dor/enhet/<int:device_id>/lukk/", work_door.revoke, name="door_revoke"),
    path(f"{EVENT}/utskrift/", work_paper.overview, name="paper"),
    path(f"{EVENT}/utskrift/<int:day_id>/navnelapper/", work_paper.order_tags, name="order_tags"),
    path(f"{EVENT}/utskrift/<int:paper_id>/", work_paper.wait, name="paper_wait"),
    path(f"{EVENT}/utskrift/<int:paper_id>/fil.pdf", work_paper.download, name="paper_download"),
]
