"""The look holds together: vendored files, icons, style sheets, contrast, and nothing from elsewhere."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from scripts import vendor

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))

ELSEWHERE = {
    ".html": re.compile(r"""<(?!a\b)[^<>]*\s(?:src|srcset|href|action|poster)=["'](?:https?:)?//"""),
    ".css": re.compile(r"""@import|url\(\s*["']?(?:https?:)?//"""),
    ".js": re.compile(r"""["'`](?:https?:)?//[\w-]+\."""),
}
INLINE = re.compile(
    r"""<style\b|\sstyle=|\son[a-z]+=["']|<script\b(?![^>]*\b(?:src=|type="application/(?:ld\+)?json"))""",
    re.I,
)


def without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S)


@cache
def sprite_ids() -> set[str]:
    sprite = (ROOT / vendor.SPRITE).read_text(encoding="utf-8")
    return set(re.findall(r'<symbol id="([\w-]+)"', sprite))


def declarations(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def tokens(scheme: str) -> dict[str, str]:
    """Every custom colour as it stands in one colour scheme: the theme's, then our own."""
    theme = (ROOT / "static/css/theme.css").read_text(encoding="utf-8")
    own = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    blocks = {"light": [r'(:root, \[data-color-scheme="light"\]) \{(.*?)\n\}'], "dark": []}
    blocks["dark"] = [*blocks["light"], r'(\[data-color-scheme="dark"\]) \{(.*?)\n\}']
    found: dict[str, str] = {}
    for pattern in blocks[scheme]:
        for match in re.finditer(pattern, theme, re.S):
            found |= declarations(match[2])
    for selector in [":root", '[data-color-scheme="dark"]'][: 1 if scheme == "light" else 2]:
        found |= declarations(own.split(f"{selector} {{", 1)[1].split("\n}", 1)[0])
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_vendored_files_are_the_ones_fetched() -> None:
    assert vendor.problems() == []


def test_vendored_sprite_holds_every_listed_icon() -> None:
    assert sprite_ids() == set(vendor.icon_names())


def unknown_icons(path: Path, text: str) -> list[str]:
    used = re.findall(r"""\{% icon ["']([\w-]+)["']""", text)
    used += re.findall(r"""icons\.svg['" %}]*#([\w-]+)""", text)
    return sorted(set(used) - sprite_ids())


def unknown_static_files(path: Path, text: str) -> list[str]:
    names = set(re.findall(r"""\{% static ["']([^"']+)["'] %\}""", text))
    return [name for name in names if finders.find(name) is None]


def inline_parts(path: Path, text: str) -> list[str]:
    return INLINE.findall(without_comments(text))


def loads_from_elsewhere(path: Path, text: str) -> list[str]:
    return ELSEWHERE[path.suffix].findall(without_comments(text))


def tables_without_role(path: Path, text: str) -> list[str]:
    """A table that becomes rows on a phone loses its meaning unless the role says it."""
    tables = re.findall(r"<table\b[^>]*>", text)
    turning = [tag for tag in tables if re.search(r'class="[^"]*\b(?:sheet|cards)\b', tag)]
    return [tag for tag in turning if 'role="table"' not in tag]


Fault = Callable[[Path, str], list[str]]
RULES: list[tuple[Fault, list[Path], str]] = [  # with a text that breaks the rule
    (unknown_icons, TEMPLATES, '{% icon "unicorn" %}'),
    (unknown_static_files, TEMPLATES, "{% static 'css/none.css' %}"),
    (inline_parts, TEMPLATES, '<p style="color: red">'),
    (loads_from_elsewhere, [*TEMPLATES, *STYLES, *SCRIPTS], '<img src="//example.org/x.png">'),
    (tables_without_role, TEMPLATES, '<table class="ds-table sheet">'),
]


@pytest.mark.parametrize(("rule", "paths", "broken"), RULES, ids=[rule.__name__ for rule, _, _ in RULES])
def test_files_keep_the_rule(rule: Fault, paths: list[Path], broken: str) -> None:
    found = {str(path.relative_to(ROOT)): rule(path, path.read_text(encoding="utf-8")) for path in paths}

    assert {name: faults for name, faults in found.items() if faults} == {}
    assert rule(Path("broken.html"), broken)


def test_tokens_are_the_same_in_chosen_and_automatic_dark() -> None:
    own = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    chosen, automatic = own.split('[data-color-scheme="dark"] {')[1].split('[data-color-scheme="auto"] {')

    assert declarations(chosen) == declarations(automatic)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("--ink", "--wool"),
        ("--ink-soft", "--wool"),
        ("--board", "--wool"),
        ("--on-board", "--board"),
        ("--on-night", "--night"),
        ("--ds-color-neutral-text-default", "--page"),
        ("--ds-color-neutral-text-default", "--wool-soft"),
        ("--ds-color-neutral-text-subtle", "--work"),
        ("--ds-color-neutral-text-subtle", "--card"),
        ("--ds-color-accent-text-subtle", "--page"),
        ("--ds-color-accent-text-subtle", "--wool-soft"),
    ],
)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = tokens(scheme)

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sector", ["public", "voluntary", "private", "social", "academia", "other"])
def test_sector_shape_stands_out_from_a_card(scheme: str, sector: str) -> None:
    colours = tokens(scheme)

    assert contrast(colours[f"--s-{sector}"], colours["--card"]) >= 3.0
