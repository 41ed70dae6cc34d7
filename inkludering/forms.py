"""One shared crispy helper: every form of the project looks and reports errors the same way."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from inkludering.form_words import give_plain_words


def shared_helper() -> FormHelper:
    """No form tag and no buttons: the page writes them around the fields."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.template_pack = "ds"
    return helper


class CrispyForm(forms.BaseForm):
    """Mixin that gives a form its ``helper``, and plain words for what is missing or cannot be read."""

    helper: FormHelper

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = shared_helper()
        give_plain_words(self.fields)


class Form(CrispyForm, forms.Form):
    """A plain form with the shared helper."""


class ModelForm(CrispyForm, forms.ModelForm):  # type: ignore[type-arg]  # the model is named by each subclass
    """A model form with the shared helper."""
