"""Who gets the invoice: asked when people sign up, and changed until there is one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inkludering.fields import EmailField, LineField
from inkludering.forms import Form
from participants.identifiers import read_address, read_number
from participants.models import FeeAgreement, PayerKind
from participants.services.fees import Payer
from regions.models import Country

ADDRESS = ("street", "postal_code", "city")
TOLD = (
    *("payer_name", "organisation_number", "electronic_address", "reference", "order_number"),
    *("invoice_email", "street", "postal_code", "city"),
)
FOLDED = (*ADDRESS, "payer_country", "order_number", "electronic_address", "invoice_email")
NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}
_WRONG = {
    "organisation_number": gettext_lazy(
        "This is not an organisation number in %(country)s. Look once more, or choose another country."
    ),
    "electronic_address": gettext_lazy(
        "This is not an electronic address. Leave it empty, or ask those who keep your accounts."
    ),
}


class PayerForm(Form):
    """Where the invoice goes. Asked once for everybody on the form, when there is something to pay."""

    payer_kind = forms.ChoiceField(
        label=gettext_lazy("Who pays?"),
        choices=PayerKind.choices,
        widget=forms.RadioSelect,
        initial=PayerKind.ORGANISATION,
        required=False,
    )
    payer_name = LineField(label=gettext_lazy("Name on the invoice"), required=False)
    organisation_number = LineField(
        label=gettext_lazy("Organisation number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=NUMERIC),
        help_text=gettext_lazy("Then the invoice can come electronically (EHF)."),
    )
    reference = LineField(
        label=gettext_lazy("Your reference"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("What your organisation asks for, for example a name or a number."),
    )
    order_number = LineField(label=gettext_lazy("Order number"), max_length=80, required=False)
    electronic_address = LineField(
        label=gettext_lazy("Electronic address"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Only if it is not the organisation number, like 0088:7300010000001."),
    )
    invoice_email = EmailField(
        label=gettext_lazy("E-mail for the invoice"),
        required=False,
        help_text=gettext_lazy("Empty: we send it to you."),
    )
    street = LineField(label=gettext_lazy("Address"), max_length=120, required=False)
    postal_code = LineField(label=gettext_lazy("Postal code"), max_length=10, required=False)
    city = LineField(label=gettext_lazy("Town"), max_length=80, required=False)
    payer_country = forms.ChoiceField(
        label=gettext_lazy("Country of the payer"),
        choices=Country.choices,
        initial=Country.NORWAY,
        required=False,
    )

    mark_optional = False  # what is needed follows from who pays

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        country = Country(cleaned.get("payer_country") or Country.NORWAY)
        cleaned["payer_country"] = country
        for name, read in (("organisation_number", read_number), ("electronic_address", read_address)):
            if cleaned.get(name):
                found = read(cleaned[name], country)
                cleaned[name] = found or ""
                if found is None:
                    self._ask(name, _WRONG[name] % {"country": country.label})
        return cleaned

    def must_be_whole(self) -> None:
        """There is something to pay: say what lacks for an invoice."""
        cleaned = self.cleaned_data
        has_address = all(cleaned.get(name) for name in ADDRESS)
        if (cleaned.get("payer_kind") or PayerKind.ORGANISATION) == PayerKind.ORGANISATION:
            if not cleaned.get("organisation_number") and not has_address:
                self._ask("organisation_number", _("Write the organisation number, or the whole address."))
            if not cleaned.get("reference") and not cleaned.get("order_number"):
                self._ask("reference", _("Write a reference or an order number."))
        elif not has_address:
            for name in ADDRESS:
                if not cleaned.get(name):
                    self._ask(name, str(self.fields[name].error_messages["required"]))

    def _ask(self, name: str, words: str) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    def payer(self) -> Payer:
        """As the services take it. A person has no organisation number."""
        told = {name: self.cleaned_data.get(name) or "" for name in TOLD}
        kind = self.cleaned_data.get("payer_kind") or PayerKind.ORGANISATION
        if kind == PayerKind.PERSON:
            told["organisation_number"] = told["electronic_address"] = ""
        return Payer(kind=kind, country=self.cleaned_data["payer_country"], **told)

    @property
    def opens(self) -> bool:
        """Is there something to see in the folded part?"""
        said = any((self[name].value() or Country.NORWAY) != Country.NORWAY for name in FOLDED)
        return said or any(self[name].errors for name in ("organisation_number", *FOLDED))


class ChangePayerForm(PayerForm):
    """The same for one who has signed up, with what stands there now."""

    def __init__(self, data: Any = None, *, agreement: FeeAgreement) -> None:
        initial = {name: getattr(agreement, name) for name in ("payer_kind", *TOLD)}
        super().__init__(data, initial=initial | {"payer_country": agreement.country})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.must_be_whole()
        return cleaned
