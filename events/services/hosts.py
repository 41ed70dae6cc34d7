"""The organisations behind a day: hosts side by side, funders apart, and who answers for the data."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, EventOrganisation, EventStatus, OrganisationRole
from events.services.touching import lock_event, refuse_cancelled, touch
from inkludering.accounts.models import User
from inkludering.errors import DomainError
from regions.models import Organisation


@transaction.atomic
def set_organisation(
    *, event: Event, organisation: Organisation, role: str, by: User | None, now: datetime
) -> EventOrganisation:
    """Give ``organisation`` its part. The first organiser answers for the data until somebody says else."""
    if role not in OrganisationRole.values:
        raise DomainError(_("Choose what the organisation does."))
    event = lock_event(event)
    refuse_cancelled(event)
    part, _created = EventOrganisation.objects.update_or_create(
        event=event, organisation=organisation, defaults={"role": role}
    )
    if event.controller_id is None and role == OrganisationRole.ORGANISER:
        event.controller = organisation
    _reviewed(event)
    touch(event, by=by, now=now, verb="event.host_set", organisation=organisation.pk, role=role)
    return part


@transaction.atomic
def remove_organisation(*, event: Event, organisation: Organisation, by: User | None, now: datetime) -> None:
    """Take the organisation off. Raises ``DomainError`` for the last organiser of a published day."""
    event = lock_event(event)
    refuse_cancelled(event)
    others = event.parts.filter(role=OrganisationRole.ORGANISER).exclude(organisation=organisation)
    if event.status == EventStatus.PUBLISHED and not others.exists():
        raise DomainError(_("A published day needs at least one organiser. Add the new one first."))
    if event.status == EventStatus.PUBLISHED and event.controller_id == organisation.pk:
        raise DomainError(_("They answer for the registrations. Choose somebody else for that first."))
    event.parts.filter(organisation=organisation).delete()
    if event.controller_id == organisation.pk:
        event.controller = None
    _reviewed(event)
    touch(event, by=by, now=now, verb="event.host_removed", organisation=organisation.pk)


@transaction.atomic
def set_controller(*, event: Event, organisation: Organisation, by: User | None, now: datetime) -> Event:
    """Who answers for the personal data of those who register."""
    event = lock_event(event)
    refuse_cancelled(event)
    event.controller = organisation
    _reviewed(event)
    touch(event, by=by, now=now, verb="event.controller_set", organisation=organisation.pk)
    return event


def _reviewed(event: Event) -> None:
    event.review = [part for part in event.review if part != "hosts"]
    event.save(update_fields=["controller", "review"])
