"""What a coordinator chooses before paper is made."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inkludering.forms import Form
from participants.models import PaperKind
from participants.pdf import LABELS, OWN, POSTER_SIZES, LabelSheet, Measures, Sides, own_sheet
from participants.services.used_sheets import Used

MOST_BLANKS = 200
LONGEST_DAY = 12
MISSING = {"required": gettext_lazy("Measure this on the sheet.")}
SHEETS = (
    *(PaperKind.NAME_TAGS, PaperKind.BLANK_TAGS, PaperKind.TAPE_LIST, PaperKind.DOOR_LIST),
    *(PaperKind.RUN_SHEET, PaperKind.FOOD_SHEET, PaperKind.TABLE_SIGNS, PaperKind.POSTER),
)
WHO = [
    ("all", gettext_lazy("Everybody")),
    ("changed", gettext_lazy("Only new and changed since they were printed")),
    ("blank", gettext_lazy("Blank ones, to write on")),
]
SIDES = [
    (Sides.ONE, gettext_lazy("One side")),
    (Sides.BACK, gettext_lazy("Both sides of the paper, turned on the long edge")),
    (Sides.FOLD, gettext_lazy("Folded: the name can be read from both sides")),
]
MEASURES = ("width", "height", "left", "top", "gap_x", "gap_y")
COUNTS = ("columns", "rows")


def sheet_choices() -> list[tuple[str, Any]]:
    return [(key, sheet.name) for key, sheet in LABELS.items()]


def _mm(label: Any, initial: float) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, initial=initial, min_value=0, max_value=297, decimal_places=1, error_messages=MISSING
    )


def _count(label: Any, initial: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, min_value=1, max_value=most, error_messages=MISSING
    )


class TagForm(Form):
    """Which tags, on which sheet of labels, from which label on."""

    who = forms.ChoiceField(
        label=gettext_lazy("Which tags"), choices=WHO, initial="all", widget=forms.RadioSelect
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many blank ones"),
        help_text=gettext_lazy("Leave empty for one full sheet."),
        required=False,
        min_value=1,
        max_value=MOST_BLANKS,
    )
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet of labels"), initial="plain")
    first = forms.IntegerField(
        label=gettext_lazy("First free label"),
        help_text=gettext_lazy("Counted along the rows from the top left. 1 for a new sheet."),
        initial=1,
        min_value=1,
    )
    sides = forms.ChoiceField(
        label=gettext_lazy("Sides"), choices=SIDES, initial=Sides.ONE, widget=forms.RadioSelect
    )
    codes = forms.BooleanField(label=gettext_lazy("With the code for the door"), required=False, initial=True)
    width = _mm(gettext_lazy("Width of a label, mm"), 90)
    height = _mm(gettext_lazy("Height of a label, mm"), 55)
    columns = _count(gettext_lazy("Labels beside each other"), 2, 5)
    rows = _count(gettext_lazy("Labels below each other"), 5, 11)
    left = _mm(gettext_lazy("From the left edge of the paper to the first label, mm"), 15)
    top = _mm(gettext_lazy("From the upper edge of the paper to the first label, mm"), 11)
    gap_x = _mm(gettext_lazy("Gap between labels beside each other, mm"), 0)
    gap_y = _mm(gettext_lazy("Gap between labels below each other, mm"), 0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheet: Any = self.fields["sheet"]
        sheet.choices = [*sheet_choices(), (OWN, _("Another sheet, measured by myself"))]
        self._ask_measures(asked=not self.is_bound or self["sheet"].value() == OWN)

    def _ask_measures(self, *, asked: bool) -> None:
        """They matter only for a sheet of one's own, but are never shown as if they could be left out."""
        for name in (*COUNTS, *MEASURES):
            self.fields[name].required = asked

    def measures_fields(self) -> list[Any]:
        return [self[name] for name in (*COUNTS, *MEASURES)]

    def usual_fields(self) -> list[Any]:
        return [self[name] for name in ("who", "number", "sheet", "first", "sides", "codes")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._ask_measures(asked=True)
        self.measures = self._measures(data) if data.get("sheet") == OWN else None
        sheet = own_sheet(self.measures) if self.measures else LABELS.get(data.get("sheet", ""))
        if sheet is not None and not self.errors:
            self._check(sheet, data)
        return data

    def _measures(self, data: dict[str, Any]) -> Measures | None:
        """Their own sheet; None when a measure is missing or wrong, which is then said beside it."""
        if self.errors:
            return None
        millimetres = {name: float(data[name]) for name in MEASURES}
        measures = Measures(columns=data["columns"], rows=data["rows"], **millimetres)
        for name, problem in measures.problems():
            self.add_error(name, problem)
        return None if self.errors else measures

    def _check(self, sheet: LabelSheet, data: dict[str, Any]) -> None:
        if data["first"] > sheet.on_a_sheet:
            numbers = {"number": sheet.on_a_sheet}
            self.add_error("first", _("This sheet has %(number)s labels.") % numbers)
        if data["sides"] == Sides.FOLD and not sheet.can_fold:
            wrong = ValidationError(_("These labels are too low to fold. Choose A6, or one side."))
            self.add_error("sides", wrong)

    def kind(self) -> PaperKind:
        return PaperKind.BLANK_TAGS if self.cleaned_data["who"] == "blank" else PaperKind.NAME_TAGS

    def chosen(self) -> dict[str, Any]:
        """As the order keeps it."""
        names = ("who", "number", "sheet", "first", "sides", "codes")
        measures = {"measures": asdict(self.measures)} if self.measures else {}
        return {name: self.cleaned_data[name] for name in names} | measures


class PosterForm(Form):
    size = forms.ChoiceField(
        label=gettext_lazy("Size"), choices=[(size, size.upper()) for size in POSTER_SIZES], initial="a4"
    )

    def chosen(self) -> dict[str, Any]:
        return {"size": self.cleaned_data["size"]}


class CertificateForm(Form):
    hours = forms.DecimalField(
        label=gettext_lazy("Hours a day"),
        help_text=gettext_lazy("Leave empty to say nothing of hours."),
        required=False,
        min_value=0.5,
        max_value=LONGEST_DAY,
        max_digits=3,
        decimal_places=1,
        localize=True,
    )

    def chosen(self) -> dict[str, Any]:
        hours = self.cleaned_data["hours"]
        return {"hours": float(hours)} if hours else {}


class PackForm(Form):
    """Which sheets go into the one file of a day."""

    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Sheets"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one sheet.")},
    )
    sheet = forms.ChoiceField(label=gettext_lazy("Name tags on"), initial="plain")

    def __init__(self, *args: Any, kinds: list[PaperKind], used: Used, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.used = used
        parts: Any = self.fields["parts"]
        parts.choices = [(kind.value, kind.label) for kind in kinds]
        parts.initial = [kind.value for kind in kinds if kind != PaperKind.TAPE_LIST]
        sheet: Any = self.fields["sheet"]
        sheet.choices = [*sheet_choices(), *used.own_choice]
        sheet.initial = used.key

    def chosen(self) -> dict[str, Any]:
        return self.used.choice(self.cleaned_data["sheet"])
