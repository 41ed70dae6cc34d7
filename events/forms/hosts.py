"""Organisations behind a day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event, OrganisationRole
from inkludering.fields import LineField
from inkludering.forms import Form
from regions.models import Country, Organisation, OrganisationKind


class HostForm(Form):
    """An organisation from the list, or a new one by name."""

    role = forms.ChoiceField(
        label=_("Does what"), choices=OrganisationRole.choices, widget=forms.RadioSelect, initial="organiser"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("Choose …")
    )
    name = LineField(label=_("Name of the new organisation"), required=False)
    unit = LineField(label=_("Unit or department"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices, required=False)
    country = forms.ChoiceField(
        label=_("Country"), choices=Country.choices, initial=Country.NORWAY, required=False
    )

    mark_optional = False

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = event.parts.values("organisation")
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.exclude(pk__in=taken).alphabetical()  # type: ignore[attr-defined]  # a model choice

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("organisation") and not cleaned.get("name"):
            self.add_error("organisation", _("Choose an organisation, or write the name of a new one."))
        return cleaned


class ControllerForm(Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Answers for the registrations"), empty_label=_("Choose …")
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(event_parts__event=event).alphabetical()  # type: ignore[attr-defined]  # a model choice
        field.initial = event.controller_id
