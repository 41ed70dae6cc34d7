"""What sign-up to one event asks for beyond the five questions that all are asked."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, ProgrammeItem
from regions.models import Country, Sector

LONGEST_KEPT = 365  # days after the event


class SignUp(models.Model):
    """An event without a row asks what all ask. Read with the event, so it costs no look of its own."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="sign_up")
    asks_needs = models.BooleanField(_("food and access"), default=True)
    takes_colleagues = models.BooleanField(_("several in one go, and on behalf of somebody"), default=True)
    asks_role = models.BooleanField(_("part in the day: project owner, coach or participant"), default=False)
    asks_experience = models.BooleanField(_("competence and experience to offer"), default=False)
    asks_wall = models.BooleanField(_("what one needs and can offer"), default=False)
    asks_country = models.BooleanField(_("country"), default=False)
    approves = models.BooleanField(_("people apply, and we say yes or no"), default=False)
    offers_seats = models.BooleanField(
        _("whoever is next in line is asked before a free seat is theirs"), default=True
    )
    has_questions = models.BooleanField(default=False, editable=False)
    has_quotas = models.BooleanField(default=False, editable=False)
    has_fees = models.BooleanField(default=False, editable=False)
    items: "models.ManyToManyField[ProgrammeItem, Any]" = models.ManyToManyField(
        ProgrammeItem, related_name="+", blank=True, verbose_name=_("items one says yes or no to")
    )

    def __str__(self) -> str:
        return f"sign-up {self.pk}"


class QuestionKind(models.TextChoices):
    TEXT = "text", _("Text")
    CHOICE = "choice", _("One of several")
    MANY = "many", _("Any of several")
    NUMBER = "number", _("A number")


WITH_OPTIONS = frozenset({QuestionKind.CHOICE, QuestionKind.MANY})


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: Any) -> "QuestionQuerySet":
        return self.filter(event__in=Event.objects.visible_to(user))

    def in_order(self) -> "QuestionQuerySet":
        return self.order_by("position", "pk")


class Question(models.Model):
    """An extra question of one event. Its answers go ``keep_days`` after the event."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_question_kind", condition=Q(kind__in=QuestionKind.values)
            ),
            models.CheckConstraint(
                name="participants_question_kept_at_most_a_year", condition=Q(keep_days__lte=LONGEST_KEPT)
            ),
        ]

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(
        _("kind of answer"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT
    )
    text = models.CharField(_("question"), max_length=200)
    help_text = models.CharField(_("explanation"), max_length=200, blank=True)
    options = models.JSONField(_("answers to choose from"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    keep_days = models.PositiveSmallIntegerField(
        _("days after the event until the answers are deleted"),
        default=30,
        validators=[MinValueValidator(0), MaxValueValidator(LONGEST_KEPT)],
    )

    objects = QuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def field_name(self) -> str:
        return f"question_{self.pk}"


class QuotaKind(models.TextChoices):
    SECTOR = "sector", _("Sector")
    COUNTRY = "country", _("Country")


class QuotaQuerySet(models.QuerySet["Quota"]):
    def visible_to(self, user: Any) -> "QuotaQuerySet":
        return self.filter(event__in=Event.objects.visible_to(user))


class Quota(models.Model):
    """At most ``seats`` for one sector or one country. A day's own limit is ``EventDay.capacity``."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_quota_of_something_known",
                condition=Q(kind=QuotaKind.SECTOR, value__in=Sector.values)
                | Q(kind=QuotaKind.COUNTRY, value__in=Country.values),
            ),
            models.UniqueConstraint(name="participants_quota_once", fields=["event", "kind", "value"]),
        ]

    event = models.ForeignKey(Event, models.CASCADE, related_name="quotas")
    kind = models.CharField(max_length=10, choices=QuotaKind)
    value = models.CharField(max_length=20)
    seats = models.PositiveIntegerField(_("seats"))

    objects = QuotaQuerySet.as_manager()

    def __str__(self) -> str:
        return f"quota {self.pk}"
