"""Who sends the invoices: one row for each organisation, shared by all regions it works in."""

from django.db import transaction

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from participants.models import Seller
from regions.models import Organisation


@transaction.atomic
def save_seller(*, seller: Seller, by: User, event: Event) -> Seller:
    """The details for invoices from now on; those made before keep theirs. The number goes on counting."""
    before = lock_seller(seller.controller_id)
    seller.pk, seller.last_number = (before.pk, before.last_number) if before else (None, 0)
    seller._state.adding = before is None
    seller.save()
    record("seller.saved", seller, by=by, region_id=event.region_id, event=event.pk)
    return seller


def lock_seller(controller_id: int) -> Seller | None:
    """The row, locked together with its organisation: the first time there is no row to lock."""
    Organisation.objects.select_for_update(no_key=True).get(pk=controller_id)
    return Seller.objects.select_for_update().filter(controller=controller_id).first()
