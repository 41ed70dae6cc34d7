"""The programme: items of a day, who appears in them, and the printed file of each version."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event, EventDay
from inkludering.privacy import Data, Keep, personal
from regions.models import Organisation


class ItemKind(models.TextChoices):
    ARRIVAL = "arrival", _("Arrival")
    WELCOME = "welcome", _("Welcome")
    COUNT = "count", _("Count")
    OPENING_ROUND = "opening_round", _("Opening round")
    TALK = "talk", _("Talk")
    PANEL = "panel", _("Panel")
    DEBATE = "debate", _("Debate")
    QA = "qa", _("Questions")
    PITCH = "pitch", _("Pitch")
    BREAK = "break", _("Break")
    MEAL = "meal", _("Meal")
    ROUND = "round", _("At the tables")
    OPEN_MIC = "open_mic", _("Open mic")
    SUMMARY = "summary", _("Summary")
    SURVEY = "survey", _("Evaluation")
    REFLECTION = "reflection", _("Reflection")
    CLOSING = "closing", _("Closing")
    SOCIAL = "social", _("Social")
    OTHER = "other", _("Something else")


REST_KINDS = frozenset({ItemKind.BREAK, ItemKind.MEAL, ItemKind.SOCIAL})
TALK_KINDS = frozenset({ItemKind.TALK, ItemKind.PANEL, ItemKind.DEBATE, ItemKind.PITCH})


class ProgrammeItemQuerySet(models.QuerySet["ProgrammeItem"]):
    def visible_to(self, user: Any) -> "ProgrammeItemQuerySet":
        return self.filter(day__event__in=Event.objects.visible_to(user))

    def in_order(self) -> "ProgrammeItemQuerySet":
        return self.order_by("day__date", "position", "pk")


class ProgrammeItem(models.Model):
    """A line in the programme. A child (sub-item) may lack a time; so may any item of a draft.

    ``position`` orders the items of a day, children right after their parent.
    Without ``ends_at`` an item lasts until the next timed item begins.
    """

    class Meta:
        constraints = [
            models.CheckConstraint(name="events_programmeitem_kind", condition=Q(kind__in=ItemKind.values)),
            models.CheckConstraint(
                name="events_programmeitem_ends_after_start",
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(name="events_programmeitem_not_own_parent", condition=~Q(parent=F("pk"))),
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("type"), max_length=15, choices=ItemKind)
    title = models.CharField(_("what"), max_length=200)
    abstract = models.TextField(_("more about it"), blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)  # empty: the event's own
    more_to_come = models.BooleanField(_("more people will be announced"), default=False)

    objects = ProgrammeItemQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def event(self) -> Event:
        return self.day.event

    @property
    def is_rest(self) -> bool:
        return self.kind in REST_KINDS

    @property
    def is_round(self) -> bool:
        return self.kind == ItemKind.ROUND


class AppearanceRole(models.TextChoices):
    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Chair")
    MC = "mc", _("Master of ceremonies")
    DEBATE_LEADER = "debate_leader", _("Debate leader")
    PANELLIST = "panellist", _("Panellist")
    FACILITATOR = "facilitator", _("Facilitator")
    HOST = "host", _("Host")
    COACH = "coach", _("Coach")


class AppearanceStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    TBC = "tbc", _("To be confirmed")
    TBN = "tbn", _("Name to come")
    CANCELLED = "cancelled", _("Cancelled")


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def visible_to(self, user: Any) -> "AppearanceQuerySet":
        return self.filter(item__day__event__in=Event.objects.visible_to(user))

    def unsettled(self) -> "AppearanceQuerySet":
        """Not confirmed, or still without a name."""
        return self.filter(status__in=[AppearanceStatus.TBC, AppearanceStatus.TBN])


class Appearance(models.Model):
    """A person or an organisation in one item, with the title as shown there: history must not rewrite it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="events_appearance_role", condition=Q(role__in=AppearanceRole.values)
            ),
            models.CheckConstraint(
                name="events_appearance_status", condition=Q(status__in=AppearanceStatus.values)
            ),
            models.CheckConstraint(
                name="events_appearance_shows_somebody",
                condition=~Q(person_name="") | ~Q(shown_title="") | Q(organisation__isnull=False),
            ),
        ]

    item = models.ForeignKey(ProgrammeItem, models.CASCADE, related_name="appearances")
    position = models.PositiveIntegerField(default=0)
    person_name = personal(
        models.CharField(_("name"), max_length=120, blank=True), Data.IDENTITY, Keep.WITH_EVENT
    )
    shown_title = models.CharField(_("title, as shown here"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=15, choices=AppearanceRole, default=AppearanceRole.SPEAKER)
    status = models.CharField(
        _("status"), max_length=10, choices=AppearanceStatus, default=AppearanceStatus.TBC
    )
    joins_workshop = models.BooleanField(_("stays for the tables"), default=True)

    objects = AppearanceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"appearance {self.pk}"

    @property
    def event(self) -> Event:
        return self.item.day.event


class ProgrammeFile(models.Model):
    """The programme as PDF: rendered by the worker once for each version and language."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="events_programmefile_once", fields=["event", "version", "language"])
        ]

    event = models.ForeignKey(Event, models.CASCADE, related_name="programme_files")
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=5)
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"programme file {self.pk}"
