"""The log of the tables: who changed what and when. Rows are added, never altered."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from participants.models import Registration
from workshops.models.rounds import WorkshopRound

if TYPE_CHECKING:
    from inkludering.accounts.models import User


class ChangeKind(models.TextChoices):
    MADE = "made", _("Mixed the tables")
    MOVED = "moved", _("Moved by hand")
    PLACED = "placed", _("Found a place for those who came late")
    REPAIRED = "repaired", _("Repaired the tables")
    MERGED = "merged", _("Put two tables together")
    UNDONE = "undone", _("Undid a change")


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, user: Any) -> "ChangeQuerySet":
        return self.filter(round__day__event__in=Event.objects.visible_to(user))

    def standing(self) -> "ChangeQuerySet":
        """What has been done and not undone."""
        return self.filter(undoes=None, undone_by=None)


class Change(models.Model):
    """One change of a round's tables. ``version`` is the round's after it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workshops_change_version_once", fields=["round", "version"]),
            models.CheckConstraint(name="workshops_change_kind", condition=Q(kind__in=ChangeKind.values)),
            models.CheckConstraint(
                name="workshops_change_undone_names_which",
                condition=Q(kind=ChangeKind.UNDONE, undoes__isnull=False)
                | (~Q(kind=ChangeKind.UNDONE) & Q(undoes=None)),
            ),
        ]

    round = models.ForeignKey(WorkshopRound, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ChangeKind)
    by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone_by")

    objects = ChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"change {self.pk}"

    @property
    def event(self) -> Event:
        return self.round.day.event


class Step(models.Model):
    """One person's part of a change: from one table to another; None is no table."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workshops_step_once", fields=["change", "registration"]),
            models.CheckConstraint(
                name="workshops_step_goes_somewhere",
                condition=Q(from_table=None, to_table__isnull=False)
                | Q(from_table__isnull=False, to_table=None)
                | ~Q(from_table=F("to_table")),
            ),
        ]

    change = models.ForeignKey(Change, models.CASCADE, related_name="steps")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="+")
    from_table = models.PositiveSmallIntegerField(null=True)
    to_table = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"step {self.pk}"
