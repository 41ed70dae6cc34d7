"""The standing pages: about, start, privacy, accessibility, cookies."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.presentation.cookies import KNOWN
from events.presentation.privacy import PURPOSES
from events.presentation.starting import letter, way_to_start
from events.views.public_frame import page
from inkludering.permissions import public


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return page(request, "pages/about.html", {}, _("What an inclusion day is, and how you start one."))


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    context = {"steps": way_to_start(), "letter": letter()}
    return page(request, "pages/start.html", context, _("How inclusion days begin in a new place."))


@public
@require_safe
def privacy_site(request: HttpRequest) -> HttpResponse:
    context = {"purposes": PURPOSES}
    return page(request, "pages/privacy.html", context, _("What we know about you, and when it is deleted."))


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "pages/accessibility.html", {}, _("How this site can be used, and how to tell us."))


@public
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    return page(request, "pages/cookies.html", {"cookies": list(KNOWN)}, _("The few cookies we need."))
