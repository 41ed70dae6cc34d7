"""The programme table, one item with all its fields, and the people in it."""

from typing import Any

from django import forms
from django.conf import settings
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from events.forms.fields import VersionedForm
from events.models import AppearanceRole, AppearanceStatus, EventDay, ItemKind, ProgrammeItem
from events.services import Row
from inkludering.dates import clock, long_date
from inkludering.fields import ClockField, LineField, TextField
from inkludering.forms import Form
from regions.models import Organisation

GUESSED = [("", _("Guessed"))]


class TitleField(LineField):
    """One line in a box that grows; a line break typed in it is a space."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 1, "cols": False}), max_length=200, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(" ".join(str(value or "").split("\n")).replace("\r", ""))


class RowForm(Form):
    """A line of the table. A new line without a title is no line."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)
    at = ClockField(label=_("Time"), required=False)
    kind = forms.ChoiceField(label=_("Type"), choices=GUESSED + ItemKind.choices, required=False)
    title = TitleField(label=_("What"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("id") and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", _("Write what happens, or remove the line."))
        return cleaned

    def row(self) -> Row | None:
        typed = self.cleaned_data
        if not typed.get("title"):
            return None
        return Row(
            title=typed["title"],
            starts_at=typed.get("at"),
            kind=typed.get("kind", ""),
            id=typed.get("id"),
            parent_id=typed.get("parent"),
        )


class BaseRowFormSet(BaseFormSet):  # type: ignore[type-arg]  # not generic when it runs
    def rows(self) -> list[Row]:
        return [row for form in self.forms if (row := form.row())]


RowFormSet = formset_factory(RowForm, formset=BaseRowFormSet, extra=0, max_num=300)


class PasteForm(Form):
    text = TextField(
        label=_("Paste a programme"),
        max_length=20000,
        rows=8,
        help_text=_("One line for each item: 08.30 Welcome. A line without a time becomes a sub-item."),
        error_messages={"required": _("Paste at least one line.")},
    )


class ItemForm(VersionedForm):
    title = TitleField(label=_("What"))
    kind = forms.ChoiceField(label=_("Type"), choices=ItemKind.choices)
    starts_at = ClockField(label=_("Starts"), required=False)
    ends_at = ClockField(label=_("Ends"), required=False, help_text=_("Empty: when the next item begins."))
    day = forms.ModelChoiceField(EventDay.objects.none(), label=_("Day"), empty_label=None, required=False)
    abstract = TextField(label=_("More about it"), required=False, rows=3)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("As the rest of the day")), *settings.LANGUAGES],
        required=False,
        help_text=_("The language the title and the talk are in."),
    )
    more_to_come = forms.BooleanField(label=_("More people will be announced"), required=False)

    def __init__(self, *args: Any, item: ProgrammeItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = item.event.days.order_by("date")
        if item.parent_id or len(days) < 2:
            del self.fields["day"]
        else:
            field = self.fields["day"]
            field.queryset = days  # type: ignore[attr-defined]  # a model choice
            field.label_from_instance = lambda day: long_date(day.date)  # type: ignore[attr-defined]  # a model choice

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if ends and not starts and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Write when it starts, too."))
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It ends before it starts."))
        return cleaned


class PersonForm(Form):
    person_name = LineField(label=_("Name"), max_length=120, required=False)
    shown_title = LineField(
        label=_("Title, as shown here"),
        required=False,
        help_text=_("What the person is on this day. Other days keep their own."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Organisation"), required=False, empty_label=_("None")
    )
    role = forms.ChoiceField(label=_("Role"), choices=AppearanceRole.choices)
    status = forms.ChoiceField(label=_("Is it settled?"), choices=AppearanceStatus.choices)
    joins_workshop = forms.BooleanField(label=_("Stays for the tables"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"status": AppearanceStatus.TBC, "joins_workshop": True} | (
            kwargs.get("initial") or {}
        )
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.alphabetical()  # type: ignore[attr-defined]  # a model choice

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("person_name", "shown_title", "organisation")):
            self.add_error("person_name", _("Write a name, a title or an organisation."))
        if cleaned.get("person_name") and cleaned.get("status") == AppearanceStatus.TBN:
            self.add_error("status", _("There is a name, so it is no longer “name to come”."))
        return cleaned


class ShiftForm(Form):
    item = forms.ModelChoiceField(ProgrammeItem.objects.none(), label=_("From"), empty_label=None)
    minutes = forms.IntegerField(
        label=_("Minutes later"),
        min_value=-720,
        max_value=720,
        initial=10,
        help_text=_("A minus sign moves it earlier."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, day: EventDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        timed = day.items.filter(parent=None).exclude(starts_at=None)
        field.queryset = timed.order_by("position")  # type: ignore[attr-defined]  # a model choice
        field.label_from_instance = _with_clock  # type: ignore[attr-defined]  # a model choice


def _with_clock(item: ProgrammeItem) -> str:
    return f"{clock(item.starts_at)} {item.title}" if item.starts_at else item.title
