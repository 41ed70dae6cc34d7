"""What the door learns beside who is in: names on tags, dinner, counts by hand, the same person twice."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay
from inkludering.privacy import Data, Keep, personal
from participants.models.door import DoorDevice, DoorShift
from participants.models.registrations import Registration


class DoorName(models.Model):
    """What is written on the tag and how it is said, where that is not what the registration says.

    The registration stays as the person wrote it. Of several corrections the one that happened last counts.
    """

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="door_name")
    name = personal(
        models.CharField(_("name on the tag"), max_length=120, blank=True), Data.IDENTITY, Keep.YEAR_AFTER
    )
    pronunciation = personal(
        models.CharField(_("how it is said"), max_length=120, blank=True), Data.IDENTITY, Keep.YEAR_AFTER
    )
    happened_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"door name {self.pk}"


class DinnerAnswer(models.Model):
    """Asked on arrival: will you eat with us tonight? The answer that was given last counts."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_dinneranswer_once", fields=["day", "registration"])
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="dinner_answers")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="dinner_answers")
    comes = models.BooleanField()
    happened_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"dinner answer {self.pk}"


class HandCount(models.Model):
    """How many raised a hand for each sector, and for "my first time". Kept beside the check-ins, never
    mixed with them; the last count of a day is the one that counts."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_handcount_once", fields=["device", "scan_id"])
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="hand_counts")
    device = models.ForeignKey(DoorDevice, models.PROTECT, related_name="hand_counts")
    scan_id = models.UUIDField()
    public = models.PositiveSmallIntegerField(default=0)
    private = models.PositiveSmallIntegerField(default=0)  # with social entrepreneurs
    voluntary = models.PositiveSmallIntegerField(default=0)
    other = models.PositiveSmallIntegerField(default=0)  # with academia
    first_timers = models.PositiveSmallIntegerField(default=0)
    counted_at = models.DateTimeField()
    shift = models.ForeignKey(DoorShift, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"hand count {self.pk}"

    @property
    def total(self) -> int:
        return self.public + self.private + self.voluntary + self.other


class DoorPairQuerySet(models.QuerySet["DoorPair"]):
    def visible_to(self, user: Any) -> "DoorPairQuerySet":
        return self.filter(kept__event__in=Event.objects.visible_to(user))


class DoorPair(models.Model):
    """Two registrations that looked like one person, and what somebody decided: the same, or not."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_doorpair_once", fields=["kept", "dropped"]),
            models.UniqueConstraint(
                name="participants_doorpair_dropped_once", fields=["dropped"], condition=Q(is_same=True)
            ),
            models.CheckConstraint(name="participants_doorpair_two", condition=~Q(kept=F("dropped"))),
        ]

    kept = models.ForeignKey(Registration, models.CASCADE, related_name="+")
    dropped = models.ForeignKey(Registration, models.CASCADE, related_name="+")
    is_same = models.BooleanField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    objects = DoorPairQuerySet.as_manager()

    def __str__(self) -> str:
        return f"door pair {self.pk}"
