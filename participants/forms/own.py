"""What a participant can do with an own link, and how to get a new one."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from inkludering.fields import EmailField
from inkludering.forms import Form
from inkludering.tokens import digest, new_form_token, read_form_token
from participants.forms.registering import AboutYou
from participants.models import Registration
from participants.services import Answers


class ChangeForm(AboutYou):
    """Everything but the address; the language is that of the mails."""

    language = forms.ChoiceField(label=gettext_lazy("Language of our mails"), choices=settings.LANGUAGES)


def change_form_for(registration: Registration, data: Any = None) -> ChangeForm:
    """The form with what is known already."""
    names = [name for name in ChangeForm.base_fields if name != "language"]
    initial = {name: getattr(registration, name) for name in names} | {"language": registration.language}
    return ChangeForm(data, initial=initial)


class FindForm(Form):
    """Ask for the own link again."""

    email = EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("The address you signed up with."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Write your e-mail address")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        sent = self.data.get("token", "")
        self.token = sent if read_form_token(sent) else new_form_token()

    @property
    def key(self) -> str:
        """The same for two clicks on one form."""
        return digest(self.token)[:32]


class HandOverForm(AboutYou):
    """Who comes instead."""

    email = EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Your colleague gets a mail with a link of their own."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the e-mail address")},
    )
    field_order = ["first_name", "last_name", "email"]

    def __init__(self, data: Any = None, *, registration: Registration) -> None:
        names = ("organisation_name", "sector")
        super().__init__(data, initial={name: getattr(registration, name) for name in names})
        for name in ("municipality", "working_languages", "is_first_time", "no_photo"):
            del self.fields[name]  # the new one tells, from the own link
        for name in ("first_name", "last_name", "organisation_name"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["sector"].label = gettext_lazy("Where does your colleague belong?")
        self.fields["first_name"].error_messages["required"] = gettext_lazy("Write the first name")

    def colleague(self, *, language: str) -> Answers:
        """As the services take it."""
        names = ("first_name", "last_name", "email", "organisation_name", "sector")
        return Answers(**{name: self.cleaned_data[name] for name in names}, language=language)
