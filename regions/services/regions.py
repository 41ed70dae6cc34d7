"""Make a region, change it, and move it from phase to phase."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from inkludering.text import fold, slugify
from regions.hooks import after_rename, days_held
from regions.models import FOUNDED, PHASE_TRANSITIONS, SUPPORTED_DAYS, Phase, Region, WorkingGroup
from regions.services.founding import founding_rule

RESERVED = frozenset({"ny", "nasjonalt"})  # addresses beside those of regions
EDITABLE = frozenset(
    {"name", "cadence", "vision", "language", "contact_email", "contact_phone", "days_held_before"}
)
LIKENESS = 0.75


@dataclass(frozen=True)
class Support:
    """Days held of those the national partner helps with."""

    held: int
    total: int = SUPPORTED_DAYS

    @property
    def shown(self) -> int:
        return min(self.held, self.total)

    @property
    def is_over(self) -> bool:
        return self.held >= self.total


def national_support(region: Region) -> Support:
    """How much of the national help a region has used."""
    return Support(region.days_held_before + sum(count(region) for count in days_held))


def similar_regions(name: str) -> list[Region]:
    """Regions that may be meant by another spelling, the closest first."""
    wanted = fold(name)
    scored = [(_likeness(wanted, fold(region.name)), region) for region in Region.objects.alphabetical()]
    close = [(score, region) for score, region in scored if score >= LIKENESS]
    return [region for _score, region in sorted(close, key=lambda pair: -pair[0])[:5]]


def _likeness(wanted: str, known: str) -> float:
    if wanted in known or known in wanted:
        return 1.0
    return SequenceMatcher(None, wanted, known).ratio()


def _refuse_known_name(name: str, *, but: int = 0) -> None:
    for region in Region.objects.exclude(pk=but):
        if fold(region.name) == fold(name):
            raise DomainError(_("There is a region called %(name)s already.") % {"name": region.name})


def _free_slug(name: str) -> str:
    base = slugify(name) or "region"
    number, slug = 1, base
    while slug in RESERVED or Region.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base[:76]}-{number}"
    return slug


@transaction.atomic
def create_region(
    *, name: str, by: User | None, parent: Region | None = None, language: str = "nb"
) -> Region:
    """A new region in the phase of interest, with an empty working group."""
    _refuse_known_name(name)
    region = Region(slug=_free_slug(name), parent=parent, language=language)
    region.set_name(name)
    try:
        with transaction.atomic():
            region.save()
    except IntegrityError:
        raise DomainError(_("There is a region called %(name)s already.") % {"name": name}) from None
    WorkingGroup.objects.create(region=region)
    record("region_created", region, by=by, region_id=region.pk)
    return region


@transaction.atomic
def edit_region(*, region: Region, by: User | None, **fields: str | int) -> Region:
    """Change what the region says about itself. Its address stays: links keep working."""
    unknown = set(fields) - EDITABLE
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    region = Region.objects.select_for_update().get(pk=region.pk)
    changed = sorted(name for name, value in fields.items() if getattr(region, name) != value)
    for name, value in fields.items():
        setattr(region, name, value)
    if "name" in changed:
        _refuse_known_name(region.name, but=region.pk)
        region.set_name(region.name)
    region.save()
    if "name" in changed:
        for tell in after_rename:
            tell(region)
    if changed:
        record("region_edited", region, by=by, region_id=region.pk, fields=",".join(changed)[:80])
    return region


class CircleError(DomainError):
    """A region was to lie under itself, or under one that lies under it."""


@transaction.atomic
def move_region(*, region: Region, parent: Region | None, by: User | None) -> Region:
    """Put ``region`` under another one, or at the top. Raises ``CircleError``."""
    tree = {
        one.pk: one for one in Region.objects.select_for_update().order_by("pk")
    }  # two moves make no circle
    region, parent = tree[region.pk], tree[parent.pk] if parent else None
    _refuse_circle(region, parent, tree)
    if region.parent_id != (parent.pk if parent else None):
        region.parent = parent
        region.save(update_fields=["parent"])
        record("region_moved", region, by=by, region_id=region.pk, parent=parent.pk if parent else 0)
    return region


def _refuse_circle(region: Region, parent: Region | None, tree: dict[int, Region]) -> None:
    above = parent
    while above is not None:
        if above == region == parent:
            raise CircleError(_("A region cannot lie under itself."))
        if above == region:
            words = {"region": region.name, "parent": parent}
            raise CircleError(_("%(parent)s lies under %(region)s. Choose another one.") % words)
        above = tree[above.parent_id] if above.parent_id else None


@transaction.atomic
def set_phase(*, region: Region, phase: Phase, by: User | None) -> Region:
    """The one way a region changes phase. Raises ``DomainError`` before the founding rule is met."""
    region = Region.objects.select_for_update().get(pk=region.pk)
    before = Phase(region.phase)
    if phase == before:
        return region
    if phase not in PHASE_TRANSITIONS[before]:
        words = {"before": before.label, "after": phase.label}
        raise DomainError(_("A region cannot go from “%(before)s” to “%(after)s”.") % words)
    state = founding_rule(region)
    if phase in FOUNDED and not state.is_met:
        raise DomainError(state.missing)
    region.phase = phase
    region.save(update_fields=["phase"])
    record("phase_changed", region, by=by, region_id=region.pk, before=before.value, after=phase.value)
    return region
