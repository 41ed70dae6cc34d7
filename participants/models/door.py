"""The door: links, devices, the append-only scan log, and the attendance derived from it."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay
from inkludering.audit.models import AppendOnlyError
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


class DoorDeviceQuerySet(models.QuerySet["DoorDevice"]):
    def visible_to(self, user: Any) -> "DoorDeviceQuerySet":
        return self.filter(day__event__in=Event.objects.visible_to(user))


class DoorDevice(models.Model):
    """A tablet or phone at the door: its own principal, for one event day, never a person's login."""

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="door_devices")
    name = models.CharField(_("name"), max_length=60)
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)

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
