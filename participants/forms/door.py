"""The forms at the door: as few fields as fifteen seconds allow."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inkludering.fields import EmailField, LineField
from inkludering.forms import Form
from participants.pdf import LABELS, LabelSheet
from participants.services.door_batch import LARGEST_COUNT
from participants.services.door_people import Guest
from participants.services.used_sheets import Used
from regions.models import Sector


class OpenDoorForm(Form):
    """Opens the door on this device."""

    code = LineField(
        label=_("Code"),
        max_length=60,
        help_text=_("The coordinator has it on the page Door."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    name = LineField(
        label=_("Name of this device"), max_length=60, help_text=_("For example Tablet 1, by the stairs.")
    )

    def __init__(self, *args: Any, has_link: bool = False, **kwargs: Any) -> None:
        """``has_link``: the code came with the address, so nobody need see or type it."""
        super().__init__(*args, **kwargs)
        if has_link:
            self.fields["code"].widget = forms.HiddenInput()


# Four buttons at the door; each stands for the sector that is counted with it.
DOOR_SECTORS = [
    (Sector.PUBLIC, _("Public")),
    (Sector.PRIVATE, _("Business, also social entrepreneurs")),
    (Sector.VOLUNTARY, _("Voluntary")),
    (Sector.OTHER, _("Other, also academia")),
]


class WalkInForm(Form):
    """Somebody came without having signed up."""

    first_name = LineField(
        label=_("First name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    last_name = LineField(
        label=_("Last name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sector = forms.ChoiceField(
        label=_("Where do you belong?"),
        choices=DOOR_SECTORS,
        widget=forms.RadioSelect(attrs={"data-sector": True}),
    )
    organisation_name = LineField(label=_("Organisation or workplace"), required=False)
    email = EmailField(
        label=_("E-mail"), required=False, help_text=_("Only to send the thanks after the day.")
    )
    scan_id = forms.UUIDField(widget=forms.HiddenInput)

    def guest(self) -> Guest:
        """What was filled in, as the services take it."""
        names = ("first_name", "last_name", "sector", "organisation_name")
        return Guest(
            **{name: self.cleaned_data[name] for name in names}, email=self.cleaned_data["email"] or None
        )


def _counted(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=LARGEST_COUNT,
        required=False,
        initial=0,
        widget=forms.NumberInput(attrs={"class": "ds-input", "inputmode": "numeric"}),
    )


class CountForm(Form):
    """How many raise a hand, in the four groups of the door, and how many are here for the first time."""

    public = _counted(DOOR_SECTORS[0][1])
    private = _counted(DOOR_SECTORS[1][1])
    voluntary = _counted(DOOR_SECTORS[2][1])
    other = _counted(DOOR_SECTORS[3][1])
    first_timers = _counted(_("Here for the first time"))
    scan_id = forms.UUIDField(widget=forms.HiddenInput)

    def counted(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "scan_id"]

    def numbers(self) -> dict[str, int]:
        return {field.name: self.cleaned_data[field.name] or 0 for field in self.counted()}


class DoorNameForm(Form):
    """What the tag says and how the name is said; the registration stays as it was written."""

    name = LineField(
        label=_("Name on the tag"),
        max_length=120,
        help_text=_("The registration stays as it was written."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pronunciation = LineField(
        label=_("How it is said"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scan_id = forms.UUIDField(widget=forms.HiddenInput)


LABEL_PRINTER = "alone"


class LabelForm(Form):
    """Where one tag is printed: a label printer, or the first free label of a sheet."""

    sheet = forms.ChoiceField(label=_("Sheet of labels"), initial=LABEL_PRINTER)
    first = forms.IntegerField(
        label=_("First free label"),
        help_text=_("Counted along the rows from the top left. 1 for a new sheet."),
        initial=1,
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, used: Used, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.used = used
        sheet: Any = self.fields["sheet"]
        printer = (LABEL_PRINTER, _("Label printer, one tag at a time"))
        sheet.choices = [printer, *used.own_choice, *((key, one.name) for key, one in LABELS.items())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        sheet, first = self.used.sheet(data.get("sheet", "")), data.get("first")
        if sheet and first and first > sheet.on_a_sheet:
            self.add_error(
                "first", gettext("This sheet has %(number)s labels.") % {"number": sheet.on_a_sheet}
            )
        return data

    def label_sheet(self) -> LabelSheet | None:
        """None for a label printer."""
        return self.used.sheet(self.cleaned_data["sheet"])

    def remembered(self) -> str:
        """The sheet, and the label that is free after this one: a new sheet begins where one ends."""
        sheet, first = self.label_sheet(), self.cleaned_data["first"]
        free = first % sheet.on_a_sheet + 1 if sheet else 1
        return f"{self.cleaned_data['sheet']}.{free}"


def remembered_label(text: str, used: Used) -> dict[str, Any]:
    """What ``LabelForm`` starts from: the sheet and the label it remembered, if any."""
    sheet, _dot, first = text.partition(".")
    is_number = first.isascii() and first.isdigit() and len(first) < 4
    is_ours = is_number and (sheet == LABEL_PRINTER or used.sheet(sheet) is not None)
    return {"sheet": sheet, "first": int(first)} if is_ours else {}


class ShiftForm(Form):
    """Somebody who stands at the door."""

    name = LineField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    pin = LineField(
        label=_("PIN"),
        max_length=4,
        help_text=_("Four digits. It unlocks the screen and opens nothing else."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PairForm(Form):
    """One person or two? Sent by the buttons beside each pair."""

    kept = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    dropped = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
