"""What I need of food and access: write it, change it, take it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from inkludering.errors import flash_errors
from inkludering.permissions import by_token
from participants.forms.needs import needs_form_for
from participants.models import NeedKind, Registration
from participants.services.needs import forget_needs, is_too_late, keep_needs, own_needs
from participants.views.own import owned, see_other


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
@owned
def write(request: HttpRequest, registration: Registration) -> HttpResponse:
    now = timezone.now()
    if not registration.is_active or is_too_late(registration.event, now):
        return redirect("own:registration", registration.pk)
    form = needs_form_for(own_needs(registration), request.POST if request.method == "POST" else None)
    if form.is_valid():
        with flash_errors(request):
            keep_needs(registration=registration, wanted=form.wanted(), now=now)
            messages.success(request, _("Your changes are saved."))
        return see_other(reverse("own:registration", args=[registration.pk]))
    context = {"registration": registration, "event": registration.event, "form": form}
    return render(request, "participants/own_needs.html", context)


@by_token
@require_POST
@owned
def withdraw(request: HttpRequest, registration: Registration, kind: str) -> HttpResponse:
    """Take one consent back; what it covered is deleted at once."""
    if kind not in NeedKind.values:
        raise Http404
    forget_needs(registration=registration, kind=NeedKind(kind))
    messages.success(request, _("Deleted. Nobody can see it any more."))
    return see_other(reverse("own:registration", args=[registration.pk]))
