"""What finance writes: who sends the invoices, and what was paid."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.no import kontonr

from inkludering.fields import EmailField, LineField
from inkludering.forms import Form
from participants.forms.fees import AmountField, OrganisationNumberField
from participants.models import FeeType, Registration, Seller

SELLER = (
    *("name", "organisation_number", "street", "postal_code", "city", "email"),
    *("bank_account", "is_vat_registered", "is_in_business_register"),
)


class BankAccountField(LineField):
    """Eleven digits that pass their check; points and spaces are forgiven."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if text and not (kontonr.is_valid(text) and len(kontonr.compact(text)) == 11):
            raise ValidationError(
                _("This is not an account number. It has eleven digits; look once more."), code="invalid"
            )
        return kontonr.compact(text) if text else ""


class SellerForm(Form):
    """The organisation as it stands on its invoices."""

    name = LineField(label=gettext_lazy("Name"))
    organisation_number = OrganisationNumberField()
    street = LineField(label=gettext_lazy("Address"), max_length=120)
    postal_code = LineField(label=gettext_lazy("Postal code"), max_length=10)
    city = LineField(label=gettext_lazy("Town"), max_length=80)
    email = EmailField(label=gettext_lazy("E-mail for questions about invoices"))
    bank_account = BankAccountField(label=gettext_lazy("Account number"), max_length=20)
    again = BankAccountField(
        label=gettext_lazy("The new account number once more"),
        max_length=20,
        help_text=gettext_lazy("Take it from the bank, not from a mail."),
        error_messages={
            "required": gettext_lazy("You are changing the account. Write the new number once more.")
        },
    )
    is_vat_registered = forms.BooleanField(label=gettext_lazy("Registered for VAT"), required=False)
    is_in_business_register = forms.BooleanField(
        label=gettext_lazy("A limited company, so “Foretaksregisteret” must stand on the invoice"),
        required=False,
    )

    def __init__(self, data: Any = None, *, seller: Seller) -> None:
        initial = {name: getattr(seller, name) for name in SELLER}
        initial["organisation_number"] = (
            initial["organisation_number"] or seller.controller.organisation_number
        )
        super().__init__(data, initial=initial | {"name": seller.name or seller.controller.name})
        self.seller, self.account = seller, seller.bank_account
        if not self.asks_again:
            del self.fields["again"]

    @property
    def asks_again(self) -> bool:
        """Does another account stand in the form than on the invoices so far?"""
        typed = kontonr.compact(str(self.data.get("bank_account", ""))) if self.is_bound else self.account
        return bool(self.account) and typed != self.account

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "again" in cleaned and cleaned["again"] != cleaned.get("bank_account"):
            self.add_error("again", _("The two numbers are not the same."))
        return cleaned

    def filled(self) -> Seller:
        for name in SELLER:
            setattr(self.seller, name, self.cleaned_data[name])
        return self.seller


class PaymentForm(Form):
    """Money that came, or went back."""

    amount = AmountField(label=gettext_lazy("Amount"))
    paid_on = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    went_back = forms.BooleanField(label=gettext_lazy("Paid back to the payer"), required=False)

    def hundredths(self) -> int:
        amount: int = self.cleaned_data["amount"]
        return -amount if self.cleaned_data["went_back"] else amount

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if amount == 0:
            raise ValidationError(_("Write an amount above 0."))
        return amount


class MissingForm(Form):
    """A price for those who have agreed to none, and who of them."""

    def __init__(self, data: Any = None, *, types: list[FeeType], people: list[Registration]) -> None:
        super().__init__(data)
        self.people = {one.pk: one for one in people}
        self.fields["people"] = forms.MultipleChoiceField(
            label=_("Who"),
            choices=[(one.pk, one.name) for one in people],
            initial=list(self.people),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one.")},
        )
        types = sorted(types, key=lambda one: bool(one.code))  # what costs something first
        self.types = {one.pk: one for one in types}
        choices = [(one.pk, one.name if not one.code else f"{one.code}: {one.reason}") for one in types]
        self.fields["fee_type"] = forms.ChoiceField(label=_("Give them this price"), choices=choices)

    def fee_type(self) -> FeeType:
        return self.types[int(self.cleaned_data["fee_type"])]

    def chosen(self) -> list[Registration]:
        return [self.people[int(key)] for key in self.cleaned_data["people"]]
