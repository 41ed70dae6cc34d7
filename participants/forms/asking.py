"""A coordinator's choices of what sign-up asks."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from inkludering.dates import long_date
from inkludering.fields import LineField, TextField
from inkludering.forms import Form
from participants.models import WITH_OPTIONS, Question, QuestionKind, QuotaKind, SignUp
from participants.models.asking import LONGEST_KEPT
from participants.services.asking import items_to_ask_about, sign_up_of
from regions.models import Country, Sector

CHOICES = (
    *("asks_needs", "takes_colleagues", "asks_country", "asks_role"),
    *("asks_experience", "asks_wall", "approves", "offers_seats"),
)
MOST_OPTIONS = 30
LARGEST_QUOTA = 10_000


class SignUpForm(Form):
    """Each tick adds a little to the form that people meet."""

    def __init__(self, data: Any = None, *, event: Event) -> None:
        sign_up = sign_up_of(event)
        initial: dict[str, Any] = {name: getattr(sign_up, name) for name in CHOICES}
        if not sign_up._state.adding:
            initial["items"] = list(sign_up.items.values_list("pk", flat=True))
        super().__init__(data, initial=initial)
        for name in CHOICES:
            label = str(cast(Any, SignUp._meta.get_field(name)).verbose_name)
            self.fields[name] = forms.BooleanField(label=label[:1].upper() + label[1:], required=False)
        self.rows = {item.pk: item for item in items_to_ask_about(event)}
        if self.rows:
            choices = [(pk, f"{item.title}, {long_date(item.day.date)}") for pk, item in self.rows.items()]
            self.fields["items"] = forms.MultipleChoiceField(
                label=_("Ask who comes to"),
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def choices(self) -> dict[str, bool]:
        return {name: self.cleaned_data[name] for name in CHOICES}

    def items(self) -> list[Any]:
        return [self.rows[int(pk)] for pk in self.cleaned_data.get("items", ())]


class QuotaForm(Form):
    """How many seats at most for each sector and country; empty for no limit."""

    def __init__(self, data: Any = None, *, event: Event) -> None:
        before = {f"{quota.kind}_{quota.value}": quota.seats for quota in event.quotas.all()}
        super().__init__(data, initial=before)
        for kind, values in ((QuotaKind.SECTOR, Sector), (QuotaKind.COUNTRY, Country)):
            for value, label in values.choices:
                self.fields[f"{kind.value}_{value}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=LARGEST_QUOTA, required=False
                )

    def seats(self) -> dict[tuple[QuotaKind, str], int]:
        found = {}
        for name, number in self.cleaned_data.items():
            kind, _sign, value = name.partition("_")
            if number is not None:
                found[QuotaKind(kind), value] = number
        return found

    @property
    def sectors(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("sector_")]

    @property
    def countries(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("country_")]


class QuestionForm(Form):
    """One extra question."""

    text = LineField(label=gettext_lazy("Question"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of answer"), choices=QuestionKind.choices, widget=forms.RadioSelect
    )
    options = TextField(
        label=gettext_lazy("Answers to choose from"),
        required=False,
        help_text=gettext_lazy("One on each line. Only for questions with answers to choose from."),
    )
    help_text = LineField(label=gettext_lazy("Explanation under the question"), required=False)
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    keep_days = forms.IntegerField(
        label=gettext_lazy("Delete the answers so many days after the day"),
        min_value=0,
        max_value=LONGEST_KEPT,
        initial=30,
        help_text=gettext_lazy(
            "Ask only what you need, and nothing about health: Food and access is for that."
        ),
    )

    def __init__(self, data: Any = None, *, question: Question) -> None:
        names = ("text", "kind", "help_text", "is_required", "keep_days")
        initial: dict[str, Any] = {name: getattr(question, name) for name in names}
        super().__init__(data, initial=initial | {"options": "\n".join(question.options)})
        self.question = question

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        lines = [line.strip() for line in cleaned.get("options", "").splitlines()]
        cleaned["options"] = list(dict.fromkeys(line for line in lines if line))
        if cleaned.get("kind") in WITH_OPTIONS:
            self._check_options(cleaned["options"])
        return cleaned

    def _check_options(self, options: list[str]) -> None:
        if len(options) < 2:
            self.add_error("options", ValidationError(_("Write at least two answers, one on each line.")))
        elif len(options) > MOST_OPTIONS or max(map(len, options)) > 200:
            self.add_error("options", ValidationError(_("At most 30 answers of 200 characters.")))

    def filled(self) -> Question:
        """The question with what was written; not saved."""
        for name in ("text", "kind", "options", "help_text", "is_required", "keep_days"):
            setattr(self.question, name, self.cleaned_data[name])
        return self.question
