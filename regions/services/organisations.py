"""Organisations: one row for each, however people spell it."""

from difflib import SequenceMatcher

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from inkludering.text import fold
from regions.hooks import after_rename
from regions.models import Country, Organisation, OrganisationKind, Sector

LIKENESS, LONG_WORD, SHOWN = 0.72, 4, 5

# The sector that goes with a kind, for forms that ask only for the kind.
SECTOR_OF_KIND = {
    OrganisationKind.MUNICIPALITY: Sector.PUBLIC,
    OrganisationKind.CITY_DISTRICT: Sector.PUBLIC,
    OrganisationKind.COUNTY: Sector.PUBLIC,
    OrganisationKind.STATE: Sector.PUBLIC,
    OrganisationKind.LIBRARY: Sector.PUBLIC,
    OrganisationKind.ASSOCIATION: Sector.VOLUNTARY,
    OrganisationKind.FOUNDATION: Sector.VOLUNTARY,
    OrganisationKind.VOLUNTEER_CENTRE: Sector.VOLUNTARY,
    OrganisationKind.SOCIAL_ENTERPRISE: Sector.SOCIAL_ENTREPRENEUR,
    OrganisationKind.COMPANY: Sector.PRIVATE,
    OrganisationKind.UNIVERSITY: Sector.ACADEMIA,
}


def similar_organisations(name: str, unit: str = "", *, but: int = 0) -> list[Organisation]:
    """Those that may be meant by another spelling, the closest first. One query."""
    wanted = fold(f"{name} {unit}")
    words = [word for word in wanted.split() if len(word) >= LONG_WORD] or wanted.split()
    if not words:
        return []
    some_word = Q()
    for word in words[:6]:
        some_word |= Q(search_name__contains=word[:6])
    candidates = Organisation.objects.exclude(pk=but).filter(some_word)[:200]
    scored = [(_likeness(wanted, found.search_name), found) for found in candidates]
    close = sorted((pair for pair in scored if pair[0] >= LIKENESS), key=lambda pair: -pair[0])
    return [found for _score, found in close[:SHOWN]]


def _likeness(wanted: str, known: str) -> float:
    if f" {wanted} " in f" {known} " or f" {known} " in f" {wanted} ":
        return 1.0
    return SequenceMatcher(None, wanted, known).ratio()


def _save(organisation: Organisation, name: str, unit: str) -> None:
    organisation.set_name(name, unit)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        text = _("%(name)s is in the list already.") % {"name": str(organisation)}
        raise DomainError(text) from None


@transaction.atomic
def create_organisation(
    *,
    name: str,
    kind: str,
    sector: str,
    by: User | None,
    unit: str = "",
    country: str = Country.NORWAY,
    organisation_number: str = "",
    contact_email: str = "",
) -> Organisation:
    """A new organisation. Raises ``DomainError`` when the same name is there for that country."""
    organisation = Organisation(
        kind=kind,
        sector=sector,
        country=country,
        organisation_number=organisation_number,
        contact_email=contact_email,
    )
    _save(organisation, name, unit)
    record("organisation_created", organisation, by=by)
    return organisation


@transaction.atomic
def edit_organisation(*, organisation: Organisation, by: User | None, **fields: str) -> Organisation:
    """Change an organisation; name and unit move its keys for search and order along."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = str(organisation)
    name, unit = fields.pop("name", organisation.name), fields.pop("unit", organisation.unit)
    for field, value in fields.items():
        setattr(organisation, field, value)
    _save(organisation, name, unit)
    if str(organisation) != before:
        for tell in after_rename:
            tell(organisation)
    record("organisation_edited", organisation, by=by)
    return organisation


def get_or_create_organisation(
    *,
    name: str,
    kind: str = OrganisationKind.OTHER,
    sector: str = "",
    by: User | None,
    unit: str = "",
    country: str = Country.NORWAY,
) -> Organisation:
    """The organisation with this name in any spelling of case and accents, made when it is new."""
    key = fold(f"{name} {unit}")
    known = Organisation.objects.filter(search_name=key, country=country).first()
    if known is not None:
        return known
    sector = sector or SECTOR_OF_KIND.get(OrganisationKind(kind), Sector.OTHER)
    return create_organisation(name=name, kind=kind, sector=sector, by=by, unit=unit, country=country)
