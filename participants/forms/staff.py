"""What a coordinator writes about somebody: the same answers, without the public form's guards."""

from dataclasses import fields
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from inkludering.fields import EmailField, LineField
from inkludering.forms import Form
from participants.models import Registration, WorkingLanguage
from participants.services import Answers
from regions.models import Sector


class AnswersForm(Form):
    """Add or change a registration on somebody's behalf."""

    first_name = LineField(label=_("First name"), max_length=120)
    last_name = LineField(label=_("Last name"), max_length=120, required=False)
    email = EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Without an address no mail is sent, and the person has no page of their own."),
    )
    organisation_name = LineField(label=_("Organisation or workplace"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"), choices=Sector.choices, widget=forms.RadioSelect(attrs={"data-sector": True})
    )
    municipality = LineField(label=_("Municipality"), max_length=80, required=False)
    working_languages = forms.MultipleChoiceField(
        label=_("Languages for working"),
        choices=WorkingLanguage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-boxes": True}),
    )
    is_first_time = forms.BooleanField(label=_("First inclusion day"), required=False)
    no_photo = forms.BooleanField(label=_("Does not want to be in pictures"), required=False)
    language = forms.ChoiceField(label=_("Language of our mails"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, registration: Registration | None = None, **kwargs: Any) -> None:
        if registration is not None:
            kwargs.setdefault("initial", self._initial(registration))
        super().__init__(*args, **kwargs)
        if registration is not None and registration.participant.email:
            self.fields["email"].required = True
            self.fields["email"].help_text = _(
                "A new address gets a mail with its own link; the old link ends. With another first name "
                "too, somebody else takes over the seat, and what the one before told is deleted."
            )

    @staticmethod
    def _initial(registration: Registration) -> dict[str, Any]:
        names = (
            "first_name",
            "last_name",
            "organisation_name",
            "sector",
            "municipality",
            "working_languages",
        )
        values = {
            name: getattr(registration, name) for name in (*names, "is_first_time", "no_photo", "language")
        }
        return values | {"email": registration.participant.email or ""}

    def answers(self) -> Answers:
        """As the services take it."""
        values = {field.name: self.cleaned_data[field.name] for field in fields(Answers)}
        languages = tuple(values["working_languages"])
        return Answers(**values | {"email": values["email"] or None, "working_languages": languages})


class AddForm(AnswersForm):
    """Somebody new. ``form_id`` makes a second tap the same registration."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
