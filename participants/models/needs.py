"""What somebody needs us to do: food and access. Sealed, in a table of its own, gone after a week."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from inkludering.privacy import Data, Keep, personal
from participants.models.registrations import Registration


class NeedKind(models.TextChoices):
    """Each has a consent of its own."""

    DIET = "diet", _("Food")
    ACCESS = "access", _("Access")


class Diet(models.TextChoices):
    VEGETARIAN = "vegetarian", _("Vegetarian")
    VEGAN = "vegan", _("Vegan")
    HALAL = "halal", _("Halal")
    NO_PORK = "no_pork", _("Without pork")
    GLUTEN = "gluten", _("Without gluten")
    LACTOSE = "lactose", _("Without lactose")
    MILK = "milk", _("Without milk protein")
    EGG = "egg", _("Without egg")
    FISH = "fish", _("Without fish")
    SHELLFISH = "shellfish", _("Without shellfish and molluscs")
    NUTS = "nuts", _("Without nuts")
    PEANUTS = "peanuts", _("Without peanuts")
    SOY = "soy", _("Without soy")
    SESAME = "sesame", _("Without sesame")


class Access(models.TextChoices):
    """What we do, never what somebody has."""

    WHEELCHAIR = "wheelchair", _("Room for a wheelchair")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    SIGN_LANGUAGE = "sign_language", _("Sign language interpreter")
    SPEECH_TO_TEXT = "speech_to_text", _("Speech written as text")
    LARGE_PRINT = "large_print", _("Papers in large print, or as a file beforehand")
    COMPANION = "companion", _("A seat for my companion")
    GUIDE_DOG = "guide_dog", _("Room for a guide dog")
    QUIET = "quiet", _("A quiet place to rest")
    PARKING = "parking", _("Parking close to the door")


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, user: Any) -> "NeedQuerySet":
        return self.filter(registration__event__in=Event.objects.visible_to(user))


class Need(models.Model):
    """One kind of need of one person, with the consent that lets us keep it. No consent, no row.

    ``sealed`` is opened in ``services.needs`` alone. ``consent_wording`` is the text that was ticked.
    """

    class Meta:
        constraints = [
            models.CheckConstraint(name="participants_need_kind", condition=Q(kind__in=NeedKind.values)),
            models.UniqueConstraint(name="participants_need_once", fields=["registration", "kind"]),
            models.CheckConstraint(
                name="participants_need_with_consent", condition=~Q(consent_wording="") & ~Q(sealed="")
            ),
        ]

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="needs")
    kind = personal(models.CharField(max_length=10, choices=NeedKind), Data.HEALTH, Keep.WEEK_AFTER)
    sealed = personal(models.TextField(), Data.HEALTH, Keep.WEEK_AFTER)
    consent_wording = personal(models.TextField(), Data.HEALTH, Keep.WEEK_AFTER)
    consented_at = models.DateTimeField()
    arranged_at = models.DateTimeField(null=True, blank=True)

    objects = NeedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"need {self.pk}"

    @property
    def event(self) -> Event:
        return self.registration.event
