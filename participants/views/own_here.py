"""On a day on a screen: "I am here", on one's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from inkludering.errors import flash_errors
from inkludering.permissions import by_token
from participants.models import Registration
from participants.services.door_here import say_here
from participants.views.own import owned


@by_token
@require_POST
@owned
def here(request: HttpRequest, registration: Registration) -> HttpResponse:
    """One tap; the page then says welcome."""
    with flash_errors(request):
        say_here(registration=registration, now=timezone.now())
    return redirect("own:registration", registration.pk)
