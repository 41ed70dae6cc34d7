"""Forms of regions, working groups, organisations and roles."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from inkludering import fields, forms
from regions.models import (
    NATIONAL_KINDS,
    REGIONAL_KINDS,
    Cadence,
    Country,
    Organisation,
    OrganisationKind,
    Region,
    RoleKind,
    Sector,
)

LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk")]
MANY_DAYS = 500


def parent_field() -> Any:
    """Which region another one lies under. The form says which may be chosen."""
    return django_forms.ModelChoiceField(
        label=_("Lies under"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=_("No other region"),
        help_text=_("A town or a district lies under its county."),
    )


class RegionForm(forms.Form):
    """What a region says about itself and, for those who may move it, where it lies."""

    name = fields.LineField(label=_("Name"), max_length=80)
    parent = parent_field()
    vision = fields.TextField(
        label=_("What we want"),
        required=False,
        max_length=1500,
        help_text=_("Two or three sentences. They stand on the region's public page."),
    )
    cadence = django_forms.ChoiceField(
        label=_("Rhythm"), choices=Cadence.choices, widget=django_forms.RadioSelect
    )
    language = django_forms.ChoiceField(
        label=_("Language of the region's texts"), choices=LANGUAGES, widget=django_forms.RadioSelect
    )
    contact_email = fields.EmailField(label=_("Contact e-mail"), required=False)
    contact_phone = fields.LineField(label=_("Contact phone"), required=False, max_length=30)
    days_held_before = django_forms.IntegerField(
        label=_("Days held before this site was in use"), min_value=0, max_value=MANY_DAYS
    )

    def __init__(self, *args: Any, region: Region, may_move: bool, **kwargs: Any) -> None:
        initial = {name: getattr(region, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["parent"].queryset = Region.objects.exclude(pk=region.pk).alphabetical()  # type: ignore[attr-defined]
        if not may_move:
            del self.fields["parent"]


class NewRegionForm(forms.Form):
    name = fields.LineField(label=_("Name"), max_length=80)
    parent = parent_field()
    language = django_forms.ChoiceField(
        label=_("Language of the region's texts"),
        choices=LANGUAGES,
        initial="nb",
        widget=django_forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Region.objects.alphabetical()  # type: ignore[attr-defined]


class WaiverForm(forms.Form):
    reason = fields.LineField(
        label=_("Why"),
        max_length=200,
        error_messages={"required": _("Write why this region may start without two sectors.")},
    )


class OrganisationForm(forms.Form):
    name = fields.LineField(label=_("Name"))
    unit = fields.LineField(
        label=_("Unit or department"), required=False, help_text=_("Only when it takes part on its own.")
    )
    kind = django_forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *OrganisationKind.choices])
    sector = django_forms.ChoiceField(
        label=_("Sector"),
        choices=Sector.choices,
        widget=django_forms.RadioSelect(attrs={"data-sector": True}),
    )
    country = django_forms.ChoiceField(label=_("Country"), choices=Country.choices, initial=Country.NORWAY)
    organisation_number = fields.LineField(label=_("Organisation number"), required=False, max_length=20)
    contact_email = fields.EmailField(label=_("Contact e-mail"), required=False)


class AddMemberForm(forms.Form):
    organisation = django_forms.ModelChoiceField(queryset=Organisation.objects.all())


class MemberForm(forms.Form):
    contact_name = fields.NameField(label=_("Contact person"), required=False, max_length=120)
    contact_email = fields.EmailField(label=_("E-mail"), required=False)


class InviteForm(forms.Form):
    """A role in a region; ``national=True`` offers the national ones instead."""

    name = fields.NameField(label=_("Name"), max_length=120)
    email = fields.EmailField(label=_("E-mail"))
    kind = django_forms.ChoiceField(label=_("Role"), widget=django_forms.RadioSelect)

    def __init__(self, *args: Any, national: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = NATIONAL_KINDS if national else REGIONAL_KINDS
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in kinds
        ]

    def clean_kind(self) -> RoleKind:
        return RoleKind(self.cleaned_data["kind"])
