"""Mails that are to be sent, and how it went. Written in the transaction that causes them."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inkludering.outbox.addresses import split_sender
from inkludering.privacy import Data, Keep, personal

MAX_ATTEMPTS = 6


class MessageStatus(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    INFLIGHT = "inflight", _("Being sent")
    RETRY = "retry", _("Will be tried again")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    HELD = "held", _("Held back")
    CANCELLED = "cancelled", _("No longer wanted")


# A mail handed over is a fact, so every state may still become "sent".
TRANSITIONS = {
    MessageStatus.QUEUED: {
        MessageStatus.INFLIGHT,
        MessageStatus.SENT,
        MessageStatus.HELD,
        MessageStatus.CANCELLED,
    },
    MessageStatus.INFLIGHT: {
        MessageStatus.INFLIGHT,  # the lease ran out: another pump takes over
        MessageStatus.RETRY,
        MessageStatus.SENT,
        MessageStatus.FAILED,
        MessageStatus.HELD,
        MessageStatus.CANCELLED,
    },
    MessageStatus.RETRY: {
        MessageStatus.INFLIGHT,
        MessageStatus.SENT,
        MessageStatus.HELD,
        MessageStatus.CANCELLED,
    },
    MessageStatus.SENT: set(),
    MessageStatus.FAILED: {MessageStatus.QUEUED, MessageStatus.SENT},
    MessageStatus.HELD: {MessageStatus.QUEUED, MessageStatus.SENT, MessageStatus.CANCELLED},
    MessageStatus.CANCELLED: {MessageStatus.SENT},
}

WAITING = (MessageStatus.QUEUED, MessageStatus.RETRY)
FINISHED = (MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.CANCELLED)


def new_message_id() -> str:
    """A Message-ID in our own domain. Fixed at creation, so that two copies can be told as one."""
    domain = split_sender(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4().hex}@{domain}>"


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        """Those a pump may take: their time has come, or the pump that took them is gone."""
        return self.filter(
            Q(status__in=WAITING, not_before__lte=now)
            | Q(status=MessageStatus.INFLIGHT, lease_until__lte=now)
        )

    def pending(self) -> "MessageQuerySet":
        """Those that will still go out by themselves."""
        return self.filter(status__in=[*WAITING, MessageStatus.INFLIGHT])

    def move(self, to: MessageStatus, **changes: Any) -> int:
        """The only way a status changes: in one UPDATE, and only where ``TRANSITIONS`` allows it.
        Returns how many moved."""
        sources = [status for status, targets in TRANSITIONS.items() if to in targets]
        return self.filter(status__in=sources).update(
            status=to, **({"lease_until": None, "error": ""} | changes)
        )


class Message(models.Model):
    """One mail to one person. ``params`` holds ids only; the words are made when it is sent."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="outbox_message_kind_and_key_once", fields=["kind", "key"]),
            models.UniqueConstraint(name="outbox_message_message_id_once", fields=["message_id"]),
            models.CheckConstraint(
                name="outbox_message_status_known", condition=Q(status__in=MessageStatus.values)
            ),
            models.CheckConstraint(
                name="outbox_message_lease_only_inflight",
                condition=Q(status=MessageStatus.INFLIGHT, lease_until__isnull=False)
                | (~Q(status=MessageStatus.INFLIGHT) & Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="outbox_message_sent_at_only_sent",
                condition=Q(status=MessageStatus.SENT, sent_at__isnull=False)
                | (~Q(status=MessageStatus.SENT) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="outbox_message_attempts_bounded",
                condition=Q(attempts__gte=0, attempts__lte=MAX_ATTEMPTS),
            ),
            models.CheckConstraint(
                name="outbox_message_recipient_until_finished",
                condition=~Q(recipient="") | Q(status__in=FINISHED),
            ),
        ]
        indexes = [
            models.Index(
                name="outbox_message_due",
                fields=["not_before", "id"],
                condition=Q(status__in=["queued", "retry", "inflight"]),
            ),
            models.Index(name="outbox_message_recipient", fields=["recipient", "created_at"]),
        ]

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    recipient = personal(models.CharField(max_length=254, blank=True), Data.CONTACT, Keep.MONTH_AFTER_SENDING)
    language = models.CharField(max_length=5)
    params = models.JSONField(default=dict)
    reply_to = personal(models.CharField(max_length=254, blank=True), Data.CONTACT, Keep.MONTH_AFTER_SENDING)
    status = models.CharField(
        max_length=10, choices=MessageStatus, default=MessageStatus.QUEUED, db_default="queued"
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    message_id = models.CharField(max_length=320, default=new_message_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=60, blank=True)

    objects = MessageQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def is_due(self, now: datetime) -> bool:
        return self.status in WAITING and self.not_before <= now


class Heartbeat(models.Model):
    """When a part of the machinery was last seen working, from beat through broker to worker."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="outbox_heartbeat_name_once", fields=["name"]),
        ]

    name = models.CharField(max_length=40)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
