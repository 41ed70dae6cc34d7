"""Mails from templates: ``<name>_subject.txt``, ``<name>.txt`` and, if it exists, ``<name>.html``."""

from functools import cache
from pathlib import Path
from typing import Any

import css_inline
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, TemplateDoesNotExist
from django.template.base import Template as DjangoTemplate
from django.template.loader import get_template
from django.utils import translation

from inkludering.outbox.kinds import Mail, Picture
from inkludering.text import normalise_line

STYLE_SHEET = "css/mail.css"
PICTURES = {"langbordet": "img/langbordet.png"}  # cid in the template -> file under static/


def render_mail(template: str, context: dict[str, Any], language: str) -> Mail:
    """The mail ``template`` (such as "participants/mail/confirmation") in ``language``.

    The text part is the mail; the HTML part says the same. What people typed never becomes a
    link, for nothing here makes links of text.
    """
    known = {"base_url": settings.BASE_URL, "operator_name": settings.OPERATOR_NAME}
    with translation.override(language):
        subject = _text(f"{template}_subject.txt", known | context)
        text = _text(f"{template}.txt", known | context)
        html = _html(template, known | context)
    pictures = [_picture(cid) for cid in PICTURES if f"cid:{cid}" in html]
    return Mail(
        subject=normalise_line(" ".join(subject.split())),
        text=_tidy(text),
        html=html,
        pictures=pictures,
    )


def absolute(path: str) -> str:
    """The whole address of one of our own pages. Never built from a request's Host header."""
    return f"{settings.BASE_URL}{path}"


def _text(template: str, context: dict[str, Any]) -> str:
    """Nothing is escaped: in a text part "&" is "&"."""
    page: DjangoTemplate = get_template(template).template  # type: ignore[attr-defined]  # Django's
    return str(page.render(Context(context, autoescape=False)))


def _html(template: str, context: dict[str, Any]) -> str:
    try:
        page = get_template(f"{template}.html")
    except TemplateDoesNotExist as missing:
        if missing.args and missing.args[0] == f"{template}.html":
            return ""
        raise
    return _inliner().inline(page.render(context))


@cache
def _inliner() -> css_inline.CSSInliner:
    """Rules move into the elements; the media queries stay in the head. Loads nothing."""
    return css_inline.CSSInliner(
        extra_css=_static_file(STYLE_SHEET).read_text(),
        load_remote_stylesheets=False,
        keep_at_rules=True,
        keep_style_tags=False,
    )


@cache
def _picture(cid: str) -> Picture:
    path = _static_file(PICTURES[cid])
    return Picture(cid=cid, content=path.read_bytes(), subtype=path.suffix.removeprefix("."))


def _static_file(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found)


def _tidy(text: str) -> str:
    """At most one empty line in a row: template tags leave holes."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for line, before in zip(lines, ["x", *lines], strict=False) if line or before]
    return "\n".join(kept) + "\n"
