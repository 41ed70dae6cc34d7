"""What a coordinator decides about a round."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import EventDay
from inkludering.fields import LineField
from inkludering.forms import Form
from workshops.models import LARGEST_GROUP, SMALLEST_GROUP, Project, RoundKind, WorkshopRound
from workshops.services.rounds import RoundSettings


class EarlierRoundField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Offers earlier rounds by their number."""

    default_error_messages = {
        "invalid_choice": _("A round can only go back to an earlier round of the same day.")
    }

    def label_from_instance(self, obj: WorkshopRound) -> str:
        return _("Back to the tables of round %(number)s") % {"number": obj.number}


class RoundForm(Form):
    """One round: what it is about, how many at each table, new tables or back to earlier ones."""

    title = LineField(label=_("Title"), max_length=140, required=False)
    question = LineField(label=_("Question at the tables"), required=False)
    group_size = forms.IntegerField(
        label=_("People at each table"),
        min_value=SMALLEST_GROUP,
        max_value=LARGEST_GROUP,
        initial=6,
        help_text=_("Four to eight is best. No table gets more than this."),
    )
    returns_to = EarlierRoundField(
        label=_("Tables"),
        queryset=WorkshopRound.objects.none(),
        required=False,
        empty_label=_("New tables, mixed"),
    )
    by_project = forms.BooleanField(
        label=_("Gather around the projects"),
        required=False,
        help_text=_("One table for each project, by what people wish for."),
    )

    def __init__(self, *args: Any, day: EventDay, round_: WorkshopRound | None = None, **kwargs: Any) -> None:
        if round_ is not None:
            kwargs.setdefault("initial", self._initial(round_))
        super().__init__(*args, **kwargs)
        earlier = WorkshopRound.objects.filter(day=day, returns_to=None).order_by("number")
        if day.event.guiding_question:
            text = _("The question of the day is «%(question)s»")
            self.fields["question"].help_text = text % {"question": day.event.guiding_question}
        field = cast("forms.ModelChoiceField[WorkshopRound]", self.fields["returns_to"])
        field.queryset = earlier.filter(number__lt=round_.number) if round_ else earlier
        if not field.queryset:
            del self.fields["returns_to"]  # the first round has nowhere to go back to
        if not Project.objects.filter(day=day).exists():
            del self.fields["by_project"]

    @staticmethod
    def _initial(round_: WorkshopRound) -> dict[str, Any]:
        return {
            "title": round_.title,
            "question": round_.question,
            "group_size": round_.group_size,
            "returns_to": round_.returns_to_id,
            "by_project": round_.kind == RoundKind.TOPIC,
        }

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("by_project") and found.get("returns_to"):
            self.add_error("by_project", _("Either back to earlier tables, or by project."))
        return found

    def settings(self) -> RoundSettings:
        return RoundSettings(**self.cleaned_data)
