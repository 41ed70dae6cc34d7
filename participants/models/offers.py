"""A free seat offered to somebody in line: held for them until they answer, or the time is up."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from participants.models.registrations import Registration, RegistrationQuerySet, RegistrationStatus


class OfferState(models.TextChoices):
    PENDING = "pending", _("Waits for an answer")
    ACCEPTED = "accepted", _("Took the seat")
    DECLINED = "declined", _("Said no")
    EXPIRED = "expired", _("Did not answer in time")
    WITHDRAWN = "withdrawn", _("Taken back")  # by the organiser, or because the place in line ended


OFFER_TRANSITIONS = {
    OfferState.PENDING: {
        OfferState.ACCEPTED,
        OfferState.DECLINED,
        OfferState.EXPIRED,
        OfferState.WITHDRAWN,
    },
    OfferState.ACCEPTED: set(),
    OfferState.DECLINED: set(),
    OfferState.EXPIRED: set(),
    OfferState.WITHDRAWN: set(),
}


class SeatOfferQuerySet(models.QuerySet["SeatOffer"]):
    def visible_to(self, user: Any) -> "SeatOfferQuerySet":
        return self.filter(registration__event__in=Event.objects.visible_to(user))

    def pending(self) -> "SeatOfferQuerySet":
        return self.filter(state=OfferState.PENDING)


class SeatOffer(models.Model):
    """One offer. While it is pending it holds a seat: ``seat_rows`` counts it with the event locked."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_seatoffer_state", condition=Q(state__in=OfferState.values)
            ),
            models.CheckConstraint(
                name="participants_seatoffer_time_to_answer", condition=Q(expires_at__gt=F("offered_at"))
            ),
            models.CheckConstraint(
                name="participants_seatoffer_ended_unless_pending",
                condition=Q(state=OfferState.PENDING, ended_at=None)
                | (~Q(state=OfferState.PENDING) & Q(ended_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="participants_seatoffer_one_pending",
                fields=["registration"],
                condition=Q(state=OfferState.PENDING),
            ),
        ]

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="offers")
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.PENDING)
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SeatOfferQuerySet.as_manager()

    def __str__(self) -> str:
        return f"seat offer {self.pk}"

    @property
    def is_pending(self) -> bool:
        return self.state == OfferState.PENDING

    @property
    def event(self) -> Event:
        return self.registration.event


def holding_a_seat(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """Those of ``rows`` who take up a seat: with one of their own, or one that is held for them."""
    offered = SeatOffer.objects.pending().values("registration")
    return rows.filter(
        Q(status=RegistrationStatus.CONFIRMED) | Q(status=RegistrationStatus.WAITING, pk__in=offered)
    )
