"""Rounds, the groups at their tables, and each person's chair."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay, ProgrammeItem
from participants.models import Registration

SMALLEST_GROUP, LARGEST_GROUP = 3, 12
MOST_NEW_FACES = 100


class RoundKind(models.TextChoices):
    MIXED = "mixed", _("New tables, mixed")
    RETURN = "return", _("Back to an earlier round")
    TOPIC = "topic", _("By project")


class WorkshopRoundQuerySet(models.QuerySet["WorkshopRound"]):
    def visible_to(self, user: Any) -> "WorkshopRoundQuerySet":
        rounds = self.select_related("day__event__region")
        return rounds.filter(day__event__in=Event.objects.visible_to(user))

    def waiting(self, *, drafts: bool) -> "WorkshopRoundQuerySet":
        """Rounds without groups; with ``drafts`` those, too, whose draft nobody has been shown."""
        missing = Q(made_at=None) | Q(is_draft=True, shown_at=None) if drafts else Q(made_at=None)
        return self.filter(missing, is_locked=False)


class WorkshopRound(models.Model):
    """One round at the tables of one day. ``version`` grows with each change, for two who edit at once."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="workshops_round_kind", condition=Q(kind__in=RoundKind.values)),
            models.CheckConstraint(
                name="workshops_round_returns_to_earlier",
                condition=Q(kind=RoundKind.RETURN, returns_to__isnull=False)
                | (~Q(kind=RoundKind.RETURN) & Q(returns_to=None)),
            ),
            models.CheckConstraint(name="workshops_round_not_to_itself", condition=~Q(returns_to=F("pk"))),
            models.CheckConstraint(
                name="workshops_round_group_size",
                condition=Q(group_size__gte=SMALLEST_GROUP, group_size__lte=LARGEST_GROUP),
            ),
            models.UniqueConstraint(name="workshops_round_number_once", fields=["day", "number"]),
            models.CheckConstraint(
                name="workshops_round_new_faces_percent", condition=Q(new_faces__lte=MOST_NEW_FACES)
            ),
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="rounds")
    item = models.ForeignKey(ProgrammeItem, models.SET_NULL, null=True, blank=True, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=140, blank=True)
    question = models.CharField(_("question at the tables"), max_length=200, blank=True)
    kind = models.CharField(_("how"), max_length=10, choices=RoundKind, default=RoundKind.MIXED)
    returns_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="returns")
    group_size = models.PositiveSmallIntegerField(_("people at each table"), default=6)
    version = models.PositiveIntegerField(default=0)
    new_faces = models.PositiveSmallIntegerField(default=0)  # percent: 0 is spread first
    made_at = models.DateTimeField(null=True, blank=True)
    is_draft = models.BooleanField(default=False)  # made of those who signed up, before anybody came
    is_locked = models.BooleanField(default=False)  # nobody gets another table
    shown_at = models.DateTimeField(null=True, blank=True)  # on the big screen and on phones
    printed_at = models.DateTimeField(null=True, blank=True)  # on name tags and table signs from then on

    objects = WorkshopRoundQuerySet.as_manager()

    def __str__(self) -> str:
        return f"round {self.pk}"

    @property
    def event(self) -> Event:
        return self.day.event

    @property
    def is_announced(self) -> bool:
        """People may have seen where they sit."""
        return self.shown_at is not None or self.printed_at is not None


class WorkshopGroupQuerySet(models.QuerySet["WorkshopGroup"]):
    def visible_to(self, user: Any) -> "WorkshopGroupQuerySet":
        return self.filter(round__day__event__in=Event.objects.visible_to(user))


class WorkshopGroup(models.Model):
    """A group at a table in one round ("gruppe"); never the regional working group.

    The row stays when everybody has left the table: what was noted there stays with it.
    """

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workshops_group_number_once", fields=["round", "number"])
        ]

    round = models.ForeignKey(WorkshopRound, models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    is_locked = models.BooleanField(default=False)  # stays as it is when the round is mixed again

    objects = WorkshopGroupQuerySet.as_manager()

    def __str__(self) -> str:
        return f"group {self.pk}"

    @property
    def event(self) -> Event:
        return self.round.day.event


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, user: Any) -> "SeatQuerySet":
        return self.filter(round__day__event__in=Event.objects.visible_to(user))


class Seat(models.Model):
    """A person's chair. ``round`` repeats the group's: so the database keeps one chair for each round."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workshops_seat_one_per_round", fields=["round", "registration"])
        ]

    round = models.ForeignKey(WorkshopRound, models.CASCADE, related_name="seats")
    group = models.ForeignKey(WorkshopGroup, models.CASCADE, related_name="seats")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="seats")
    is_locked = models.BooleanField(default=False)  # keeps the table when the round is mixed again

    objects = SeatQuerySet.as_manager()

    def __str__(self) -> str:
        return f"seat {self.pk}"

    @property
    def event(self) -> Event:
        return self.round.day.event
