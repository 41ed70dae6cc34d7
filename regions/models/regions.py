"""Regions in a tree, and the working group that runs each of them."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inkludering.privacy import Data, Keep, personal
from inkludering.text import sort_key
from regions.models.held import held_region_ids
from regions.models.organisations import Organisation

if TYPE_CHECKING:
    from inkludering.accounts.models import User

SUPPORTED_DAYS = 3  # the national partner helps with the first three days of a region


class Phase(models.TextChoices):
    INTEREST = "interest", _("Interest")
    ESTABLISHING = "establishing", _("Establishing")
    RUNNING = "running", _("Runs locally")
    PAUSED = "paused", _("Paused")


PHASE_TRANSITIONS = {
    Phase.INTEREST: {Phase.ESTABLISHING, Phase.RUNNING, Phase.PAUSED},
    Phase.ESTABLISHING: {Phase.INTEREST, Phase.RUNNING, Phase.PAUSED},
    Phase.RUNNING: {Phase.PAUSED},
    Phase.PAUSED: {Phase.INTEREST, Phase.ESTABLISHING, Phase.RUNNING},
}
FOUNDED = frozenset({Phase.ESTABLISHING, Phase.RUNNING})  # these ask for the founding rule


class Cadence(models.TextChoices):
    MONTHLY = "monthly", _("Every month")
    SECOND_MONTH = "second_month", _("Every second month")
    QUARTERLY = "quarterly", _("Every quarter")
    FREE = "free", _("No fixed rhythm")


class RegionQuerySet(models.QuerySet["Region"]):
    def visible_to(self, user: Any) -> "RegionQuerySet":
        """The regions where ``user`` holds a role; all of them for a national role."""
        held = held_region_ids(user)
        return self if held is None else self.filter(pk__in=held)

    def alphabetical(self) -> "RegionQuerySet":
        return self.order_by("sort_name", "pk")

    def for_list(self) -> "RegionQuerySet":
        """With the parent, and how many organisations and sectors carry each region."""
        organisation = "working_group__members__organisation"
        return self.select_related("parent").annotate(
            organisation_count=models.Count(organisation, distinct=True),
            sector_count=models.Count(f"{organisation}__sector", distinct=True),
        )


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

    def set_name(self, name: str) -> None:
        """The name together with the key that order needs."""
        self.name = name
        self.sort_name = sort_key(name)


class WorkingGroup(models.Model):
    """The regional committee ("arbeidsgruppe"); never a group at a table."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="working_group")

    def __str__(self) -> str:
        return f"working group {self.pk}"


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, user: Any) -> "MemberQuerySet":
        held = held_region_ids(user)
        return self if held is None else self.filter(working_group__region__in=held)

    def alphabetical(self) -> "MemberQuerySet":
        return self.order_by("organisation__sort_name", "organisation__unit", "pk")


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

    objects = MemberQuerySet.as_manager()

    def __str__(self) -> str:
        return f"member {self.pk}"

    @property
    def region_id(self) -> int:
        return self.working_group.region_id
