"""A seat that is offered: seen behind the own link, answered with one press. Reading changes nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from inkludering.errors import flash_errors
from inkludering.permissions import by_token
from participants import services
from participants.models import OfferState, Registration
from participants.services import offers
from participants.views.offered import offer_context
from participants.views.own import open_link, owned, see_other


@by_token
@require_safe
def link_offer(request: HttpRequest, token: str) -> HttpResponse:
    return open_link(request, token, "own:offer")


@by_token
@require_safe
@owned
def offer(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The question, or what became of it."""
    context = offer_context(registration) | {
        "registration": registration,
        "event": registration.event,
        "place": services.place_in_line(registration),
        "latest": offers.latest_offer(registration),
    }
    return render(request, "participants/offer.html", context)


@by_token
@require_POST
@owned
def accept(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Yes. Too late loses nothing but this seat: the page says what happened."""
    state = offers.accept(registration=registration, now=timezone.now())
    if state == OfferState.ACCEPTED:
        messages.success(request, _("The seat is yours. Welcome!"))
        return see_other(reverse("own:registration", args=[registration.pk]))
    return see_other(reverse("own:offer", args=[registration.pk]))


@by_token
@require_POST
@owned
def decline(request: HttpRequest, registration: Registration) -> HttpResponse:
    """No, thank you."""
    with flash_errors(request):
        offers.decline(registration=registration, now=timezone.now())
    return see_other(reverse("own:registration", args=[registration.pk]))
