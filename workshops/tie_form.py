"""Two people, and whether they always or never sit together."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import EventDay
from inkludering.forms import Form
from participants.models import Registration
from workshops.attending import people_to_choose
from workshops.models import TieKind


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Offers people by name and organisation."""

    def label_from_instance(self, obj: Registration) -> str:
        return f"{obj.name} ({obj.organisation_name})" if obj.organisation_name else obj.name


class TieForm(Form):
    one = PersonField(label=gettext_lazy("One of them"), queryset=Registration.objects.none())
    kind = forms.ChoiceField(label=gettext_lazy("How they sit"), choices=TieKind.choices)
    other = PersonField(label=gettext_lazy("The other one"), queryset=Registration.objects.none())

    def __init__(self, *args: Any, day: EventDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_choose(day)
        for name in ("one", "other"):
            field = cast("forms.ModelChoiceField[Registration]", self.fields[name])
            field.queryset = people
            field.empty_label = _("Choose a person")
