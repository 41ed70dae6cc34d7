"""The door: links, devices, the append-only scan log, and the attendance derived from it."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay
from inkludering.audit.models import AppendOnlyError
from inkludering.privacy import Data, Keep, personal
from participants.models.registrations import Registration


class DoorLink(models.Model):
    """Opens one event day for one tablet: single use, ten minutes. Only the code's digest is stored."""

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="door_links")
    code_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"door link {self.pk}"


class DoorShiftQuerySet(models.QuerySet["DoorShift"]):
    def visible_to(self, user: Any) -> "DoorShiftQuerySet":
        return self.filter(day__event__in=Event.objects.visible_to(user))


class DoorShift(models.Model):
    """Somebody who stands at the door of a day. The PIN unlocks the screen and says who is on shift.

    It is not what keeps strangers out: that is the device's own cookie. ``pin_digest`` is PBKDF2.
    """

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="door_shifts")
    name = personal(models.CharField(_("name"), max_length=60), Data.IDENTITY, Keep.FORTNIGHT_AFTER)
    pin_salt = models.CharField(max_length=32)
    pin_digest = models.CharField(max_length=64)

    objects = DoorShiftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"door shift {self.pk}"

    @property
    def event(self) -> Event:
        return self.day.event


class DeviceKind(models.TextChoices):
    DOOR = "door", _("At the door")
    OWN_PAGE = "own_page", _("Own page")


class DoorDeviceQuerySet(models.QuerySet["DoorDevice"]):
    def visible_to(self, user: Any) -> "DoorDeviceQuerySet":
        return self.filter(day__event__in=Event.objects.visible_to(user))


class DoorDevice(models.Model):
    """A tablet or phone at the door: its own principal, for one event day, never a person's login.

    Each day may have one more, which no browser holds: people who say on their own page that they are
    here. ``unsent`` and what follows is what the device said of itself at ``last_seen_at``.
    """

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_doordevice_kind", condition=Q(kind__in=DeviceKind.values)
            ),
            models.UniqueConstraint(
                name="participants_doordevice_one_own_page",
                fields=["day"],
                condition=Q(kind=DeviceKind.OWN_PAGE),
            ),
        ]

    kind = models.CharField(max_length=10, choices=DeviceKind, default=DeviceKind.DOOR)
    day = models.ForeignKey(EventDay, models.CASCADE, related_name="door_devices")
    name = models.CharField(_("name"), max_length=60)
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    unsent = models.PositiveIntegerField(default=0)
    unsent_since = models.DateTimeField(null=True, blank=True)
    clock_skew = models.IntegerField(default=0)  # seconds its clock is ahead of ours
    version = models.CharField(max_length=16, blank=True)
    shift = models.ForeignKey(DoorShift, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DoorDeviceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"door device {self.pk}"

    @property
    def event(self) -> Event:
        return self.day.event


class ScanKind(models.TextChoices):
    CHECK_IN = "check_in", _("Checked in")
    UNDO = "undo", _("Undone")
    WALK_IN = "walk_in", _("Walk-in")
    RENAME = "rename", _("Name on the tag")
    DINNER = "dinner", _("Dinner")
    COUNT = "count", _("Count by hand")
    TRIAL = "trial", _("Trial")


# Those that say whether somebody is in.
PRESENCE = frozenset({ScanKind.CHECK_IN, ScanKind.UNDO, ScanKind.WALK_IN})


class ScanQuerySet(models.QuerySet["Scan"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("scans are never changed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("scans are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("scans are never deleted")


class Scan(models.Model):
    """One thing that happened at the door. Appended, never changed, never refused (trust K5).

    ``device_at`` is the device's own clock, ``clock_offset`` its error (seconds, server minus device).
    """

    class Meta:
        constraints = [
            models.CheckConstraint(name="participants_scan_kind", condition=Q(kind__in=ScanKind.values)),
            models.UniqueConstraint(name="participants_scan_once", fields=["device", "scan_id"]),
        ]
        indexes = [models.Index(name="participants_scan_person", fields=["registration", "day"])]

    device = models.ForeignKey(DoorDevice, models.PROTECT, related_name="scans")
    scan_id = models.UUIDField()
    day = models.ForeignKey(EventDay, models.PROTECT, related_name="scans")
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, related_name="scans"
    )
    kind = models.CharField(max_length=10, choices=ScanKind)
    device_at = models.DateTimeField()
    clock_offset = models.IntegerField(default=0)
    received_at = models.DateTimeField()
    shift = models.ForeignKey(DoorShift, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ScanQuerySet.as_manager()

    def __str__(self) -> str:
        return f"scan {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("scans are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("scans are never deleted")


class Attendance(models.Model):
    """Who is in on a day, derived from the scan log. ``scan`` is the check-in that was accepted first."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_attendance_once", fields=["day", "registration"])
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="attendances")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attendances")
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"attendance {self.pk}"
