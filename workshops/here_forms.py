"""What those at the tables fill in: notes at the table's own page, a wish on one's own."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import EventDay
from inkludering.fields import LineField, TextField
from inkludering.forms import Form
from workshops.models import Project, TableNotes, Wish
from workshops.services.notes import NotesText


class NotesForm(Form):
    """What a table found. All of it may stay empty."""

    question = LineField(label=_("The question we worked with"), max_length=300, required=False)
    point_1 = LineField(label=_("First point"), max_length=300, required=False)
    point_2 = LineField(label=_("Second point"), max_length=300, required=False)
    point_3 = LineField(label=_("Third point"), max_length=300, required=False)
    next_step = LineField(label=_("Next step"), max_length=300, required=False)
    responsible = LineField(
        label=_("Who takes it on"),
        max_length=120,
        required=False,
        help_text=_("A role or a first name is enough."),
    )
    method = TextField(label=_("How did the way we worked suit you?"), max_length=600, rows=2, required=False)
    insight = TextField(label=_("What is new to you?"), max_length=600, rows=2, required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    theirs: TableNotes | None = None  # what another phone has saved in between

    @staticmethod
    def initial_of(notes: TableNotes | None, question: str) -> dict[str, Any]:
        """The notes as they stand; a table's first look shows ``question``."""
        if notes is None:
            return {"question": question, "version": 0}
        names = [*NotesText.__dataclass_fields__, "version"]
        return {name: getattr(notes, name) for name in names}

    def text(self) -> NotesText:
        return NotesText(**{name: self.cleaned_data[name] for name in NotesText.__dataclass_fields__})


class WishForm(Form):
    """A first wish, and a second for when the first is full."""

    first = forms.ModelChoiceField(
        label=_("What I would most like to work with"),
        queryset=Project.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    second = forms.ModelChoiceField(
        label=_("If that is full"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=_("Anything"),
    )

    def __init__(self, *args: Any, day: EventDay, wish: Wish | None = None, **kwargs: Any) -> None:
        if wish is not None:
            kwargs.setdefault("initial", {"first": wish.first_id, "second": wish.second_id})
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field = cast("forms.ModelChoiceField[Project]", self.fields[name])
            field.queryset = Project.objects.filter(day=day).open().in_order()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("second") is not None and found.get("second") == found.get("first"):
            self.add_error("second", _("Choose another project than your first wish."))
        return found
