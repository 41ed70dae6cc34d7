"""What forms say: our own plain words, never Django's."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from django.utils.translation import override

from inkludering.form_words import give_plain_words
from inkludering.forms import CrispyForm, Form

pytestmark = pytest.mark.usefixtures("every_form")


@pytest.fixture(scope="module")
def every_form() -> None:
    """The views, and with them all forms, are loaded."""
    assert get_resolver().url_patterns


class Sample(Form):
    title = forms.CharField(max_length=5)
    note = forms.CharField()
    color = forms.CharField(error_messages={"required": "Name a colour."})
    kind = forms.ChoiceField(choices=[("a", "A")])
    day = forms.DateField()
    at = forms.DateTimeField()
    number = forms.IntegerField(min_value=1, max_value=8)


EMPTY = {
    "title": ["Write a title."],
    "note": ["Fill in this field."],
    "color": ["Name a colour."],
    "kind": ["Choose one of these."],
    "day": ["Choose a date."],
    "at": ["Choose a date and a time."],
    "number": ["Write a number, with digits only."],
}
WRONG = {
    "title": ["Write at most 5 characters. This is 6."],
    "kind": ["That is not one of the choices here. Choose once more."],
    "day": ["Write a date like 29.01.2027."],
    "at": ["Write a date and a time like 29.01.2027 08.30."],
    "number": ["Write 8 or less."],
}
TYPED = {"title": "sixsix", "kind": "b", "day": "soon", "at": "later", "number": "9"}


@pytest.mark.parametrize(("typed", "said"), [({}, EMPTY), (TYPED | {"note": "n", "color": "c"}, WRONG)])
def test_forms_say_in_plain_words_what_to_do(typed: dict[str, str], said: dict[str, list[str]]) -> None:
    with override("en"):
        assert Sample(typed).errors == said


def test_words_are_in_the_users_language() -> None:
    with override("nb"):
        assert Sample({}).errors["title"] == ["Skriv en tittel."]


def _forms(above: type[Any]) -> Iterator[type[Any]]:
    for form in above.__subclasses__():
        if not form.__module__.startswith("tests."):
            yield form
        yield from _forms(form)


def _djangos_words(field: forms.Field) -> set[str]:
    """Codes for which a field would still say what Django says."""
    own = [vars(base) for base in type(field).__mro__ if base.__module__.startswith("django.")]
    theirs = [words for base in own for words in base.get("default_error_messages", {}).items()]
    return {code for code, word in theirs if field.error_messages.get(code) is word}


def test_no_form_of_ours_says_djangos_own_words() -> None:
    left = []
    for form in _forms(CrispyForm):
        fields = deepcopy(form.base_fields)
        give_plain_words(fields)
        left += [(form.__name__, name, _djangos_words(field)) for name, field in fields.items()]

    assert len(left) > 100
    assert [one for one in left if one[2]] == []


def test_a_file_without_anything_in_it_is_told_so() -> None:
    class WithFile(Form):
        picture = forms.FileField()

    with override("en"):
        refused = WithFile({}, {"picture": SimpleUploadedFile("empty.png", b"")})

        assert refused.errors["picture"] == ["The file is empty. Choose another one."]
