"""What a form says when something is missing or cannot be read: one plain sentence that names what to do.

A field that says it better itself, with ``error_messages``, keeps its own words.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# Fields that many forms ask for under the same name.
MISSING: Mapping[str, Any] = {
    "title": _("Write a title."),
    "name": _("Write a name."),
    "first_name": _("Write a first name."),
    "email": _("Write an e-mail address."),
    "sector": _("Choose a sector."),
    "region": _("Choose a region."),
    "organisation": _("Choose an organisation."),
}

_ONE_OF_THESE = _("That is not one of the choices here. Choose once more.")
_NUMBER = _("Write a number, with digits only.")

# By kind of field; the nearest kind above a field has the word.
WORDS: Mapping[type[forms.Field], Mapping[str, Any]] = {
    forms.Field: {
        "required": _("Fill in this field."),
        "max_length": _("Write at most %(limit_value)d characters. This is %(show_value)d."),
        "min_length": _("Write at least %(limit_value)d characters."),
        "min_value": _("Write %(limit_value)s or more."),
        "max_value": _("Write %(limit_value)s or less."),
    },
    forms.ChoiceField: {"required": _("Choose one of these."), "invalid_choice": _ONE_OF_THESE},
    forms.MultipleChoiceField: {"required": _("Choose at least one."), "invalid_list": _ONE_OF_THESE},
    forms.ModelMultipleChoiceField: {
        "required": _("Choose at least one."),
        "invalid_list": _ONE_OF_THESE,
        "invalid_pk_value": _ONE_OF_THESE,
    },
    forms.BooleanField: {"required": _("Tick this box to go on.")},
    forms.DateField: {"required": _("Choose a date."), "invalid": _("Write a date like 29.01.2027.")},
    forms.DateTimeField: {
        "required": _("Choose a date and a time."),
        "invalid": _("Write a date and a time like 29.01.2027 08.30."),
    },
    forms.TimeField: {"required": _("Write a time like 08.30."), "invalid": _("Write a time like 08.30.")},
    forms.IntegerField: {"required": _NUMBER, "invalid": _NUMBER},
    forms.URLField: {"invalid": _("Write the whole address, with https:// first.")},
    forms.UUIDField: {"invalid": _("This page was not whole. Open it once more.")},
    forms.FileField: {"required": _("Choose a file."), "empty": _("The file is empty. Choose another one.")},
}


def give_plain_words(fields: Mapping[str, forms.Field]) -> None:
    """Put our words where a field would say Django's own."""
    for name, field in fields.items():
        djangos, plain = _words_of(type(field))  # type: ignore[arg-type]  # a class can always be a key
        said = field.error_messages
        for code, word in plain.items():
            if code not in said or said[code] is djangos.get(code):
                said[code] = MISSING.get(name, word) if code == "required" else word


@cache
def _words_of(kind: type[forms.Field]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Django's own words for a kind of field, and ours."""
    djangos: dict[str, Any] = {}
    plain: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("django."):
            djangos |= vars(base).get("default_error_messages", {})
        plain |= WORDS.get(base, {})
    return djangos, plain
