"""Colleagues on the same form, and signing up for somebody else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from inkludering.fields import EmailField, LineField, NameField
from inkludering.forms import Form
from participants.services import Answers
from regions.models import Sector

MOST_COLLEAGUES = 9
COUNT, ADD, DROP = "colleagues", "add_colleague", "drop_colleague"
OFF = {"autocomplete": "off"}


class ColleagueForm(Form):
    """One more person. An empty one is as if it were not there."""

    first_name = NameField(
        label=gettext_lazy("First name"),
        max_length=120,
        widget=forms.TextInput(attrs=OFF),
        error_messages={"required": gettext_lazy("Write the first name")},
    )
    last_name = NameField(
        label=gettext_lazy("Last name"), max_length=120, required=False, widget=forms.TextInput(attrs=OFF)
    )
    email = EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Each gets a mail with a link of their own."),
        widget=forms.EmailInput(attrs=OFF),
        error_messages={"required": gettext_lazy("Write the e-mail address")},
    )
    organisation_name = LineField(
        label=gettext_lazy("Organisation or workplace"),
        required=False,
        help_text=gettext_lazy("The same as yours? Leave it empty."),
        widget=forms.TextInput(attrs=OFF | {"list": "organisations"}),
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Belongs to"),
        choices=[("", gettext_lazy("The same as mine")), *Sector.choices],
        required=False,
    )

    @property
    def is_empty(self) -> bool:
        names = ("first_name", "last_name", "email")
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in names)

    def answers(self, first: Answers) -> Answers:
        """As the services take them; organisation and sector are those of the ``first`` unless given."""
        cleaned = self.cleaned_data
        return Answers(
            first_name=cleaned["first_name"],
            last_name=cleaned["last_name"],
            email=cleaned["email"],
            organisation_name=cleaned["organisation_name"] or first.organisation_name,
            sector=cleaned["sector"] or first.sector,
            working_languages=first.working_languages,
            language=first.language,
        )


class HelperForm(Form):
    """Somebody fills in the form for another person."""

    for_other = forms.BooleanField(
        label=gettext_lazy("I sign up somebody else, who knows of it. I do not come myself."),
        required=False,
        widget=forms.CheckboxInput(attrs={"data-consent": True, "autocomplete": "off"}),
    )
    helper_name = NameField(label=gettext_lazy("Your name"), max_length=120, required=False)
    helper_email = EmailField(
        label=gettext_lazy("Your e-mail"),
        required=False,
        help_text=gettext_lazy("If the person has no e-mail, leave that open. Then the mails go to you."),
    )
    together = forms.BooleanField(
        label=gettext_lazy("If there are not seats for all of us, we would rather wait together"),
        required=False,
    )

    @property
    def is_for_other(self) -> bool:
        return bool(self.data.get("for_other"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("for_other"):
            for name in ("helper_name", "helper_email"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned


def how_many(data: Any) -> int:
    """Blocks for colleagues on the form as it was sent."""
    text = str(data.get(COUNT, ""))
    return min(int(text), MOST_COLLEAGUES) if text.isascii() and text.isdigit() and len(text) < 3 else 0
