"""Who did what to what, and when. Ids only; rows are added and never changed."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone

from inkludering.privacy import Data, Keep, personal


class AppendOnlyError(TypeError):
    """Somebody tried to change the past."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, target: models.Model) -> "EntryQuerySet":
        """What happened to one object, newest first."""
        chosen = self.filter(target_type=target._meta.label_lower, target_id=target.pk)
        return chosen.order_by("-at", "-pk")

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit entries are never changed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit entries are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("audit entries are never deleted; services.forget_older_than ends them")


class Entry(models.Model):
    """One thing that was done. Exactly one of a user, a door device or nobody (a job) did it."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="audit_entry_verb_present", condition=~Q(verb="")),
            models.CheckConstraint(
                name="audit_entry_one_actor",
                condition=Q(by_id__isnull=True) | Q(device_id__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="audit_entry_target", fields=["target_type", "target_id", "at"]),
            models.Index(name="audit_entry_region", fields=["region_id", "at"]),
            models.Index(name="audit_entry_at", fields=["at"]),
        ]
        verbose_name_plural = "entries"

    at = models.DateTimeField(default=timezone.now, editable=False)
    verb = models.CharField(max_length=60)
    target_type = models.CharField(max_length=80)
    target_id = models.BigIntegerField()
    by_id = personal(models.BigIntegerField(null=True), Data.OPERATIONAL, Keep.YEAR)
    device_id = models.BigIntegerField(null=True)
    region_id = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=32, blank=True)
    facts = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type} {self.target_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("audit entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit entries are never deleted; services.forget_older_than ends them")
