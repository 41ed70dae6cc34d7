"""After the day: who could have met whom."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from events.models import Event
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from regions import rules
from workshops.contacts import contacts_of
from workshops.network import network_of

SHOWN_LINKS = 20


@require_GET
@loads(Event, rules.can_see_groups)
def contacts(request: UserRequest, event: Event) -> HttpResponse:
    """Potential new contacts in figures, as a picture and as a table."""
    found = contacts_of(event)
    context = {
        "event": event,
        "event_tabs": tabs_for(request, event),
        "contacts": found,
        "is_over": event.is_over(timezone.now()),
        "network": network_of(found),
        "strongest": found.links[:SHOWN_LINKS],
        "rest": found.links[SHOWN_LINKS:],
    }
    return render(request, "workshops/contacts.html", context)
