"""What people answered beyond the five questions: days, items, parts, offers, extra questions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import EventDay, ProgrammeItem
from inkludering.privacy import Data, Keep, personal
from participants.models.asking import Question
from participants.models.registrations import Registration


class Part(models.TextChoices):
    """What somebody comes as on a day with projects at the tables."""

    PARTICIPANT = "participant", _("Participant")
    PROJECT_OWNER = "project_owner", _("Project owner with a task I want help with")
    PEER_COACH = "peer_coach", _("Participant and coach for others")


class DayChoice(models.Model):
    """A day somebody comes on, and as what. Without any row: on every day, as a participant."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_daychoice_once", fields=["registration", "day"]),
            models.CheckConstraint(name="participants_daychoice_part", condition=Q(part__in=Part.values)),
        ]

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="day_choices")
    day = models.ForeignKey(EventDay, models.CASCADE, related_name="choices")
    part = models.CharField(_("part"), max_length=15, choices=Part, default=Part.PARTICIPANT)
    assignment = personal(models.TextField(_("my task"), blank=True), Data.FREE_TEXT, Keep.YEAR_AFTER)

    def __str__(self) -> str:
        return f"day choice {self.pk}"


class ItemChoice(models.Model):
    """Somebody wants to be there for a meal or something social. No row: no."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_itemchoice_once", fields=["registration", "item"])
        ]

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="item_choices")
    item = models.ForeignKey(ProgrammeItem, models.CASCADE, related_name="choices")

    def __str__(self) -> str:
        return f"item choice {self.pk}"


class Contribution(models.Model):
    """What somebody can contribute, looks for and offers. On the wall only with a consent of its own."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_contribution_consent_with_wording",
                condition=Q(consented_at=None, consent_wording="")
                | (Q(consented_at__isnull=False) & ~Q(consent_wording="")),
            )
        ]

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="contribution")
    experience = personal(
        models.TextField(_("what I can contribute"), blank=True), Data.FREE_TEXT, Keep.WEEK_AFTER
    )
    looks_for = personal(
        models.CharField(_("I look for"), max_length=200, blank=True), Data.FREE_TEXT, Keep.WEEK_AFTER
    )
    offers = personal(
        models.CharField(_("I can offer"), max_length=200, blank=True), Data.FREE_TEXT, Keep.WEEK_AFTER
    )
    consent_wording = personal(models.TextField(blank=True), Data.FREE_TEXT, Keep.WEEK_AFTER)
    consented_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"contribution {self.pk}"


class Answer(models.Model):
    """The answer to an extra question: a text, a list of texts, or a number."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_answer_once", fields=["question", "registration"])
        ]

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="extra_answers")
    value = personal(models.JSONField(), Data.FREE_TEXT, Keep.AS_SET)

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def words(self) -> str:
        """The answer as a person reads it."""
        return ", ".join(map(str, self.value)) if isinstance(self.value, list) else str(self.value)
