"""People who come, and their place at an event."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event, EventDay
from inkludering.privacy import Data, Keep, personal
from inkludering.text import fold, sort_key
from participants.models.parties import Party
from regions.models import Country, Organisation, Sector


class RegistrationStatus(models.TextChoices):
    REQUESTED = "requested", _("Has applied")
    WAITING = "waiting", _("On the waiting list")
    CONFIRMED = "confirmed", _("Has a seat")
    DECLINED = "declined", _("Got no seat")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")  # never the word for a cancelled day


# Requested and declined are only where the coordinator says yes or no.
TRANSITIONS = {
    RegistrationStatus.REQUESTED: {
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.WAITING,
        RegistrationStatus.DECLINED,
        RegistrationStatus.CANCELLED,
    },
    RegistrationStatus.DECLINED: {
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.WAITING,
        RegistrationStatus.CANCELLED,
    },
    RegistrationStatus.WAITING: {RegistrationStatus.CONFIRMED, RegistrationStatus.CANCELLED},
    RegistrationStatus.CONFIRMED: {RegistrationStatus.CANCELLED},
    RegistrationStatus.CANCELLED: set(),
}
ENDED = frozenset({RegistrationStatus.CANCELLED, RegistrationStatus.DECLINED})


class RegistrationSource(models.TextChoices):
    FORM = "form", _("Signed up")
    STAFF = "staff", _("Added by the organiser")
    WALK_IN = "walk_in", _("Walk-in")


class WorkingLanguage(models.TextChoices):
    """Languages people work in at the tables; no sign languages, as those would say something of health."""

    NORWEGIAN = "nb", _("Norwegian")
    SWEDISH = "sv", _("Swedish")
    DANISH = "da", _("Danish")
    ENGLISH = "en", _("English")
    NORTHERN_SAMI = "se", _("Northern Sami")
    ARABIC = "ar", _("Arabic")
    POLISH = "pl", _("Polish")
    SOMALI = "so", _("Somali")
    TIGRINYA = "ti", _("Tigrinya")
    UKRAINIAN = "uk", _("Ukrainian")


class Participant(models.Model):
    """A person known by an e-mail within the site, or a walk-in without one. Never a user.

    The name belongs to each registration: what somebody wrote for one day rewrites no other.
    """

    class Meta:
        constraints = [
            # Nulls are distinct, so any number of walk-ins; without a condition it can carry an upsert.
            models.UniqueConstraint(name="participants_participant_email_once", fields=["email"]),
            models.CheckConstraint(name="participants_participant_email_not_empty", condition=~Q(email="")),
        ]

    email = personal(models.EmailField(_("e-mail"), null=True, blank=True), Data.CONTACT, Keep.YEAR_AFTER)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"participant {self.pk}"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        return self.filter(event__in=Event.objects.visible_to(user))

    def active(self) -> "RegistrationQuerySet":
        return self.exclude(status__in=ENDED)

    def confirmed(self) -> "RegistrationQuerySet":
        return self.filter(status=RegistrationStatus.CONFIRMED)

    def waiting(self) -> "RegistrationQuerySet":
        """The waiting list, first in line first: who was offered a seat already comes after who was not."""
        line = self.filter(status=RegistrationStatus.WAITING)
        return line.order_by("times_asked", "position")

    def up_to(self, registration: "Registration") -> "RegistrationQuerySet":
        """Those in line who come before this one, and itself: as many as its place there."""
        asked, position = registration.times_asked, registration.position
        before = Q(times_asked__lt=asked) | Q(times_asked=asked, position__lte=position)
        return self.filter(before, status=RegistrationStatus.WAITING)

    def coming_on(self, day: EventDay) -> "RegistrationQuerySet":
        """Those of the day's event who come on it: who chose it, and who chose no days at all."""
        rows = self.filter(event=day.event_id)
        return rows.filter(Q(day_choices=None) | Q(day_choices__day=day))

    def alphabetical(self) -> "RegistrationQuerySet":
        """By first name, in Norwegian order."""
        return self.order_by("sort_name", "pk")

    def search(self, text: str) -> "RegistrationQuerySet":
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Registration(models.Model):
    """One participant's place at one event. Written only by ``services``."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_registration_status_known",
                condition=Q(status__in=RegistrationStatus.values),
            ),
            models.CheckConstraint(
                name="participants_registration_source_known",
                condition=Q(source__in=RegistrationSource.values),
            ),
            models.CheckConstraint(
                name="participants_registration_sector_known", condition=Q(sector__in=Sector.values)
            ),
            models.CheckConstraint(
                name="participants_registration_position_only_while_waiting",
                condition=Q(status=RegistrationStatus.WAITING, position__isnull=False)
                | (~Q(status=RegistrationStatus.WAITING) & Q(position=None)),
            ),
            models.UniqueConstraint(
                name="participants_registration_one_active_per_participant",
                fields=["event", "participant"],
                condition=~Q(status=RegistrationStatus.CANCELLED),
            ),
            models.UniqueConstraint(
                name="participants_registration_one_place_in_line",
                fields=["event", "position"],
                condition=Q(status=RegistrationStatus.WAITING),
            ),
            models.UniqueConstraint(name="participants_registration_form_once", fields=["form_id"]),
        ]
        indexes = [models.Index(name="participants_reg_list", fields=["event", "status", "sort_name"])]

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="registrations")
    status = models.CharField(_("status"), max_length=12, choices=RegistrationStatus)
    source = models.CharField(max_length=10, choices=RegistrationSource, default=RegistrationSource.FORM)
    position = models.PositiveIntegerField(null=True, blank=True)  # place in line, a number that only grows
    times_asked = models.PositiveSmallIntegerField(default=0)  # how often a free seat was offered
    first_name = personal(models.CharField(_("first name"), max_length=120), Data.IDENTITY, Keep.YEAR_AFTER)
    last_name = personal(
        models.CharField(_("last name"), max_length=120, blank=True), Data.IDENTITY, Keep.YEAR_AFTER
    )
    organisation_name = personal(
        models.CharField(_("organisation or workplace"), max_length=200, blank=True),
        Data.IDENTITY,
        Keep.YEAR_AFTER,
    )
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    municipality = personal(
        models.CharField(_("municipality"), max_length=80, blank=True), Data.IDENTITY, Keep.YEAR_AFTER
    )
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)
    party = models.ForeignKey(Party, models.SET_NULL, null=True, blank=True, related_name="members")
    working_languages = models.JSONField(_("languages I can work in"), default=list, blank=True)
    is_first_time = models.BooleanField(_("this is my first inclusion day"), default=False)
    no_photo = models.BooleanField(_("I do not want to be in pictures"), default=False)
    language = models.CharField(_("language of our mails"), max_length=5, default="nb")
    registered_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    link_version = models.PositiveIntegerField(default=1)
    code_version = models.PositiveIntegerField(default=1)
    form_id = models.UUIDField(null=True, blank=True, editable=False)
    search_text = personal(models.CharField(max_length=600, editable=False), Data.IDENTITY, Keep.YEAR_AFTER)
    sort_name = personal(models.CharField(max_length=200, editable=False), Data.IDENTITY, Keep.YEAR_AFTER)

    objects = RegistrationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"registration {self.pk}"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def mail_address(self) -> str:
        """Their own, or that of whoever signed them up; "" for nobody we can write to."""
        own: str | None = self.participant.email
        return own or (self.party.entered_by_email if self.party_id and self.party else "")

    @property
    def is_waiting(self) -> bool:
        return self.status == RegistrationStatus.WAITING

    @property
    def is_active(self) -> bool:
        return self.status not in ENDED

    def set_keys(self) -> None:
        """Refresh what search and order need, after a change of name or organisation."""
        self.search_text = fold(f"{self.first_name} {self.last_name} {self.organisation_name}")[:600]
        self.sort_name = sort_key(f"{self.first_name} {self.last_name}")
