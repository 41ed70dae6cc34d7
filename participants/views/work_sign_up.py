"""What sign-up asks, set by the coordinator: ticks, limits, and the list of extra questions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.models import Event
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.forms.asking import QuotaForm, SignUpForm
from participants.services.asking import set_quotas, set_sign_up
from regions import rules


def page(request: UserRequest, event: Event, **forms: Any) -> HttpResponse:
    context = {
        "event": event,
        "event_tabs": tabs_for(request, event),
        "form": forms.get("form") or SignUpForm(event=event),
        "quotas": forms.get("quotas") or QuotaForm(event=event),
        "questions": event.questions.in_order(),
    }
    return render(request, "participants/work/sign_up.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_edit_event)
def sign_up(request: UserRequest, event: Event) -> HttpResponse:
    form = SignUpForm(request.POST if request.method == "POST" else None, event=event)
    if not form.is_valid():
        return page(request, event, form=form)
    set_sign_up(event=event, choices=form.choices(), items=form.items(), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("participants_work:sign_up", event.pk)


@require_POST
@loads(Event, rules.can_edit_event)
def quotas(request: UserRequest, event: Event) -> HttpResponse:
    """Limits for sectors and countries."""
    form = QuotaForm(request.POST, event=event)
    if not form.is_valid():
        return page(request, event, quotas=form)
    set_quotas(event=event, seats_of=form.seats(), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("participants_work:sign_up", event.pk)
