"""All addresses. Apps are included by name, so the ground imports none of them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from inkludering import health

handler400 = "inkludering.middleware.bad_request"
handler500 = "inkludering.middleware.server_error"

urlpatterns = [
    # Guests wait in line for a check-in; no other address begins like the door's.
    path("dor/", include("participants.door_urls")),
    # What visitors open comes next: finding a page's address is a quarter of the warm event page.
    *i18n_patterns(
        path("", include("events.urls")),
        path("", include("participants.urls")),
        path("", include("workshops.public_urls")),
        prefix_default_language=False,
    ),
    path("helse/lever", health.alive, name="health_alive"),
    path("helse/klar", health.ready, name="health_ready"),
    path("konto/", include("inkludering.accounts.urls")),
    path("demo/post/", include("inkludering.mailbox.urls")),
    path("demo/", include("demo.urls")),
    path("arbeid/", include("regions.work_urls")),
    path("", include("events.work_urls")),
    path("", include("participants.work_urls")),
    path("min/", include("participants.own_urls")),
    path("", include("workshops.urls")),
]
