"""The working group of a region: its organisations and whom to talk to in each."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from regions.models import Member, Organisation, Region, WorkingGroup


def working_group_of(region: Region) -> WorkingGroup:
    """The region's working group; an empty one is made where there is none yet."""
    return WorkingGroup.objects.get_or_create(region=region)[0]


@transaction.atomic
def add_member(
    *,
    region: Region,
    organisation: Organisation,
    by: User | None,
    contact_name: str = "",
    contact_email: str = "",
) -> Member:
    """Take ``organisation`` into the working group."""
    member = Member(
        working_group=working_group_of(region),
        organisation=organisation,
        contact_name=contact_name,
        contact_email=contact_email,
    )
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        text = _("%(name)s is in the working group already.") % {"name": str(organisation)}
        raise DomainError(text) from None
    record("member_added", member, by=by, region_id=region.pk, organisation=organisation.pk)
    return member


@transaction.atomic
def edit_member(*, member: Member, contact_name: str, contact_email: str, by: User | None) -> Member:
    """Whom to talk to in this organisation."""
    member.contact_name, member.contact_email = contact_name, contact_email
    member.save(update_fields=["contact_name", "contact_email"])
    record("member_edited", member, by=by, region_id=member.region_id)
    return member


@transaction.atomic
def remove_member(*, member: Member, by: User | None) -> None:
    """Let an organisation out. The founding rule may no longer be met; the page says so."""
    region_id, organisation_id = member.region_id, member.organisation_id
    record("member_removed", member, by=by, region_id=region_id, organisation=organisation_id)
    member.delete()
