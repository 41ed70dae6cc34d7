"""A participant's own pages: the link of a mail first, then clean addresses."""

from django.urls import path

from participants.views import own

app_name = "own"

urlpatterns = [
    path("<int:registration_id>/", own.registration, name="registration"),
    path("<int:registration_id>/endre/", own.change, name="change"),
    path("<int:registration_id>/avmelding/", own.cancel, name="cancel"),
    path("<str:token>/", own.link, name="link"),
    path("<str:token>/avmelding/", own.link_cancel, name="link_cancel"),
]
