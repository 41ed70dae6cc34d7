"""What somebody who signs up is asked."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inkludering.fields import EmailField, LineField, NameField
from inkludering.forms import Form
from inkludering.text import fold
from inkludering.tokens import FormToken, new_form_token, read_form_token
from participants.models import WorkingLanguage
from participants.services import Answers
from regions.models import Organisation, Sector

YOUNGEST, OLDEST = timedelta(seconds=2), timedelta(hours=24)
HONEYPOT = "homepage"


def with_known_sector(data: Any) -> Any:
    """Whoever left the sector open but wrote an organisation we know gets that one's: as the script does
    while one types, for those without it."""
    name = "" if data.get("sector") else data.get("organisation_name", "")
    known = Organisation.objects.filter(search_name=fold(name[:200])).first() if name else None
    if known is None:
        return data
    filled = data.copy()
    filled["sector"] = known.sector
    return filled


class AboutYou(Form):
    """What a person can change later, too."""

    first_name = NameField(
        label=gettext_lazy("First name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": gettext_lazy("Write your first name")},
    )
    last_name = NameField(
        label=gettext_lazy("Last name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    organisation_name = LineField(
        label=gettext_lazy("Organisation or workplace"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Do you come as yourself? Leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "organisations"}),
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Where do you belong?"),
        choices=Sector.choices,
        help_text=gettext_lazy("We use it to mix the tables well."),
        widget=forms.RadioSelect(attrs={"data-sector": True}),
        error_messages={"required": gettext_lazy("Choose what fits best")},
    )
    municipality = LineField(label=gettext_lazy("Municipality"), max_length=80, required=False)
    working_languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages you can work in"),
        choices=WorkingLanguage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-boxes": True}),
    )
    is_first_time = forms.BooleanField(label=gettext_lazy("This is my first inclusion day"), required=False)
    no_photo = forms.BooleanField(label=gettext_lazy("I do not want to be in pictures"), required=False)

    def answers(self, *, email: str | None, language: str) -> Answers:
        """The cleaned answers as the services take them."""
        cleaned = self.cleaned_data
        return Answers(
            first_name=cleaned["first_name"],
            last_name=cleaned["last_name"],
            email=email,
            organisation_name=cleaned["organisation_name"],
            sector=cleaned["sector"],
            municipality=cleaned["municipality"],
            working_languages=tuple(cleaned["working_languages"]),
            is_first_time=cleaned["is_first_time"],
            no_photo=cleaned["no_photo"],
            language=language,
        )


class RegistrationForm(AboutYou):
    """The public form. ``token`` says when it was shown and makes two clicks one registration."""

    email = EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("We send a confirmation, and a link to change or cancel."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Write your e-mail address")},
    )
    field_order = ["first_name", "last_name", "email"]

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        *,
        now: datetime,
        initial: dict[str, Any] | None = None,
        needs_email: bool = True,
    ) -> None:
        super().__init__(data, initial={"working_languages": [WorkingLanguage.NORWEGIAN]} | (initial or {}))
        self.fields["email"].required = needs_email
        self.now = now
        self.form_token: FormToken | None = read_form_token(self.data.get("token", "")) if data else None
        if self.form_token is None or self.age() > OLDEST:
            self.token, self.is_stale = new_form_token(), bool(data)
        else:
            self.token, self.is_stale = self.data["token"], False

    def age(self) -> timedelta:
        return self.now - self.form_token.issued_at if self.form_token else timedelta(0)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if self.is_stale:
            raise ValidationError(
                _("This page had been open for long. Look through it, then press once more.")
            )
        if self.data.get(HONEYPOT):
            raise ValidationError(
                _("Something filled in a field that should be empty. Please press once more.")
            )
        if self.age() < YOUNGEST:
            raise ValidationError(_("That went very fast. Please press once more."))
        return cleaned

    @property
    def form_id(self) -> UUID:
        """The idempotency key; only a valid form has one."""
        if self.form_token is None:
            raise ValueError("a form without a readable token")
        return self.form_token.id

    @property
    def opens_fold(self) -> bool:
        """Is there something to see in the folded part?"""
        folded = ("municipality", "working_languages", "is_first_time", "no_photo")
        return any(self[name].errors for name in folded)
