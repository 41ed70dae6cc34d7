"""Our crispy pack: label, help, control, error in this order, and a summary whose links lead somewhere."""

import re

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override

from inkludering.forms import Form


class Signup(Form):
    email = forms.EmailField(
        label="E-mail",
        help_text="We send a link.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    sector = forms.ChoiceField(
        label="Sector",
        choices=[("public", "Public"), ("other", "Other")],
        widget=forms.RadioSelect(attrs={"data-sector": True}),
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))


@pytest.fixture
def refused() -> str:
    with override("en"):
        return str(render_crispy_form(Signup({"email": "nobody@"})))


def test_field_shows_label_help_control_and_error_in_this_order(refused: str) -> None:
    field = refused.split('id="div_id_email"')[1].split("</ds-field>")[0]

    order = [field.index(part) for part in ("<label", "id_email_helptext", "<input", 'id="id_email_error"')]

    assert order[0] < order[1] < order[2] < order[3]


def test_field_names_its_help_and_its_error(refused: str) -> None:
    control = re.search(r"<input[^>]*id=\"id_email\"[^>]*>", refused)

    assert control is not None
    assert 'aria-describedby="id_email_helptext id_email_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    assert 'autocomplete="email"' in control[0]


def test_field_keeps_what_was_typed(refused: str) -> None:
    assert 'value="nobody@"' in refused


def test_summary_links_lead_to_controls(refused: str) -> None:
    targets = re.findall(r'<a class="ds-link" href="#([^"]+)"', refused)

    assert targets == ["id_email", "id_sector_0"]
    assert all(f'id="{target}"' in refused for target in targets)


def test_radio_buttons_stand_in_boxes_with_the_sector_shape(refused: str) -> None:
    assert refused.count('class="ds-field choice"') == 2
    assert '<span class="sector" data-s="public">Public</span>' in refused


def test_textarea_has_no_width_of_its_own(refused: str) -> None:
    assert "cols=" not in refused
    assert 'rows="3"' in refused


def test_only_optional_fields_are_marked(refused: str) -> None:
    assert refused.count("(optional)") == 1


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_error_page_needs_no_context(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert page.count("<h1>") == 1
    assert page.count('class="ds-button cta"') == 1
