"""Projects that people gather around, what each person wishes for, and who coaches."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay
from participants.models import Registration
from workshops.models.rounds import LARGEST_GROUP, SMALLEST_GROUP, WorkshopRound


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> "ProjectQuerySet":
        return self.filter(day__event__in=Event.objects.visible_to(user))

    def in_order(self) -> "ProjectQuerySet":
        """As they are pitched."""
        return self.order_by("number", "pk")

    def open(self) -> "ProjectQuerySet":
        """Those that get a table."""
        return self.filter(is_parked=False)


class Project(models.Model):
    """A project with an owner who pitches it. Parked: nobody is here to lead it, so it gets no table."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="workshops_project_one_for_each_owner",
                fields=["day", "owner"],
                condition=Q(owner__isnull=False),
            ),
            models.CheckConstraint(
                name="workshops_project_chairs",
                condition=Q(chairs__gte=SMALLEST_GROUP, chairs__lte=LARGEST_GROUP),
            ),
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="projects")
    number = models.PositiveSmallIntegerField()  # order of the pitches
    title = models.CharField(_("project"), max_length=140)
    summary = models.CharField(_("in one line"), max_length=300, blank=True)
    owner = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, related_name="projects_owned"
    )
    chairs = models.PositiveSmallIntegerField(_("chairs"), default=8)
    is_parked = models.BooleanField(_("parked"), default=False)

    objects = ProjectQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def event(self) -> Event:
        return self.day.event


class Wish(models.Model):
    """The project a person would rather work with, and the next best."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workshops_wish_once", fields=["day", "registration"]),
            models.CheckConstraint(
                name="workshops_wish_for_two_projects", condition=Q(second=None) | ~Q(second=F("first"))
            ),
        ]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="wishes")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="wishes")
    first = models.ForeignKey(Project, models.CASCADE, related_name="first_wishes")
    second = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="second_wishes")

    def __str__(self) -> str:
        return f"wish {self.pk}"


class CoachQuerySet(models.QuerySet["Coach"]):
    def visible_to(self, user: Any) -> "CoachQuerySet":
        return self.filter(day__event__in=Event.objects.visible_to(user))


class Coach(models.Model):
    """Somebody who helps a group along on a day. Without a project they are spread over the tables."""

    class Meta:
        constraints = [models.UniqueConstraint(name="workshops_coach_once", fields=["day", "registration"])]

    day = models.ForeignKey(EventDay, models.CASCADE, related_name="coaches")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="coaching")
    is_expert = models.BooleanField(_("expert coach"), default=False)
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="coaches")

    objects = CoachQuerySet.as_manager()

    def __str__(self) -> str:
        return f"coach {self.pk}"

    @property
    def event(self) -> Event:
        return self.day.event


class ProjectTable(models.Model):
    """Which project table ``number`` works with in a round by project."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workshops_project_table_once", fields=["round", "number"]),
            models.UniqueConstraint(name="workshops_project_one_table", fields=["round", "project"]),
        ]

    round = models.ForeignKey(WorkshopRound, models.CASCADE, related_name="project_tables")
    number = models.PositiveSmallIntegerField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="tables")

    def __str__(self) -> str:
        return f"project table {self.pk}"
