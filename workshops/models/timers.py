"""How long a round still lasts."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from workshops.models.rounds import WorkshopRound

LONGEST_MINUTES = 240


class RoundTimer(models.Model):
    """The clock of one round: it runs until ``ends_at``, or it is paused with ``seconds_left``."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="workshops_timer_runs_or_is_paused",
                condition=Q(ends_at=None, seconds_left__isnull=False)
                | Q(ends_at__isnull=False, seconds_left=None),
            )
        ]

    round = models.OneToOneField(WorkshopRound, models.CASCADE, related_name="timer")
    ends_at = models.DateTimeField(null=True, blank=True)
    seconds_left = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"timer {self.pk}"

    @property
    def is_paused(self) -> bool:
        return self.ends_at is None

    def left(self, now: datetime) -> timedelta:
        """What is left of the round, never below nothing."""
        if self.ends_at is None:
            return timedelta(seconds=self.seconds_left or 0)
        return max(timedelta(), self.ends_at - now)
