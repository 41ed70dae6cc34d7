"""What people at the tables meet is theirs in five languages, whichever file it is written in."""

import ast
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from scripts.check_catalogues import is_back_office
from scripts.messages import Entry
from workshops.here_forms import NotesForm, WishForm

WORKSHOPS = Path(__file__).parents[2] / "workshops"
THEIRS = ["here", "here_notes", "wishes", "screen"]  # views without a login, and the big screen


def own_imports(path: Path) -> list[Path]:
    """The modules of the storey that this one takes things from, packages left out."""
    found = [
        node.module or ""
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
    ]
    files = [
        WORKSHOPS.parent / f"{name.replace('.', '/')}.py" for name in found if name.startswith("workshops.")
    ]
    return [file for file in files if file.exists()]


@pytest.mark.parametrize("name", THEIRS)
def test_what_public_pages_say_counts_as_theirs(name: str) -> None:
    view = WORKSHOPS / "views" / f"{name}.py"
    speaking = [file for file in [view, *own_imports(view)] if "_(" in file.read_text()]

    names = [str(file.relative_to(WORKSHOPS.parent)) for file in speaking]

    assert [one for one in names if is_back_office(Entry(references=[f"{one}:1"]))] == []


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da"])
@pytest.mark.parametrize("form", [NotesForm, WishForm])
def test_forms_of_the_tables_speak_every_language(form: type[forms.Form], language: str) -> None:
    fields = [field for field in form.base_fields.values() if field.label]

    with translation.override("en"):
        english = [str(field.label) for field in fields]
    with translation.override(language):
        spoken = [str(field.label) for field in fields]

    assert [one for one in spoken if one in english] == []
