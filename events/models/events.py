"""Events, their days and the organisations behind them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inkludering.dates import local
from regions.models import Organisation, Region, held_region_ids

if TYPE_CHECKING:
    from inkludering.accounts.models import User

DEFAULT_ZONE = "Europe/Oslo"
LARGEST_CAPACITY = 5000


class EventStatus(models.TextChoices):
    """*Held* is derived: published, over, and somebody was checked in."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


TRANSITIONS = {
    EventStatus.DRAFT: {EventStatus.PUBLISHED},
    EventStatus.PUBLISHED: {EventStatus.CANCELLED},
    EventStatus.CANCELLED: set(),
}


class EventKind(models.TextChoices):
    INCLUSION_DAY = "inclusion_day", _("Inclusion day")
    CONFERENCE = "conference", _("Conference")
    PROFESSIONAL_DAY = "professional_day", _("Professional day")
    DIALOGUE_MEETING = "dialogue_meeting", _("Dialogue meeting")
    GATHERING = "gathering", _("Gathering over several days")


class EventFormat(models.TextChoices):
    PHYSICAL = "physical", _("In the room")
    DIGITAL = "digital", _("Digital")
    HYBRID = "hybrid", _("Both")


class OrganisationRole(models.TextChoices):
    ORGANISER = "organiser", _("Organiser")
    CO_ORGANISER = "co_organiser", _("Co-organiser")
    FUNDER = "funder", _("Funder")


class Theme(models.Model):
    """The one overarching theme of a day, reused from year to year and region to region."""

    name = models.CharField(_("theme"), max_length=140, unique=True)
    slug = models.SlugField(max_length=140, unique=True)
    question = models.CharField(_("question of the day"), max_length=200, blank=True)
    goals = models.JSONField(_("sustainable development goals"), default=list, blank=True)

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """A region's recurring row of days; the frame stays, theme and hosts change."""

    class Meta:
        constraints = [models.UniqueConstraint(name="events_series_once", fields=["region", "name"])]

    region = models.ForeignKey(Region, models.CASCADE, related_name="series")
    name = models.CharField(_("name"), max_length=120)

    def __str__(self) -> str:
        return self.name


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Any) -> "EventQuerySet":
        """Events of the regions where ``user`` holds a role."""
        held = held_region_ids(user)
        return self if held is None else self.filter(region__in=held)

    def published(self) -> "EventQuerySet":
        return self.filter(status=EventStatus.PUBLISHED)

    def public(self) -> "EventQuerySet":
        """What a visitor may open: published, and cancelled ones that say so."""
        return self.exclude(status=EventStatus.DRAFT)

    def upcoming(self, now: datetime) -> "EventQuerySet":
        """Not over yet, the soonest first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> "EventQuerySet":
        return self.filter(ends_at__lte=now).order_by("-starts_at", "pk")

    def for_cards(self) -> "EventQuerySet":
        return self.select_related("region", "theme")


class Event(models.Model):
    """One gathering. The event row is the lock on its seats.

    ``starts_at``, ``ends_at`` and ``year`` are derived from the days by ``events.services``;
    ``seats_taken``, ``seats_held`` (offered to somebody in line who has not answered), ``waiting_count``
    (in line before whoever comes now) and ``waiting_counter`` are written only by
    ``participants.services`` under the lock on this row.
    """

    class Meta:
        constraints = [
            models.CheckConstraint(name="events_event_status", condition=Q(status__in=EventStatus.values)),
            models.CheckConstraint(name="events_event_kind", condition=Q(kind__in=EventKind.values)),
            models.CheckConstraint(name="events_event_format", condition=Q(format__in=EventFormat.values)),
            models.CheckConstraint(
                name="events_event_published_has_times",
                condition=Q(status=EventStatus.DRAFT) | Q(starts_at__isnull=False, ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="events_event_ends_after_start",
                condition=Q(starts_at=None) | Q(ends_at__gte=F("starts_at")),
            ),
            models.CheckConstraint(
                name="events_event_window_in_order",
                condition=Q(registration_opens_at=None)
                | Q(registration_closes_at=None)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
            ),
            models.CheckConstraint(
                name="events_event_capacity", condition=Q(capacity=None) | Q(capacity__gte=1)
            ),
            models.UniqueConstraint(name="events_event_address_once", fields=["year", "slug"]),
        ]

    region = models.ForeignKey(Region, models.PROTECT, related_name="events", verbose_name=_("region"))
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="events")
    status = models.CharField(max_length=12, choices=EventStatus, default=EventStatus.DRAFT)
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind, default=EventKind.INCLUSION_DAY)
    format = models.CharField(_("format"), max_length=10, choices=EventFormat, default=EventFormat.PHYSICAL)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="events")
    title = models.CharField(_("title"), max_length=140)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    guiding_question = models.CharField(_("question of the day"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    audience = models.TextField(_("for you who"), blank=True)  # one line each
    goals = models.JSONField(_("sustainable development goals"), default=list, blank=True)
    hashtags = models.CharField(_("hashtags"), max_length=200, blank=True)  # without #, separated by spaces
    language = models.CharField(_("language"), max_length=5, default="nb")
    owner: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="events_owned"
    )
    controller = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="events_controlled"
    )
    organisations: "models.ManyToManyField[Organisation, EventOrganisation]" = models.ManyToManyField(
        Organisation, through="EventOrganisation", related_name="events"
    )
    venue_name = models.CharField(_("venue"), max_length=140, blank=True)
    venue_address = models.CharField(_("address"), max_length=200, blank=True)
    access_info = models.TextField(_("accessibility of the venue"), blank=True)
    travel_info = models.TextField(_("how to get there"), blank=True)
    digital_link = models.URLField(_("link to the meeting"), blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)
    meal_note = models.CharField(_("food"), max_length=140, blank=True)
    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST_CAPACITY)],
    )
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    timezone = models.CharField(max_length=40, default=DEFAULT_ZONE)
    slug = models.SlugField(_("address"), max_length=100)
    year = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    seats_held = models.PositiveIntegerField(default=0, editable=False)
    waiting_count = models.PositiveIntegerField(default=0, editable=False)
    waiting_counter = models.PositiveIntegerField(default=0, editable=False)
    # Sign-up asks or limits more than usual; written with its choices, by ``participants.services``.
    asks_more = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # of all that visitors see
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(_("what to tell those who are coming"), max_length=400, blank=True)
    # Parts a copy brought along that nobody has looked at yet: "venue", "hosts", "programme".
    review = models.JSONField(default=list, blank=True, editable=False)

    objects = EventQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def first_date(self) -> date | None:
        """The local date it begins; for a draft without clock times, its first day."""
        if self.starts_at:
            return local(self.starts_at, self.zone).date()
        return min((day.date for day in self.days.all()), default=None)

    @property
    def question(self) -> str:
        """The question of the day: its own, or the theme's."""
        return self.guiding_question or (self.theme.question if self.theme else "")

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.year, self.slug])

    def seats_free(self) -> int | None:
        """Free seats, never below 0; None when the event has no limit."""
        if self.capacity is None:
            return None
        return max(0, self.capacity - self.seats_taken - self.seats_held)

    def overbooked_by(self) -> int:
        return 0 if self.capacity is None else max(0, self.seats_taken - self.capacity)

    def is_over(self, now: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= now

    def is_open(self, now: datetime) -> bool:
        """May one register now? A full event is open too: it has a waiting list."""
        opened = self.registration_opens_at is None or self.registration_opens_at <= now
        closes_at = self.registration_closes_at or self.ends_at
        return self.status == EventStatus.PUBLISHED and opened and closes_at is not None and now < closes_at

    def hashtag_list(self) -> list[str]:
        return self.hashtags.split()

    def audience_lines(self) -> list[str]:
        return [line for line in self.audience.splitlines() if line]


class EventOrganisationQuerySet(models.QuerySet["EventOrganisation"]):
    def visible_to(self, user: Any) -> "EventOrganisationQuerySet":
        return self.filter(event__in=Event.objects.visible_to(user))


class EventOrganisation(models.Model):
    """An organisation's part in an event; organisers, co-organisers and funders are shown apart."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="events_eventorganisation_role", condition=Q(role__in=OrganisationRole.values)
            ),
            models.UniqueConstraint(name="events_eventorganisation_once", fields=["event", "organisation"]),
        ]

    event = models.ForeignKey(Event, models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="event_parts")
    role = models.CharField(_("role"), max_length=15, choices=OrganisationRole)

    objects = EventOrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"part {self.pk}"


class EventDayQuerySet(models.QuerySet["EventDay"]):
    def visible_to(self, user: Any) -> "EventDayQuerySet":
        return self.filter(event__in=Event.objects.visible_to(user))


class EventDay(models.Model):
    """One date of an event. Its items carry the times."""

    class Meta:
        constraints = [models.UniqueConstraint(name="events_eventday_once", fields=["event", "date"])]

    event = models.ForeignKey(Event, models.CASCADE, related_name="days")
    date = models.DateField(_("date"))
    title = models.CharField(_("name of the day"), max_length=140, blank=True)
    introduction = models.TextField(_("about the day"), blank=True)
    capacity = models.PositiveIntegerField(_("seats this day"), null=True, blank=True)

    objects = EventDayQuerySet.as_manager()

    def __str__(self) -> str:
        return f"day {self.pk}"
