"""Invoices and credit notes, numbered without gaps and never changed; what was paid and paid back."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from inkludering.privacy import Data, Keep, personal
from participants.identifiers import address_of
from participants.models.fees import LARGEST, Currency, FeeAgreement
from regions.models import Country, Organisation


class Seller(models.Model):
    """The organisation behind the days as it stands on an invoice. The row is the lock on its numbers."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_seller_number", condition=Q(organisation_number__regex=r"^[0-9]{9}$")
            ),
            models.CheckConstraint(
                name="participants_seller_account", condition=Q(bank_account__regex=r"^[0-9]{11}$")
            ),
        ]

    controller = models.OneToOneField(Organisation, models.PROTECT, related_name="seller")
    name = models.CharField(_("name"), max_length=200)
    organisation_number = models.CharField(_("organisation number"), max_length=9)
    street = models.CharField(_("address"), max_length=120)
    postal_code = models.CharField(_("postal code"), max_length=10)
    city = models.CharField(_("town"), max_length=80)
    email = models.EmailField(_("e-mail for questions about invoices"))
    bank_account = models.CharField(_("account number"), max_length=11)
    is_vat_registered = models.BooleanField(_("registered for VAT"), default=False)
    is_in_business_register = models.BooleanField(
        _("limited company: must say Foretaksregisteret"), default=False
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        return f"seller {self.pk}"


class AccountsError(TypeError):
    """Somebody tried to change what the accounts rest on."""


class AccountsQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "AccountsQuerySet":
        return self.filter(agreement__registration__event__in=Event.objects.visible_to(user))

    def of_event(self, event: Event) -> "AccountsQuerySet":
        return self.filter(agreement__registration__event=event)

    def update(self, **kwargs: Any) -> NoReturn:
        raise AccountsError("accounts are never changed; make a credit note or a correction")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AccountsError("accounts are never changed; make a credit note or a correction")

    def delete(self) -> NoReturn:
        raise AccountsError("accounts are kept five years; services.retention ends them")


class _Kept(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AccountsError("accounts are never changed; make a credit note or a correction")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AccountsError("accounts are kept five years; services.retention ends them")


class InvoiceKind(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")


class Invoice(_Kept):
    """An invoice, or a credit note over one. ``content`` holds all its words as they were: seller, buyer,
    line, VAT and references; sums are columns, in whole hundredths."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participants_invoice_number_once", fields=["seller", "number"]),
            models.CheckConstraint(
                name="participants_invoice_kind",
                condition=Q(kind=InvoiceKind.INVOICE, credits=None, due_date__isnull=False)
                | Q(kind=InvoiceKind.CREDIT_NOTE, credits__isnull=False, due_date=None),
            ),
            models.CheckConstraint(
                name="participants_invoice_sum",
                condition=Q(total=F("net") + F("vat") + F("rounding"), total__gte=1, total__lte=LARGEST),
            ),
            models.CheckConstraint(
                name="participants_invoice_parts",
                condition=Q(number__gte=1, net__gte=0, vat__gte=0, rounding__gte=-1, rounding__lte=1),
            ),
            models.CheckConstraint(
                name="participants_invoice_currency", condition=Q(currency__in=Currency.values)
            ),
        ]

    seller = models.ForeignKey(Seller, models.PROTECT, related_name="invoices")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=InvoiceKind)
    agreement = models.ForeignKey(FeeAgreement, models.PROTECT, related_name="invoices")
    credits = models.ForeignKey("self", models.PROTECT, null=True, related_name="credit_notes")
    issue_date = models.DateField()
    due_date = models.DateField(null=True)
    issued_at = models.DateTimeField()
    currency = models.CharField(max_length=3, choices=Currency)
    net = models.PositiveIntegerField()
    vat = models.PositiveIntegerField()
    rounding = models.SmallIntegerField(default=0)
    total = models.PositiveIntegerField()
    language = models.CharField(max_length=5)
    content = personal(models.JSONField(), Data.IDENTITY, Keep.ACCOUNTS)

    objects = AccountsQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def event(self) -> Event:
        return self.agreement.registration.event

    @property
    def is_credit_note(self) -> bool:
        return self.kind == InvoiceKind.CREDIT_NOTE

    @property
    def has_ehf(self) -> bool:
        """Can it be sent electronically? The buyer must have an address there, in a country that is known."""
        buyer = self.content["buyer"]
        return buyer["country"] != Country.OTHER and address_of(buyer) is not None


class Payment(_Kept):
    """Money that came (above nothing) or went back (below). A wrong entry is put right by its opposite."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participants_payment_amount",
                condition=~Q(amount=0) & Q(amount__gte=-LARGEST, amount__lte=LARGEST),
            ),
            models.UniqueConstraint(name="participants_payment_undone_once", fields=["undoes"]),
        ]

    agreement = models.ForeignKey(FeeAgreement, models.PROTECT, related_name="payments")
    amount = models.IntegerField()
    paid_on = models.DateField()
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()
    noted_by_id = personal(models.BigIntegerField(), Data.OPERATIONAL, Keep.ACCOUNTS)

    objects = AccountsQuerySet.as_manager()

    def __str__(self) -> str:
        return f"payment {self.pk}"

    @property
    def event(self) -> Event:
        return self.agreement.registration.event
