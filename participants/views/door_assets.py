"""What a tablet keeps so that the door opens without a network: pages without names, and their files."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from participants.views.door_words import words

SHELLS = ("liste", "uanmeldt", "telling", "papir", "selv", "start")
SCRIPTS = (
    *("base", "time", "store", "people", "log", "sync", "list", "said", "status"),
    *("acts", "person", "camera", "lock", "trial", "pages", "kiosk", "main"),
)
STYLES = (
    "vendor/designsystemet/designsystemet.css",
    *(
        f"css/{name}.css"
        for name in (
            *("theme", "fonts", "tokens", "ground", "layout", "header", "footer", "hero", "band", "pieces"),
            *("sector", "todo", "undo", "forms", "list", "days", "empty", "door", "door-parts"),
        )
    ),
)
FONTS = ("inter/files/inter-{}-wght-normal.woff2", "alegreya-sans/files/alegreya-sans-{}-800-normal.woff2")
SUBSETS = ("latin", "latin-ext", "vietnamese")
OTHER = ("vendor/icons.svg", "img/logo.svg", "vendor/zxing/zxing.js", "vendor/zxing/zxing_reader.wasm")
WORKER = "js/dor/sw.js"


def names() -> list[str]:
    """Every file by its name under ``static``."""
    fonts = [f"vendor/{font.format(subset)}" for font in FONTS for subset in SUBSETS]
    scripts = [f"js/dor/{name}.js" for name in (*SCRIPTS, "start")]
    return [*STYLES, *scripts, *fonts, *OTHER]


def urls() -> list[str]:
    return [static(name) for name in names()]


def read(name: str) -> bytes:
    """A static file as it lies in the source."""
    found = finders.find(name)
    return Path(str(found)).read_bytes() if found else b""


@lru_cache(maxsize=8)
def version(language: str | None) -> str:
    """Changes with any file, word (of the active ``language``) or template of the door: a tablet then
    fetches everything anew."""
    content = hashlib.sha256(settings.RELEASE.encode())
    for name in (*names(), WORKER):
        content.update(read(name))
    for template in sorted((settings.BASE_DIR / "templates" / "participants" / "door").glob("*.html")):
        content.update(template.read_bytes())
    content.update(repr((language, sorted(words().items()))).encode())
    return content.hexdigest()[:12]
