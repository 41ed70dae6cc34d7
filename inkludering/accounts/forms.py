"""What a user may change about itself."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from inkludering import fields, forms

LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]


class ProfileForm(forms.Form):
    name = fields.LineField(label=_("Name"), max_length=120)
    language = django_forms.ChoiceField(
        label=_("Language of the work pages and of mails to you"),
        choices=LANGUAGES,
        widget=django_forms.RadioSelect,
    )
