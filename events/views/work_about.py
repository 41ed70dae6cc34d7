"""About the day."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from events import services
from events.forms.about import AboutForm, DayFormSet, about_initial, days_initial
from events.models import Event, Theme
from events.views.work_frame import event_page, say_saved, status_of
from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads
from regions import rules


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_edit_event)
def edit(request: UserRequest, event: Event) -> HttpResponse:
    form = AboutForm(request.POST or None, initial=about_initial(event))
    days = DayFormSet(
        request.POST or None, initial=days_initial(list(event.days.order_by("date"))), prefix="days"
    )
    if request.method == "POST" and form.is_valid() & days.is_valid() and _saved(request, event, form, days):
        return redirect("events_work:edit", event.pk)
    context = {"form": form, "days": days, "themes": Theme.objects.order_by("name")}
    return event_page(request, event, "about.html", context, status=status_of(form, days))


def _saved(request: UserRequest, event: Event, form: AboutForm, days: Any) -> bool:
    fields = dict(form.cleaned_data)
    version, now = fields.pop("version"), timezone.now()
    try:
        services.edit_event(
            event=event, by=request.user, now=now, version=version, days=days.plans(), **fields
        )
    except DomainError as error:
        event.refresh_from_db()
        form.refuse(error, version=event.version)
        return False
    event.refresh_from_db()
    say_saved(request, services.publish_checklist(event, now) if event.status == "draft" else [])
    return True


@require_POST
@loads(Event, rules.can_edit_event)
def reviewed(request: UserRequest, event: Event, part: str) -> HttpResponse:
    """What the copy brought along is right."""
    with flash_errors(request):
        services.mark_reviewed(event=event, part=part, by=request.user, now=timezone.now())
    return redirect("events_work:publish", event.pk)
