"""Roles that people hold in a region, or nationally."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.models.held import held_region_ids
from regions.models.regions import Region


class RoleKind(models.TextChoices):
    NATIONAL_ADMINISTRATOR = "national_administrator", _("National administrator")
    NATIONAL_ADVISER = "national_adviser", _("National adviser")
    COORDINATOR = "coordinator", _("Coordinator")
    WORKING_GROUP_MEMBER = "working_group_member", _("Working group member")
    FACILITATOR = "facilitator", _("Facilitator")
    INCLUSION_OFFICER = "inclusion_officer", _("Inclusion officer")
    FINANCE = "finance", _("Finance")


NATIONAL_KINDS = [RoleKind.NATIONAL_ADMINISTRATOR, RoleKind.NATIONAL_ADVISER]
REGIONAL_KINDS = [kind for kind in RoleKind if kind not in NATIONAL_KINDS]


class RoleQuerySet(models.QuerySet["Role"]):
    def visible_to(self, user: Any) -> "RoleQuerySet":
        """Roles in the regions where ``user`` holds one; national roles for those who hold one."""
        held = held_region_ids(user)
        return self if held is None else self.filter(region__in=held)

    def by_name(self) -> "RoleQuerySet":
        """With their people, by kind and then name."""
        return self.select_related("user", "region").order_by("kind", "user__name", "user__email", "pk")


class Role(models.Model):
    """What a user may do, and where. National roles have no region; all others have one."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="regions_role_kind", condition=Q(kind__in=RoleKind.values)),
            models.CheckConstraint(
                name="regions_role_national_without_region",
                condition=Q(kind__in=NATIONAL_KINDS, region=None)
                | (~Q(kind__in=NATIONAL_KINDS) & ~Q(region=None)),
            ),
            models.UniqueConstraint(name="regions_role_once", fields=["user", "kind", "region"]),
            models.UniqueConstraint(
                name="regions_role_national_once", fields=["user", "kind"], condition=Q(region=None)
            ),
        ]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    kind = models.CharField(_("role"), max_length=30, choices=RoleKind)
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="roles")
    granted_at = models.DateTimeField(auto_now_add=True)

    objects = RoleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"role {self.pk}"
