"""Mails from templates: text first, HTML with its style inside, nothing a stranger wrote becomes a link."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.template import TemplateDoesNotExist
from pytest_django import Settings

from inkludering.mail import absolute, render_mail

Templates = Callable[..., None]

HTML = """
{% extends "mail/base.html" %}
{% block content %}<p><a class="btn" href="{{ url }}">x</a> {{ name }}</p>{% endblock %}
""".strip()


@pytest.fixture
def templates(settings: Settings, tmp_path: Path) -> Templates:
    """``templates(subject=…, txt=…, html=…)`` writes the mail "letter"."""
    changed = deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"] = [tmp_path, *changed[0]["DIRS"]]
    settings.TEMPLATES = changed

    def write(subject: str = "Hei", txt: str = "Hei {{ name }}", html: str = "") -> None:
        (tmp_path / "letter_subject.txt").write_text(subject)
        (tmp_path / "letter.txt").write_text(txt)
        if html:
            (tmp_path / "letter.html").write_text(html)

    return write


def test_mail_speaks_the_language_it_is_asked_for(templates: Templates) -> None:
    templates(txt="{% load i18n %}{% get_current_language as code %}{{ code }}")

    assert [render_mail("letter", {}, code).text for code in ("nn", "en")] == ["nn\n", "en\n"]


def test_subject_becomes_one_line(templates: Templates) -> None:
    templates(subject="\nPlassen er\n  din\n")

    assert render_mail("letter", {}, "nb").subject == "Plassen er din"


def test_hidden_character_in_the_subject_stops_the_mail(templates: Templates) -> None:
    templates(subject="{{ name|safe }}")

    with pytest.raises(ValidationError):
        render_mail("letter", {"name": "Ola\x00"}, "nb")


def test_text_is_text_and_html_is_escaped(templates: Templates) -> None:
    templates(html=HTML)

    mail = render_mail("letter", {"name": "Åse & <b>Ola</b>"}, "nb")

    assert mail.text == "Hei Åse & <b>Ola</b>\n"
    assert "Åse &amp; &lt;b&gt;Ola&lt;/b&gt;" in mail.html


def test_text_never_has_two_empty_lines(templates: Templates) -> None:
    templates(txt="a\n\n\n\n{% if x %}b{% endif %}\n\nc   \n\n")

    assert render_mail("letter", {}, "nb").text == "a\n\nc\n"


def test_names_that_look_like_code_or_links_stay_as_they_are(templates: Templates) -> None:
    templates(html=HTML)
    hostile = "www.evil.no {{ 7 }} {event.__class__} [x](http://evil.no)"

    mail = render_mail("letter", {"name": hostile, "url": absolute("/min/")}, "nb")

    assert mail.text == f"Hei {hostile}\n"
    assert mail.html.count("href") == 1


def test_style_moves_into_the_elements_and_media_queries_stay(templates: Templates) -> None:
    templates(html=HTML)

    html = render_mail("letter", {"url": "/"}, "nb").html

    assert 'style="' in html
    assert "@media (prefers-color-scheme: dark)" in html
    assert "<link" not in html


def test_picture_travels_with_the_mail(templates: Templates) -> None:
    templates(html=HTML)

    (picture,) = render_mail("letter", {}, "nb").pictures

    assert picture.cid == "langbordet"
    assert picture.content.startswith(b"\x89PNG")


def test_mail_without_an_html_template_is_text_alone(templates: Templates) -> None:
    templates()

    mail = render_mail("letter", {"name": "Ola"}, "nb")

    assert (mail.html, mail.pictures) == ("", [])


def test_missing_part_of_an_html_template_is_an_error(templates: Templates) -> None:
    templates(html='{% include "not/there.html" %}')

    with pytest.raises(TemplateDoesNotExist):
        render_mail("letter", {}, "nb")


def test_absolute_addresses_come_from_the_settings(settings: Settings) -> None:
    settings.BASE_URL = "https://dager.example.no"

    assert absolute("/min/x/") == "https://dager.example.no/min/x/"
