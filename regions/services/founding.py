"""The founding rule: a region is carried by two organisations from two sectors, or more."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from regions.models import Member, Region, Sector

ORGANISATIONS_NEEDED = SECTORS_NEEDED = 2


@dataclass(frozen=True)
class FoundingState:
    """How far a working group has come. ``counts`` is organisations per sector, those present only."""

    organisations: int
    counts: dict[str, int]
    waived_reason: str = ""

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that are in, in the order of ``Sector``."""
        return tuple(sector.value for sector in Sector if self.counts.get(sector.value))

    @property
    def is_waived(self) -> bool:
        return bool(self.waived_reason)

    @property
    def is_complete(self) -> bool:
        """Two organisations and two sectors, whether or not somebody waived the rule."""
        return self.organisations >= ORGANISATIONS_NEEDED and len(self.sectors) >= SECTORS_NEEDED

    @property
    def is_met(self) -> bool:
        return self.is_complete or self.is_waived

    @property
    def missing(self) -> str:
        """What to do next, one sentence for the page; "" when nothing is missing."""
        if self.is_complete:
            return ""
        if not self.organisations:
            return _("Add two organisations from two different sectors.")
        if self.organisations == 1:
            return _("Add one more organisation, from another sector.")
        return _("All are from the same sector. Add one organisation from another.")


def founding_rule(region: Region) -> FoundingState:
    """Count the organisations in the region's working group. One query."""
    members = Member.objects.filter(working_group__region=region)
    counts = Counter(members.values_list("organisation__sector", flat=True))
    return FoundingState(counts.total(), dict(counts), region.founding_waived_reason)


@transaction.atomic
def waive_founding_rule(*, region: Region, reason: str, by: User | None) -> Region:
    """Let ``region`` go on without two sectors. For a national administrator, with a reason."""
    if not reason.strip():
        raise DomainError(_("Write why this region may start without two sectors."))
    region = Region.objects.select_for_update().get(pk=region.pk)
    region.founding_waived_reason = reason.strip()[:200]
    region.save(update_fields=["founding_waived_reason"])
    record("founding_rule_waived", region, by=by, region_id=region.pk)
    return region
