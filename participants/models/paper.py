"""Sheets to print, made by the worker for the one who asked; and which name tags are printed already."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay
from inkludering.privacy import Data, Keep, personal
from participants.models.registrations import Registration
from regions.models import Region

if TYPE_CHECKING:
    from inkludering.accounts.models import User


class PaperKind(models.TextChoices):
    NAME_TAGS = "name_tags", _("Name tags")
    BLANK_TAGS = "blank_tags", _("Blank name tags")
    TAPE_LIST = "tape_list", _("Names for tape and marker")
    DOOR_LIST = "door_list", _("List for the door")
    RUN_SHEET = "run_sheet", _("Run sheet")
    FOOD_SHEET = "food_sheet", _("Food")
    TABLE_SIGNS = "table_signs", _("Table signs")
    POSTER = "poster", _("Poster")
    CERTIFICATES = "certificates", _("Certificates of attendance")
    DAY_PACK = "day_pack", _("All for the day")


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: Any) -> "PaperQuerySet":
        """Only what this user ordered, and only while the event is theirs to see."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(ordered_by=user, day__event__in=Event.objects.visible_to(user))


class Paper(models.Model):
    """One order. ``content`` is the file, kept for an hour; ``failed`` says that it could not be made.

    ``choices`` are what was chosen, as the kind knows it; ``parts`` the kinds of sheet in it, of which
    ``parts_done`` are done and ``parts_failed`` could not be made. ``claimed_at`` is when a worker took
    it, or was last seen at it. ``printed`` are [registration id, digest] of the name tags in it.
    """

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
    choices = models.JSONField(default=dict, blank=True)
    parts = models.JSONField(default=list, blank=True)
    parts_done = models.PositiveSmallIntegerField(default=0)
    parts_failed = models.JSONField(default=list, blank=True)
    printed = models.JSONField(default=list, blank=True)
    claimed_at = models.DateTimeField(null=True)
    content = personal(models.BinaryField(null=True), Data.IDENTITY, Keep.HOUR)
    failed = models.BooleanField(default=False)

    objects = PaperQuerySet.as_manager()

    def __str__(self) -> str:
        return f"paper {self.pk}"

    @property
    def event(self) -> Event:
        return self.day.event

    @property
    def is_waiting(self) -> bool:
        return self.content is None and not self.failed

    @property
    def is_pack(self) -> bool:
        return self.kind == PaperKind.DAY_PACK


class UsedSheet(models.Model):
    """The sheet of labels a region printed on last, so that nobody looks it up or measures it twice.

    ``choice``: its key under ``sheet``, and the ``measures`` of the last that somebody measured.
    """

    region = models.OneToOneField(Region, models.CASCADE, related_name="used_sheet")
    choice = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"sheet of region {self.region_id}"


class PrintedTag(models.Model):
    """Somebody's name tag for a day lies printed. ``digest`` is of all it says: has that changed since?"""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_printedtag_once", fields=["day", "registration"])
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="printed_tags")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="printed_tags")
    digest = personal(models.CharField(max_length=32), Data.OPERATIONAL, Keep.FORTNIGHT_AFTER)
    printed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"printed tag {self.pk}"
