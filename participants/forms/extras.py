"""What only some events ask: days, meals, one's part, what one can contribute, extra questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import EventDay, ProgrammeItem
from inkludering.dates import clock, local, long_date
from inkludering.fields import LineField, TextField
from inkludering.forms import Form
from participants.forms.fees import price_fields, read_choice
from participants.models import Part, Question, QuestionKind
from participants.models.fees import words_of_days
from participants.services.asking import Asked
from participants.services.extra_answers import ON_THE_WALL, Extras
from participants.services.fee_days import contradicts, words_at_sign_up, words_later
from regions.models import Country

LARGEST_NUMBER = 1_000_000
NO_HEALTH = gettext_lazy("Do not write anything about health here.")
BOXES = {"data-boxes": True}


def _many(label: Any, choices: Any, **more: Any) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(attrs=BOXES)
    return forms.MultipleChoiceField(label=label, choices=choices, widget=widget, **more)


def field_for(question: Question) -> forms.Field:
    """The field of one extra question."""
    common: dict[str, Any] = {
        "label": question.text,
        "required": question.is_required,
        "help_text": escape(question.help_text),
    }
    choices = [(option, option) for option in question.options]
    if question.kind == QuestionKind.CHOICE:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if question.kind == QuestionKind.MANY:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if question.kind == QuestionKind.NUMBER:
        return forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER, **common)
    return TextField(max_length=1000, rows=2, **common)


def _when(item: ProgrammeItem) -> str:
    day = long_date(item.day.date)
    starts = clock(local(item.starts_at, item.day.event.zone)) if item.starts_at else ""
    return f"{item.title} ({day}{' ' + starts if starts else ''})"


class ExtrasForm(Form):
    """Built for what one event asks. ``prefix`` tells colleagues in one form apart; ``agreed`` are the days
    that the fee of somebody who is registered is for."""

    def __init__(
        self,
        data: Any = None,
        *,
        asked: Asked,
        prefix: str | None = None,
        before: Extras | None = None,
        agreed: Sequence[EventDay] = (),
    ) -> None:
        self.has_fee = asked.plan is not None and before is None  # what was agreed to stays
        self.agreed, self.days_of_prices = agreed, asked.days_of_prices if self.has_fee else {}
        days = [] if self.days_of_prices else [day.pk for day in asked.days]
        super().__init__(data, prefix=prefix, initial=self._initial(before) if before else {"days": days})
        self.asked = asked
        for name, field in self._fields_for(asked):
            self.fields[name] = field

    def _fields_for(self, asked: Asked) -> list[tuple[str, forms.Field]]:
        found: list[tuple[str, forms.Field]] = []
        asks = asked.sign_up
        if self.days_of_prices and asked.plan:  # the price first: it says on which days
            found += price_fields(asked.prices, asked.plan.currency)
        if len(asked.days) > 1 and not self._price_says_all(asked):
            found.append(("days", self._days_field(asked)))
        if asked.items:
            items = [(item.pk, _when(item)) for item in asked.items]
            found.append(("items", _many(_("What else do you come to?"), items, required=False)))
        if self.has_fee and asked.plan and not self.days_of_prices:
            found += price_fields(asked.prices, asked.plan.currency)
        if asks.asks_country:
            countries = [("", ""), *Country.choices]
            found.append(("country", forms.ChoiceField(label=_("Country"), choices=countries)))
        found += [(question.field_name, field_for(question)) for question in asked.questions]
        if asks.asks_role:
            found += self._part_fields()
        if asks.asks_experience:
            experience = TextField(label=_("What can you contribute at the table?"), required=False, rows=3)
            experience.help_text = NO_HEALTH
            found.append(("experience", experience))
        return found + (self._wall_fields() if asks.asks_wall else [])

    def _price_says_all(self, asked: Asked) -> bool:
        """Is each price for its own days, so that nothing is left to choose?"""
        return bool(asked.prices) and len(self.days_of_prices) == len(asked.prices)

    def _days_field(self, asked: Asked) -> forms.Field:
        days = [(day.pk, self._day_words(day)) for day in asked.days]
        field = _many(_("Which days do you come?"), days, required=not self.days_of_prices)
        if self.days_of_prices:
            field.help_text = _("Tick nothing, and you come on all the days that your price is for.")
        elif self.agreed:
            field.help_text = _("Your price is for %(days)s.") % {"days": words_of_days(self.agreed)}
        return field

    @staticmethod
    def _day_words(day: Any) -> str:
        return f"{long_date(day.date)}: {day.title}" if day.title else long_date(day.date)

    @staticmethod
    def _part_fields() -> list[tuple[str, forms.Field]]:
        part = forms.ChoiceField(
            label=_("What do you come as?"),
            choices=Part.choices,
            required=False,
            initial=Part.PARTICIPANT,
            widget=forms.RadioSelect,
        )
        task = TextField(label=_("Your task, if you are a project owner"), required=False, rows=3)
        task.help_text = _("What do you want help with? The others at your table read it.")
        return [("part", part), ("assignment", task)]

    @staticmethod
    def _wall_fields() -> list[tuple[str, forms.Field]]:
        return [
            ("looks_for", LineField(label=_("I look for"), required=False, help_text=NO_HEALTH)),
            ("offers", LineField(label=_("I can offer"), required=False)),
            ("wall", forms.BooleanField(label=str(ON_THE_WALL), required=False)),
        ]

    @staticmethod
    def _initial(before: Extras) -> dict[str, Any]:
        names = (
            *("country", "days", "items", "part", "assignment"),
            *("experience", "looks_for", "offers", "wall"),
        )
        answers = {f"question_{pk}": value for pk, value in before.answers.items()}
        return {name: getattr(before, name) for name in names} | answers

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        has_task = cleaned.get("assignment") or "assignment" in self.errors
        if cleaned.get("part") == Part.PROJECT_OWNER and not has_task:
            words = _("Write in a few words what you want help with.")
            self.add_error("assignment", ValidationError(words, code="required"))
        self.fee = read_choice(self, self.asked.prices, cleaned) if self.has_fee else None
        self._follow_price(cleaned)
        return cleaned

    def _follow_price(self, cleaned: dict[str, Any]) -> None:
        """The days are those of the price, or some of them; says at the days what does not fit."""
        chosen = {int(pk) for pk in cleaned.get("days", ())}
        if self.fee and not self.fee.code:
            days = self.days_of_prices.get(self.fee.type_id or 0, [])
            if chosen and contradicts(days, chosen):
                self.add_error("days", words_at_sign_up(days))
            cleaned["days"] = chosen or [day.pk for day in days]
        elif chosen and contradicts(self.agreed, chosen):
            self.add_error("days", words_later(self.agreed))

    def extras(self) -> Extras:
        """The cleaned answers as the services take them."""
        cleaned = self.cleaned_data
        texts = {name: cleaned.get(name, "") for name in ("country", "experience", "looks_for", "offers")}
        part = cleaned.get("part") or Part.PARTICIPANT
        return Extras(
            days=tuple(int(pk) for pk in cleaned.get("days", ())),
            items=tuple(int(pk) for pk in cleaned.get("items", ())),
            part=part,
            assignment=cleaned.get("assignment", "") if part == Part.PROJECT_OWNER else "",
            wall=bool(cleaned.get("wall")),
            fee=self.fee,
            answers={question.pk: cleaned.get(question.field_name) for question in self.asked.questions},
            **texts,
        )
