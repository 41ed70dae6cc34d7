"""What a table wrote down in a round, and whether the others may read it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay
from inkludering.privacy import Data, Keep, personal
from workshops.models.rounds import WorkshopRound

LINE, NAME, LINES = 300, 120, 600


def _free(field: "models.Field[Any, Any]") -> Any:
    """People write freely, so any of it may be about somebody."""
    return personal(field, Data.FREE_TEXT, Keep.YEAR)


class TableNotesQuerySet(models.QuerySet["TableNotes"]):
    def visible_to(self, user: Any) -> "TableNotesQuerySet":
        return self.filter(round__day__event__in=Event.objects.visible_to(user))


class TableNotes(models.Model):
    """The notes of table ``number``; they stay when the tables are mixed again.

    ``version`` grows with each change, for two phones that write at once.
    """

    class Meta:
        constraints = [models.UniqueConstraint(name="workshops_notes_once", fields=["round", "number"])]

    round = models.ForeignKey(WorkshopRound, models.CASCADE, related_name="notes")
    number = models.PositiveSmallIntegerField()
    question = _free(models.CharField(_("question"), max_length=LINE, blank=True))
    point_1 = _free(models.CharField(_("first point"), max_length=LINE, blank=True))
    point_2 = _free(models.CharField(_("second point"), max_length=LINE, blank=True))
    point_3 = _free(models.CharField(_("third point"), max_length=LINE, blank=True))
    next_step = _free(models.CharField(_("next step"), max_length=LINE, blank=True))
    responsible = _free(models.CharField(_("responsible"), max_length=NAME, blank=True))
    method = _free(models.CharField(_("on the way we worked"), max_length=LINES, blank=True))
    insight = _free(models.CharField(_("what is new to us"), max_length=LINES, blank=True))
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = TableNotesQuerySet.as_manager()

    def __str__(self) -> str:
        return f"notes {self.pk}"

    @property
    def points(self) -> list[str]:
        return [point for point in (self.point_1, self.point_2, self.point_3) if point]

    @property
    def event(self) -> Event:
        return self.round.day.event


class SharedNotes(models.Model):
    """The notes of a day are open to those who sat at its tables."""

    day = models.OneToOneField(EventDay, models.CASCADE, related_name="shared_notes")
    shared_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"shared notes {self.pk}"
