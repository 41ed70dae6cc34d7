"""Sheets to print, made by the worker for the one who asked."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay

if TYPE_CHECKING:
    from inkludering.accounts.models import User


class PaperKind(models.TextChoices):
    NAME_TAGS = "name_tags", _("Name tags")


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: Any) -> "PaperQuerySet":
        """Only what this user ordered, and only while the event is theirs to see."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(ordered_by=user, day__event__in=Event.objects.visible_to(user))


class Paper(models.Model):
    """One order. ``content`` is the PDF, kept for an hour; ``failed`` says that it could not be made."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="participants_paper_kind", condition=Q(kind__in=PaperKind.values)),
            models.CheckConstraint(
                name="participants_paper_made_or_failed", condition=Q(content__isnull=True) | Q(failed=False)
            ),
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind)
    ordered_by: "models.ForeignKey[User, User]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    ordered_at = models.DateTimeField()
    language = models.CharField(max_length=5, default="nb")
    content = models.BinaryField(null=True)
    failed = models.BooleanField(default=False)

    objects = PaperQuerySet.as_manager()

    def __str__(self) -> str:
        return f"paper {self.pk}"

    @property
    def event(self) -> Event:
        return self.day.event
