"""Hosts of a day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import services
from events.forms.hosts import ControllerForm, HostForm
from events.models import Event, EventOrganisation, OrganisationRole
from events.views.work_frame import event_page, status_of
from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads
from regions import rules
from regions.models import Organisation
from regions.services import get_or_create_organisation

PART = {"event_id": "event_id", "part_id": "pk"}


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_edit_event)
def organisations(request: UserRequest, event: Event) -> HttpResponse:
    form = HostForm(request.POST or None, event=event)
    if form.is_valid() and _added(request, event, form):
        return redirect("events_work:organisations", event.pk)
    parts = event.parts.select_related("organisation").order_by("organisation__sort_name", "pk")
    groups = [(role.label, [part for part in parts if part.role == role]) for role in OrganisationRole]
    context = {"form": form, "groups": groups, "controller_form": ControllerForm(event=event)}
    return event_page(request, event, "hosts.html", context, status=status_of(form))


def _added(request: UserRequest, event: Event, form: HostForm) -> bool:
    given, user = form.cleaned_data, request.user
    try:
        organisation = given["organisation"] or _new_organisation(given, user)
        services.set_organisation(
            event=event, organisation=organisation, role=given["role"], by=user, now=timezone.now()
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("%(name)s is added.") % {"name": organisation})
    return True


def _new_organisation(given: dict[str, str], user: object) -> Organisation:
    names = ("name", "unit", "kind", "country")
    return get_or_create_organisation(**{name: given[name] for name in names}, by=user)  # type: ignore[arg-type]  # cleaned by the form


@require_POST
@loads(EventOrganisation, rules.can_edit_event, by=PART)
def remove_organisation(request: UserRequest, part: EventOrganisation) -> HttpResponse:
    with flash_errors(request):
        services.remove_organisation(
            event=part.event, organisation=part.organisation, by=request.user, now=timezone.now()
        )
        messages.success(request, _("%(name)s is removed.") % {"name": part.organisation})
    return redirect("events_work:organisations", part.event_id)


@require_POST
@loads(Event, rules.can_edit_event)
def controller(request: UserRequest, event: Event) -> HttpResponse:
    form = ControllerForm(request.POST, event=event)
    with flash_errors(request):
        if not form.is_valid():
            raise DomainError(_("Choose one of the organisations on this page."))
        organisation = form.cleaned_data["organisation"]
        services.set_controller(event=event, organisation=organisation, by=request.user, now=timezone.now())
        messages.success(request, _("%(name)s answers for the registrations.") % {"name": organisation})
    return redirect("events_work:organisations", event.pk)
