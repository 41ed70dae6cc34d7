"""Who sits with whom: ties that always hold, and pairs who have met before."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay
from inkludering.privacy import Data, Keep, personal
from participants.models import Registration


class TieKind(models.TextChoices):
    TOGETHER = "together", _("always at the same table")
    APART = "apart", _("never at the same table")


class TieQuerySet(models.QuerySet["Tie"]):
    def visible_to(self, user: Any) -> "TieQuerySet":
        return self.filter(day__event__in=Event.objects.visible_to(user))


class Tie(models.Model):
    """Two people who always, or never, sit together on a day: an interpreter and who is interpreted for."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="workshops_tie_kind", condition=Q(kind__in=TieKind.values)),
            models.CheckConstraint(name="workshops_tie_of_two", condition=Q(one__lt=F("other"))),
            models.UniqueConstraint(name="workshops_tie_once", fields=["day", "one", "other"]),
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="ties")
    kind = models.CharField(max_length=10, choices=TieKind)
    one = models.ForeignKey(Registration, models.CASCADE, related_name="+")  # the one registered first
    other = models.ForeignKey(Registration, models.CASCADE, related_name="+")

    objects = TieQuerySet.as_manager()

    def __str__(self) -> str:
        return f"tie {self.pk}"

    @property
    def event(self) -> Event:
        return self.day.event


class PastPair(models.Model):
    """Two people sat at one table on a date. ``key`` is a keyed hash: it names nobody."""

    class Meta:
        constraints = [models.UniqueConstraint(name="workshops_past_pair_once", fields=["key", "met_on"])]
        indexes = [models.Index(name="workshops_past_pair_age", fields=["met_on"])]

    key = personal(models.CharField(max_length=32), Data.OPERATIONAL, Keep.YEAR)
    met_on = models.DateField()

    def __str__(self) -> str:
        return f"past pair {self.pk}"
