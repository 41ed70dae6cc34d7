"""What all work pages of an event share."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from events.models import Event
from events.services import CheckItem, missing_of
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest


def event_page(
    request: UserRequest, event: Event, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page under an event's band and tabs."""
    frame = {"event": event, "event_tabs": tabs_for(request, event)}
    return render(request, f"events/work/{template}", frame | context, status=status)


def status_of(*forms: Any) -> int:
    """422 when something typed must be put right, so that nothing takes the page for a success."""
    return 422 if any(form.is_bound and form.errors for form in forms) else 200


def say_saved(request: UserRequest, checks: list[CheckItem]) -> None:
    """ "Saved", and for a draft what it still lacks."""
    missing = missing_of(checks)
    if missing:
        what = {"number": len(missing), "first": missing[0].label}
        messages.success(
            request, _("Saved. %(number)s left before you can publish, first: %(first)s.") % what
        )
    else:
        messages.success(request, _("Saved."))
