"""More behind the own link: give the seat away, take a consent back, see and take along all data, erase."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inkludering.errors import DomainError
from inkludering.limits import allow
from inkludering.permissions import by_token
from participants.forms.own import HandOverForm
from participants.models import Registration
from participants.services import erasing, handing_over, own_data
from participants.services.extra_answers import withdraw_from_wall
from participants.views.own import can_change, owned, see_other
from participants.views.registering import organisations

HAND_OVERS_AN_HOUR = 5


def _context(registration: Registration, **more: Any) -> dict[str, Any]:
    return {"registration": registration, "event": registration.event} | more


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
@owned
def hand_over(request: HttpRequest, registration: Registration) -> HttpResponse:
    if not can_change(registration):
        return redirect("own:registration", registration.pk)
    form = HandOverForm(request.POST if request.method == "POST" else None, registration=registration)
    if form.is_valid() and _passed_on(form, registration):
        messages.success(request, _("The seat is passed on. Both of you get a mail."))
        return see_other(registration.event.get_absolute_url())
    context = _context(registration, form=form, organisations=organisations())
    return render(request, "participants/hand_over.html", context)


def _passed_on(form: HandOverForm, registration: Registration) -> bool:
    """Give the seat to whom the form names; False with the reason in the form. Few tries an hour: the
    answer tells whether an address is registered."""
    if not allow("hand-over", str(registration.pk), times=HAND_OVERS_AN_HOUR, seconds=3600):
        form.add_error(
            None, _("That was a little too many at once. Wait a few minutes, then press once more.")
        )
        return False
    answers = form.colleague(language=registration.language)
    try:
        handing_over.hand_over(registration=registration, answers=answers, now=timezone.now())
    except DomainError as error:
        form.add_error("email", str(error))
        return False
    return True


@by_token
@require_POST
@owned
def leave_wall(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Take back the consent to be shown to the others."""
    withdraw_from_wall(registration=registration)
    messages.success(request, _("The others can no longer see it."))
    return see_other(reverse("own:registration", args=[registration.pk]))


@by_token
@require_safe
@owned
def data(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Everything, to read."""
    parts = own_data.parts_of(registration)
    return render(request, "participants/own_data.html", _context(registration, parts=parts))


@by_token
@require_safe
@owned
def data_file(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Everything, as JSON to take along."""
    known = own_data.own_data(registration)
    response = JsonResponse(known, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mine-opplysninger.json"'
    return response


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
@owned
def erase(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Asks first; it cannot be undone."""
    if request.method == "POST":
        erasing.erase(registration=registration, now=timezone.now())
        messages.success(request, _("Everything is deleted. Your link has ended."))
        return see_other(reverse("events:list"))
    return render(request, "participants/erase.html", _context(registration))
