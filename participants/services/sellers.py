"""Who sends the invoices: one row for each organisation, shared by all regions it works in."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from events.models import Event
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from participants.models import Seller
from participants.seller_mail import tell_account_changed
from regions.models import Organisation, Region, RoleKind

TOLD = (RoleKind.COORDINATOR, RoleKind.FINANCE)


@transaction.atomic
def save_seller(*, seller: Seller, by: User, event: Event, confirmed: bool = False) -> Seller:
    """The details for invoices from now on; those made before keep theirs. The number goes on counting.

    Another account must be ``confirmed``, is in the log, and is told to all who answer for money in the
    regions that share the sender. Raises ``DomainError`` when it is not confirmed.
    """
    before = lock_seller(seller.controller_id)
    account = before.bank_account if before else seller.bank_account
    if account != seller.bank_account and not confirmed:
        raise DomainError(_("The account number is another one now. Look at it once more."))
    seller.pk, seller.last_number = (before.pk, before.last_number) if before else (None, 0)
    seller._state.adding = before is None
    seller.save()
    record("seller.saved", seller, by=by, region_id=event.region_id, event=event.pk)
    if account != seller.bank_account:
        _tell(seller, account, event, by=by)
    return seller


def lock_seller(controller_id: int) -> Seller | None:
    """The row, locked together with its organisation: the first time there is no row to lock."""
    Organisation.objects.select_for_update(no_key=True).get(pk=controller_id)
    return Seller.objects.select_for_update().filter(controller=controller_id).first()


def _tell(seller: Seller, before: str, event: Event, *, by: User) -> None:
    change = record("seller.account_changed", seller, by=by, region_id=event.region_id, event=event.pk)
    for user in who_is_told(seller.controller_id, event):
        tell_account_changed(seller, user, before=before, by=by, change=change.pk)


def regions_sharing(controller_id: int, event: Event) -> QuerySet[Region]:
    """Those with a day for which this organisation is responsible and that costs something, now or once."""
    with_fee = Q(events__controller=controller_id, events__fee_plan__isnull=False)
    return Region.objects.filter(with_fee | Q(pk=event.region_id)).distinct().order_by("name")


def who_is_told(controller_id: int, event: Event) -> QuerySet[User]:
    """Coordinators and finance of the regions that share the sender; also the one who changes it."""
    regions = regions_sharing(controller_id, event).order_by().values("pk")
    users = User.objects.filter(is_active=True, roles__kind__in=TOLD, roles__region__in=regions)
    return users.distinct().order_by("pk")
