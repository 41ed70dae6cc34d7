"""What one event costs, and what each person agreed to. Money is whole hundredths (øre); never a float."""

from collections.abc import Iterable
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventDay
from inkludering.dates import short_date
from inkludering.privacy import Data, Keep, personal
from participants.models.registrations import Registration
from regions.models import Country

LARGEST = 10_000_000  # hundredths: a hundred thousand kroner


class Currency(models.TextChoices):
    NOK = "NOK", _("Norwegian kroner")
    SEK = "SEK", _("Swedish kronor")
    DKK = "DKK", _("Danish kroner")
    EUR = "EUR", _("euro")


class VatKind(models.TextChoices):
    """The codes of the tax list UNCL5305 that a fee can have. The amount of a fee includes the tax."""

    OUTSIDE = "O", _("Outside VAT: the organiser is not registered for VAT, or the day is not trade")
    EXEMPT = "E", _("Exempt from VAT")
    ZERO = "Z", _("VAT at 0 per cent")
    STANDARD = "S", _("With VAT")


class FeePlan(models.Model):
    """The terms of one event. A row that is off is as if it were not there."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_feeplan_percent", condition=Q(admin_percent__gte=0, admin_percent__lte=100)
            ),
            models.CheckConstraint(
                name="participants_feeplan_minimum", condition=Q(admin_min__gte=0, admin_min__lte=LARGEST)
            ),
            models.CheckConstraint(
                name="participants_feeplan_currency", condition=Q(currency__in=Currency.values)
            ),
            models.CheckConstraint(
                name="participants_feeplan_vat",
                condition=Q(vat_kind=VatKind.STANDARD, vat_percent__gte=1, vat_percent__lte=50)
                | Q(vat_kind__in=[VatKind.OUTSIDE, VatKind.EXEMPT], vat_percent=0) & ~Q(vat_reason="")
                | Q(vat_kind=VatKind.ZERO, vat_percent=0),
            ),
        ]

    event = models.OneToOneField(Event, models.CASCADE, related_name="fee_plan")
    is_on = models.BooleanField(default=False)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.NOK)
    full_until_days = models.PositiveSmallIntegerField(
        _("days before the day until which the money comes back"),
        default=14,
        validators=[MaxValueValidator(365)],
    )
    admin_percent = models.PositiveSmallIntegerField(_("charge, per cent of the fee"), default=10)
    admin_min = models.PositiveIntegerField(_("charge, at least"), default=5000)
    due_days = models.PositiveSmallIntegerField(
        _("days to pay"), default=14, validators=[MaxValueValidator(90)]
    )
    vat_kind = models.CharField(max_length=1, choices=VatKind, default=VatKind.OUTSIDE)
    vat_percent = models.PositiveSmallIntegerField(default=0)
    vat_reason = models.CharField(max_length=200, blank=True)
    terms = models.CharField(_("more terms"), max_length=600, blank=True)

    def __str__(self) -> str:
        return f"fee plan {self.pk}"


def words_of_days(days: Iterable[EventDay]) -> str:
    """ "29. januar, 30. januar" in the active language; "" for none, which is every day."""
    return ", ".join(short_date(day.date) for day in sorted(days, key=lambda day: day.date))


class FeeTypeQuerySet(models.QuerySet["FeeType"]):
    def visible_to(self, user: Any) -> "FeeTypeQuerySet":
        return self.filter(event__in=Event.objects.visible_to(user))

    def in_order(self) -> "FeeTypeQuerySet":
        return self.order_by("position", "pk")

    def on_offer(self) -> "FeeTypeQuerySet":
        return self.filter(is_active=True)


class FeeType(models.Model):
    """One price: day 1, both days, reduced. With a ``code`` it is free, for a reason, and shown to nobody.

    Whoever chooses it comes on its ``days`` and no others. None of them: on any day.
    """

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_feetype_amount", condition=Q(amount__gte=0, amount__lte=LARGEST)
            ),
            models.CheckConstraint(
                name="participants_feetype_code_is_free_with_reason",
                condition=Q(code="", reason="") | (~Q(code="") & ~Q(reason="") & Q(amount=0)),
            ),
            models.UniqueConstraint(
                name="participants_feetype_code_once", fields=["event", "code"], condition=~Q(code="")
            ),
        ]

    event = models.ForeignKey(Event, models.CASCADE, related_name="fee_types")
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(_("what it is for"), max_length=80)
    amount = models.PositiveIntegerField(_("amount"))
    code = models.CharField(_("code"), max_length=30, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    days = models.ManyToManyField(EventDay, through="FeeDay", related_name="fee_types")
    is_active = models.BooleanField(default=True)

    objects = FeeTypeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"fee type {self.pk}"

    @property
    def day_words(self) -> str:
        return words_of_days(self.days.all())


class FeeDay(models.Model):
    """A day that a price is for. The day stays while it is: else the price would be for every day."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_feeday_once", fields=["fee_type", "day"]),
        ]

    fee_type = models.ForeignKey(FeeType, models.CASCADE, related_name="fee_days")
    day = models.ForeignKey(EventDay, models.RESTRICT, related_name="fee_days")

    def __str__(self) -> str:
        return f"fee day {self.pk}"


class PayerKind(models.TextChoices):
    ORGANISATION = "organisation", _("My organisation pays")
    PERSON = "person", _("I pay myself")


def _told(field: Any, data: Data = Data.IDENTITY) -> Any:
    return personal(field, data, Keep.ACCOUNTS)


class FeeAgreement(models.Model):
    """What one registration costs, with the terms as they were that day, and who pays.

    ``days`` are those the price was for; none: any. ``refund_until`` is the last day of cancelling with
    money back, as it was promised. Written once; only the payer may change, and only until an invoice is
    made.
    """

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_feeagreement_amount", condition=Q(amount__gte=0, amount__lte=LARGEST)
            ),
            models.CheckConstraint(
                name="participants_feeagreement_policy",
                condition=Q(admin_percent__lte=100, admin_min__lte=LARGEST),
            ),
            models.CheckConstraint(
                name="participants_feeagreement_currency", condition=Q(currency__in=Currency.values)
            ),
            models.CheckConstraint(
                name="participants_feeagreement_payer", condition=Q(payer_kind__in=PayerKind.values)
            ),
            models.CheckConstraint(
                name="participants_feeagreement_country", condition=Q(country__in=Country.values)
            ),
        ]

    registration = models.OneToOneField(Registration, models.PROTECT, related_name="fee")
    fee_type = models.ForeignKey(FeeType, models.SET_NULL, null=True, related_name="agreements")
    name = models.CharField(max_length=80)
    reason = models.CharField(max_length=120, blank=True)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, choices=Currency)
    days = models.ManyToManyField(EventDay, related_name="fee_agreements")
    full_until_days = models.PositiveSmallIntegerField()
    admin_percent = models.PositiveSmallIntegerField()
    admin_min = models.PositiveIntegerField()
    refund_until = models.DateField(null=True)
    terms = models.CharField(max_length=600, blank=True)
    agreed_at = models.DateTimeField()
    payer_kind = models.CharField(max_length=12, choices=PayerKind, default=PayerKind.ORGANISATION)
    payer_name = _told(models.CharField(_("name of the payer"), max_length=200, blank=True))
    organisation_number = models.CharField(_("organisation number"), max_length=20, blank=True)
    electronic_address = models.CharField(_("electronic address"), max_length=60, blank=True)
    reference = _told(models.CharField(_("your reference"), max_length=80, blank=True))
    order_number = models.CharField(_("order number"), max_length=80, blank=True)
    invoice_email = _told(models.EmailField(_("e-mail for the invoice"), blank=True), Data.CONTACT)
    street = _told(models.CharField(_("address"), max_length=120, blank=True), Data.CONTACT)
    postal_code = _told(models.CharField(_("postal code"), max_length=10, blank=True), Data.CONTACT)
    city = _told(models.CharField(_("town"), max_length=80, blank=True), Data.CONTACT)
    country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.NORWAY)

    def __str__(self) -> str:
        return f"fee agreement {self.pk}"

    @property
    def is_free(self) -> bool:
        return self.amount == 0
