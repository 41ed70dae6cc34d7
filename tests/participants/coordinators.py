"""Who is signed in at ``/arbeid/``: a coordinator, a stranger, a colleague who may less."""

from django.test import Client

from events.models import Event
from regions.models import RoleKind
from tests.factories import make_region, make_role


def client_as(event: Event | None, kind: str = RoleKind.COORDINATOR) -> Client:
    """Signed in with a role in the event's region, or with ``None`` in another region."""
    client = Client()
    region = event.region if event else make_region()
    client.force_login(make_role(kind, region).user)
    return client


def work(event: Event, rest: str = "") -> str:
    return f"/arbeid/arrangementer/{event.pk}/{rest}"
