"""The participation fee: what a coordinator sets, and what people choose when they sign up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.no import orgnr

from events.models import Event, EventDay
from inkludering.dates import long_date
from inkludering.fields import LineField, TextField
from inkludering.forms import Form
from participants.models import Currency, FeePlan, FeeType, VatKind
from participants.models.fees import LARGEST
from participants.money import amount, money, read_amount
from participants.services.fees import FeeChoice

PLAN = ("currency", "full_until_days", "admin_percent", "admin_min", "due_days")
VAT = ("vat_kind", "vat_percent", "vat_reason", "terms")


class AmountField(forms.CharField):
    """A sum as people write it, "1 495" or "1495,50". Cleans to hundredths."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 20}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs)} | kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        found = read_amount(text)
        if found is None or found > LARGEST:
            raise ValidationError(_("Write an amount like 500 or 1495,50."), code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        return amount(value) if isinstance(value, int) else value


class OrganisationNumberField(LineField):
    """Nine digits that pass their check; spaces are forgiven."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Organisation number"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(max_length=20, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if text and not orgnr.is_valid(text):
            raise ValidationError(
                _("This is not an organisation number. It has nine digits; look once more."), code="invalid"
            )
        return orgnr.compact(text) if text else ""


class PlanForm(Form):
    """The terms of the fee."""

    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=Currency.choices)
    full_until_days = forms.IntegerField(
        label=gettext_lazy("Money back until so many days before the day"), min_value=0, max_value=365
    )
    admin_percent = forms.IntegerField(
        label=gettext_lazy("Charge when money is paid back, per cent of the fee"), min_value=0, max_value=100
    )
    admin_min = AmountField(label=gettext_lazy("… and at least"))
    due_days = forms.IntegerField(label=gettext_lazy("Days to pay an invoice"), min_value=1, max_value=90)
    vat_kind = forms.ChoiceField(label=gettext_lazy("VAT"), choices=VatKind.choices, widget=forms.RadioSelect)
    vat_percent = forms.IntegerField(
        label=gettext_lazy("Per cent of VAT"),
        min_value=1,
        max_value=50,
        required=False,
        help_text=gettext_lazy("Only for “With VAT”. The prices include it."),
    )
    vat_reason = LineField(
        label=gettext_lazy("Why there is no VAT, as it shall stand on the invoice"), required=False
    )
    terms = TextField(label=gettext_lazy("Other terms"), max_length=600, required=False, rows=3)

    def __init__(self, data: Any = None, *, plan: FeePlan) -> None:
        initial = {name: getattr(plan, name) for name in (*PLAN, *VAT)}
        initial["vat_reason"] = plan.vat_reason or _("Outside the VAT act")
        super().__init__(data, initial=initial | {"vat_percent": plan.vat_percent or None})
        self.plan = plan

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("vat_kind")
        if kind == VatKind.STANDARD and not cleaned.get("vat_percent") and "vat_percent" not in self.errors:
            self.add_error("vat_percent", _("Write how many per cent."))
        if kind == VatKind.STANDARD and cleaned.get("currency") not in (None, Currency.NOK):
            self.add_error("currency", _("VAT must be in Norwegian kroner. Choose them, or no VAT."))
        if kind in (VatKind.OUTSIDE, VatKind.EXEMPT) and not cleaned.get("vat_reason"):
            self.add_error("vat_reason", _("Write why, in a few words."))
        if kind != VatKind.STANDARD:
            cleaned["vat_percent"] = 0
        if kind in (VatKind.ZERO, VatKind.STANDARD):
            cleaned["vat_reason"] = ""
        return cleaned

    def filled(self, *, is_on: bool) -> FeePlan:
        for name in (*PLAN, *VAT):
            setattr(self.plan, name, self.cleaned_data[name])
        self.plan.is_on = is_on
        return self.plan


class PriceForm(Form):
    """One price that all can choose."""

    name = LineField(label=gettext_lazy("Name of the price"), max_length=80)
    amount = AmountField(label=gettext_lazy("Amount in kroner, VAT included"))

    def __init__(self, data: Any = None, *, days: Sequence[EventDay], before: FeeType | None = None) -> None:
        super().__init__(data, prefix="price", initial=self._initial(before) if before else None)
        if len(days) < 2:
            return
        self.fields["days"] = forms.MultipleChoiceField(
            label=_("The days it is for"),
            choices=[(day.pk, long_date(day.date)) for day in days],
            widget=forms.CheckboxSelectMultiple(attrs={"data-boxes": True}),
            required=False,
            help_text=_(
                "None ticked: all days. Whoever chooses the price comes on these days and no others."
            ),
        )

    @staticmethod
    def _initial(price: FeeType) -> dict[str, Any]:
        return {"name": price.name, "amount": price.amount, "days": [day.pk for day in price.days.all()]}

    def day_ids(self) -> list[int]:
        """Of the chosen days; none: all."""
        return [int(pk) for pk in self.cleaned_data.get("days", ())]

    def fee_type(self, event: Event) -> FeeType:
        return FeeType(event=event, name=self.cleaned_data["name"], amount=self.cleaned_data["amount"])


class CodeForm(Form):
    """A word that makes it free for some, with the reason."""

    code = LineField(
        label=gettext_lazy("Code"),
        max_length=30,
        help_text=gettext_lazy("A word to send to those it is for. Whoever writes it pays nothing."),
    )
    reason = LineField(label=gettext_lazy("Why it is free"), max_length=120)

    def day_ids(self) -> list[int]:
        """Whoever has a code comes on any day."""
        return []

    def fee_type(self, event: Event) -> FeeType:
        code = self.cleaned_data["code"].upper()
        reason = self.cleaned_data["reason"]
        return FeeType(event=event, name=reason[:80], amount=0, code=code, reason=reason)


class OtherPriceForm(Form):
    """Another price for somebody who has one."""

    def __init__(self, data: Any = None, *, types: Sequence[FeeType], currency: str) -> None:
        super().__init__(data)
        self.types = {one.pk: one for one in sorted(types, key=lambda one: bool(one.code))}
        words = [(pk, self._words(one, currency)) for pk, one in self.types.items()]
        self.fields["fee_type"] = forms.ChoiceField(
            label=_("The new price"), choices=words, widget=forms.RadioSelect
        )

    @staticmethod
    def _words(price: FeeType, currency: str) -> str:
        return f"{price.reason}: {_('Free')}" if price.code else _price_words(price, currency)

    def fee_type(self) -> FeeType:
        return self.types[int(self.cleaned_data["fee_type"])]


def _price_words(price: FeeType, currency: str) -> str:
    words = f"{price.name}: {money(price.amount, currency)}"
    return f"{words} ({price.day_words})" if price.day_words else words


def price_fields(types: Sequence[FeeType], currency: str) -> list[tuple[str, forms.Field]]:
    """The choice of price on the public form, for one person; a code only where there is any."""
    prices = [one for one in types if not one.code]
    fee = forms.ChoiceField(
        label=_("Participation fee"),
        choices=[(one.pk, _price_words(one, currency)) for one in prices],
        widget=forms.RadioSelect,
        initial=prices[0].pk if len(prices) == 1 else None,
        error_messages={"required": _("Choose a price.")},
    )
    if len(prices) == len(types):
        return [("fee", fee)]
    code = LineField(label=_("Have you got a code?"), max_length=30, required=False)
    code.help_text = _("Only if the organiser has given you one. Then you pay nothing.")
    return [("fee", fee), ("fee_code", code)]


def read_choice(form: Form, types: Sequence[FeeType], cleaned: dict[str, Any]) -> FeeChoice | None:
    """What was chosen; says in the form what is missing or wrong."""
    code = str(cleaned.get("fee_code") or "").upper()
    if code and code not in {one.code for one in types}:
        form.add_error("fee_code", _("There is no such code. Leave it empty, or ask the organiser."))
        return None
    if code:
        form.errors.pop("fee", None)  # whoever has a code need not choose
        return FeeChoice(code=code)
    return FeeChoice(type_id=int(cleaned["fee"])) if cleaned.get("fee") else None
