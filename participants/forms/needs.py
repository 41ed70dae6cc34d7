"""Food and access: ticked by nobody beforehand, kept only with a consent of its own."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inkludering.fields import LineField
from inkludering.forms import Form
from participants.models import Access, Diet, NeedKind
from participants.services.needs import CONSENT, OwnNeed, Wanted


def _boxes(label: Any, choices: Any) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(attrs={"data-boxes": True})
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


def _consent(kind: NeedKind) -> forms.BooleanField:
    widget = forms.CheckboxInput(attrs={"data-consent": True, "autocomplete": "off"})
    return forms.BooleanField(label=cast(str, CONSENT[kind]), required=False, widget=widget)


class NeedsForm(Form):
    """Ask what we should do, never what somebody has. Values come back only to the one who wrote them."""

    diet_consent = _consent(NeedKind.DIET)
    diet = _boxes(gettext_lazy("What should we think of?"), Diet.choices)
    diet_other = LineField(
        label=gettext_lazy("Something else about food"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    access_consent = _consent(NeedKind.ACCESS)
    access = _boxes(gettext_lazy("What should we arrange?"), Access.choices)
    access_other = LineField(
        label=gettext_lazy("Something else we should arrange"),
        required=False,
        help_text=gettext_lazy("Write what you want us to do. You need not say why."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for kind in NeedKind.values:
            wrote = cleaned.get(kind) or cleaned.get(f"{kind}_other")
            if wrote and not cleaned.get(f"{kind}_consent"):
                words = _("Tick here, too, so that we may keep it. Or take away what you wrote.")
                self.add_error(f"{kind}_consent", ValidationError(words, code="consent"))
        return cleaned

    def wanted(self) -> list[Wanted]:
        """What was written and consented to."""
        cleaned = self.cleaned_data
        found = [
            Wanted(NeedKind(kind), tuple(cleaned[kind]), cleaned[f"{kind}_other"]) for kind in NeedKind.values
        ]
        return [one for one in found if one.choices or one.other]

    @property
    def opens_fold(self) -> bool:
        return bool(self.errors) or (self.is_bound and has_needs(self.data))


def has_needs(data: Mapping[str, Any]) -> bool:
    """Did somebody fill in anything of this form?"""
    return any(data.get(name) for name in NeedsForm.base_fields)


def needs_form_for(needs: list[OwnNeed], data: Any = None) -> NeedsForm:
    """The form with what the person wrote before."""
    initial: dict[str, Any] = {}
    for need in needs:
        kind = need.wanted.kind.value
        written = {kind: need.wanted.choices, f"{kind}_other": need.wanted.other, f"{kind}_consent": True}
        initial |= written
    return NeedsForm(data, initial=initial)
