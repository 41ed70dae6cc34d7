"""About the day: its texts, dates, place and registration."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from events.forms.fields import DateField, MomentField, SeatsField, VersionedForm
from events.goals import GOALS
from events.models import LARGEST_CAPACITY, Event, EventDay, EventFormat, EventKind
from events.services import DayPlan
from inkludering.fields import EmailField, LineField, TextField
from inkludering.forms import Form

HASHTAG_LENGTH = 40


class HashtagsField(LineField):
    """Words behind #: letters incl. æøå, digits and underscore; stored without the sign."""

    def to_python(self, value: Any) -> str:
        words = [word.lstrip("#") for word in super().to_python(value).replace(",", " ").split()]
        words = [word for word in dict.fromkeys(words) if word]
        for word in words:
            if not word.replace("_", "").isalnum() or len(word) > HASHTAG_LENGTH:
                raise ValidationError(
                    _("“%(word)s” cannot be a hashtag: letters, digits and _ only."), params={"word": word}
                )
        return " ".join(words)


class AboutForm(VersionedForm):
    theme = LineField(
        label=_("Theme"),
        max_length=140,
        required=False,
        widget=forms.TextInput(attrs={"list": "themes", "autocomplete": "off"}),
    )
    title = LineField(label=_("Title"), max_length=140, help_text=_("Often the same as the theme."))
    subtitle = LineField(label=_("Subtitle"), max_length=200, required=False)
    guiding_question = LineField(
        label=_("Question of the day"),
        max_length=200,
        required=False,
        help_text=_("One open question. It stands largest on the page."),
    )
    introduction = TextField(label=_("Introduction"), required=False)
    audience = TextField(
        label=_("For you who …"), required=False, rows=3, help_text=_("One line for each, two to four lines.")
    )
    format = forms.ChoiceField(label=_("How we meet"), choices=EventFormat.choices, widget=forms.RadioSelect)
    venue_name = LineField(label=_("Venue"), max_length=140, required=False)
    venue_address = LineField(label=_("Address"), max_length=200, required=False)
    access_info = TextField(
        label=_("Accessibility of the venue"),
        required=False,
        rows=3,
        help_text=_("Steps, lift, toilet, hearing loop, quiet room."),
    )
    travel_info = TextField(label=_("How to get there"), required=False, rows=3)
    digital_link = forms.URLField(
        label=_("Link to the meeting"),
        required=False,
        assume_scheme="https",
        help_text=_("Shown only to those who have a seat."),
    )
    capacity = SeatsField(
        label=_("Seats"),
        largest=LARGEST_CAPACITY,
        required=False,
        help_text=_("Empty means no limit. Think of the room, the food and the tables."),
    )
    registration_opens_at = MomentField(
        label=_("Registration opens"), required=False, help_text=_("Empty: when the day is published.")
    )
    registration_closes_at = MomentField(
        label=_("Registration closes"), required=False, help_text=_("Empty: when the day is over.")
    )
    contact_email = EmailField(label=_("Contact e-mail"), required=False)
    contact_phone = LineField(label=_("Contact phone"), max_length=30, required=False)
    meal_note = LineField(
        label=_("Food"), max_length=140, required=False, help_text=_("For example: free lunch for all.")
    )
    kind = forms.ChoiceField(label=_("Kind of day"), choices=EventKind.choices)
    language = forms.ChoiceField(label=_("Language of the day"), choices=settings.LANGUAGES)
    hashtags = HashtagsField(label=_("Hashtags"), max_length=200, required=False)
    goals = forms.TypedMultipleChoiceField(
        label=_("Sustainable development goals"),
        choices=[(number, str(number)) for number in GOALS],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-boxes": True}),
    )

    SIMPLE = ["registration_opens_at", "registration_closes_at", "kind", "language", "hashtags", "goals"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goals"].choices = [(goal.number, str(goal)) for goal in GOALS.values()]  # type: ignore[attr-defined]  # in the active language

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("registration_opens_at"), cleaned.get("registration_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", _("It closes before it opens."))
        return cleaned


def about_initial(event: Event) -> dict[str, Any]:
    """What the form shows of an event."""
    names = [name for name in AboutForm.base_fields if name not in {"theme", "version"}]
    own = {name: getattr(event, name) for name in names}
    return own | {"theme": event.theme.name if event.theme else "", "version": event.version}


class DayForm(Form):
    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    date = DateField(label=_("Date"), required=False)
    title = LineField(label=_("Name of the day"), max_length=140, required=False)
    introduction = TextField(label=_("About this day"), required=False, rows=2)
    capacity = SeatsField(label=_("Seats this day"), largest=LARGEST_CAPACITY, required=False)
    remove = forms.BooleanField(label=_("Remove this date and its programme"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = [name for name in ("id", "title", "introduction", "capacity") if cleaned.get(name)]
        if said and not cleaned.get("date") and not cleaned.get("remove") and "date" not in self.errors:
            self.add_error("date", _("Write the date."))
        return cleaned

    def plan(self) -> DayPlan | None:
        """The day as somebody wants it; None when it is to go, or was left empty."""
        wanted = self.cleaned_data
        if wanted.get("remove") or not wanted.get("date"):
            return None
        return DayPlan(
            date=wanted["date"],
            id=wanted.get("id"),
            title=wanted.get("title", ""),
            introduction=wanted.get("introduction", ""),
            capacity=wanted.get("capacity"),
        )


class BaseDayFormSet(BaseFormSet):  # type: ignore[type-arg]  # not generic when it runs
    def clean(self) -> None:
        if any(self.errors):
            return
        plans = self.plans()
        if not plans:
            raise ValidationError(_("A day needs a date."))
        if len({plan.date for plan in plans}) < len(plans):
            raise ValidationError(_("The same date stands twice."))

    def plans(self) -> list[DayPlan]:
        return [plan for form in self.forms if (plan := form.plan())]


DayFormSet = formset_factory(DayForm, formset=BaseDayFormSet, extra=0, max_num=14)


def days_initial(days: list[EventDay]) -> list[dict[str, Any]]:
    """The dates there are, and room for one more."""
    shown = [
        {
            "id": day.pk,
            "date": day.date,
            "title": day.title,
            "introduction": day.introduction,
            "capacity": day.capacity,
        }
        for day in days
    ]
    return [*shown, {}]
