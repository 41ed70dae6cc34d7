"""Out to everybody, a look beforehand, and calling off."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events import services
from events.forms.cancelling import CancelForm
from events.models import Event
from events.views.public import render_event
from events.views.work_frame import event_page, status_of
from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads
from regions import rules


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_publish_event)
def publish(request: UserRequest, event: Event) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        with flash_errors(request):
            services.publish(event=event, by=request.user, now=now)
            messages.success(request, _("It is out. Registration is open as soon as its date says so."))
        return redirect("events_work:publish", event.pk)
    checks = services.publish_checklist(event, now)
    context = {
        "checks": sorted(checks, key=lambda check: (check.done, not check.blocking)),
        "done": sum(check.done for check in checks),
        "missing": services.missing_of(checks),
    }
    return event_page(request, event, "publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_publish_event)
def discard(request: UserRequest, event: Event) -> HttpResponse:
    if request.method == "POST":
        with flash_errors(request):
            services.discard_draft(event=event, by=request.user)
            messages.success(request, _("The draft is gone."))
        return redirect("events_work:list")
    return event_page(request, event, "discard.html", {})


@require_safe
@loads(Event, rules.can_see_event)
def preview(request: UserRequest, event: Event) -> HttpResponseBase:
    return render_event(request, event, preview=True)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_publish_event)
def cancel(request: UserRequest, event: Event) -> HttpResponse:
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            services.cancel_event(event=event, by=request.user, now=timezone.now(), reason=reason)
            messages.success(request, _("The day is called off, and everybody is being told."))
            return redirect("events_work:publish", event.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return event_page(request, event, "cancel.html", {"form": form}, status=status_of(form))
