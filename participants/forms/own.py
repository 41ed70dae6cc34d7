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
