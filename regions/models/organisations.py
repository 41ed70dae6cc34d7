"""Organisations, their kind and their sector."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inkludering.privacy import Data, Keep, personal
from inkludering.text import fold, sort_key


class Sector(models.TextChoices):
    """Six sectors; the count by hand and the buttons at the door use four (``DOOR_SECTORS``)."""

    PUBLIC = "public", _("Public")
    VOLUNTARY = "voluntary", _("Voluntary")
    PRIVATE = "private", _("Business")
    SOCIAL_ENTREPRENEUR = "social_entrepreneur", _("Social entrepreneurship")
    ACADEMIA = "academia", _("Education and research")
    OTHER = "other", _("Other")


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    CITY_DISTRICT = "city_district", _("City district")
    COUNTY = "county", _("County authority")
    STATE = "state", _("State agency")
    ASSOCIATION = "association", _("Voluntary association")
    FOUNDATION = "foundation", _("Foundation")
    VOLUNTEER_CENTRE = "volunteer_centre", _("Volunteer centre")
    SOCIAL_ENTERPRISE = "social_enterprise", _("Social enterprise")
    COMPANY = "company", _("Company")
    UNIVERSITY = "university", _("University or college")
    LIBRARY = "library", _("Library")
    FUNDER = "funder", _("Funder")
    OTHER = "other", _("Other")


class Country(models.TextChoices):
    NORWAY = "NO", _("Norway")
    SWEDEN = "SE", _("Sweden")
    DENMARK = "DK", _("Denmark")
    FINLAND = "FI", _("Finland")
    ICELAND = "IS", _("Iceland")
    OTHER = "XX", _("Another country")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Organisations are common knowledge among all who work here."""
        return self if user.is_authenticated else self.none()

    def alphabetical(self) -> "OrganisationQuerySet":
        return self.order_by("sort_name", "unit", "pk")

    def search(self, text: str) -> "OrganisationQuerySet":
        """Those whose name holds every word of ``text``, or the beginning of one."""
        words = (Q(search_name__contains=word) for word in fold(text).split())
        return self.filter(*words)


class Organisation(models.Model):
    """A body that hosts, partners, funds or sends people. Not personal data by itself."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="regions_organisation_kind", condition=Q(kind__in=OrganisationKind.values)
            ),
            models.CheckConstraint(name="regions_organisation_sector", condition=Q(sector__in=Sector.values)),
            models.CheckConstraint(
                name="regions_organisation_country", condition=Q(country__in=Country.values)
            ),
            models.UniqueConstraint(name="regions_organisation_once", fields=["search_name", "country"]),
        ]

    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit or department"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.NORWAY)
    organisation_number = models.CharField(_("organisation number"), max_length=20, blank=True)
    contact_email = personal(
        models.EmailField(_("contact e-mail"), blank=True), Data.CONTACT, Keep.WHILE_ROLE
    )
    search_name = models.CharField(max_length=400, editable=False)
    sort_name = models.CharField(max_length=200, editable=False)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} – {self.unit}" if self.unit else self.name

    def set_name(self, name: str, unit: str = "") -> None:
        """Name and unit together with the keys that search and order need."""
        self.name, self.unit = name, unit
        self.search_name = fold(f"{name} {unit}")
        self.sort_name = sort_key(name)
