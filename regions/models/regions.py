"""Regions in a tree, and the working group that runs each of them."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inkludering.privacy import Data, Keep, personal
from regions.models.organisations import Organisation

if TYPE_CHECKING:
    from inkludering.accounts.models import User

SUPPORTED_DAYS = 3  # the national partner helps with the first three days of a region


class Phase(models.TextChoices):
    INTEREST = "interest", _("Interest")
    ESTABLISHING = "establishing", _("Establishing")
    RUNNING = "running", _("Runs locally")
    PAUSED = "paused", _("Paused")


class Cadence(models.TextChoices):
    MONTHLY = "monthly", _("Every month")
    SECOND_MONTH = "second_month", _("Every second month")
    QUARTERLY = "quarterly", _("Every quarter")
    FREE = "free", _("No fixed rhythm")


class RegionQuerySet(models.QuerySet["Region"]):
    def visible_to(self, user: Any) -> "RegionQuerySet":
        """The regions where ``user`` holds a role; all of them for a national role."""
        if not user.is_authenticated:
            return self.none()
        held = list(user.roles.values_list("region_id", flat=True))
        return self if None in held else self.filter(pk__in=held)

    def alphabetical(self) -> "RegionQuerySet":
        return self.order_by("sort_name", "pk")


class Region(models.Model):
    """A county, town or area with its own series of days."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="regions_region_phase", condition=Q(phase__in=Phase.values)),
            models.CheckConstraint(name="regions_region_cadence", condition=Q(cadence__in=Cadence.values)),
            models.CheckConstraint(name="regions_region_not_own_parent", condition=~Q(parent=models.F("pk"))),
        ]

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    sort_name = models.CharField(max_length=200, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, default=Phase.INTEREST)
    cadence = models.CharField(_("rhythm"), max_length=20, choices=Cadence, default=Cadence.FREE)
    vision = models.TextField(_("what we want"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="nb")
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)
    days_held_before = models.PositiveIntegerField(_("days held before this system"), default=0)
    founding_waived_reason = models.CharField(max_length=200, blank=True)

    objects = RegionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class WorkingGroup(models.Model):
    """The regional committee ("arbeidsgruppe"); never a group at a table."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="working_group")

    def __str__(self) -> str:
        return f"working group {self.pk}"


class Member(models.Model):
    """An organisation in a working group, with the person to talk to."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="regions_member_once", fields=["working_group", "organisation"]),
        ]

    working_group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    contact_name = personal(
        models.CharField(_("contact person"), max_length=120, blank=True), Data.IDENTITY, Keep.WHILE_ROLE
    )
    contact_email = personal(models.EmailField(_("e-mail"), blank=True), Data.CONTACT, Keep.WHILE_ROLE)
    user: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"member {self.pk}"
