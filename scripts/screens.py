"""``make screens``: the pictures of ``docs/screens``, of a fresh demo, at three widths."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.console import ROOT, say
from tests.services.chromium import launch_args
from tests.services.site import WebServer

FOLDER = ROOT / "docs" / "screens"
WIDTHS = (390, 820, 1280)
# name, who is signed in ("" for a visitor, "door" for a tablet), address; EVENT is the next event of Oslo
SCREENS = [
    ("front", "", "/"),
    ("events", "", "/arrangementer/"),
    ("event", "", "EVENT"),
    ("register", "", "EVENTpamelding/"),
    ("desk", "telemark", "/arbeid/"),
    ("overview", "oslo", "WORK/"),
    ("programme", "oslo", "WORK/program/"),
    ("registered", "oslo", "WORK/pameldte/"),
    ("questions", "oslo", "WORK/pameldte/sporsmal/"),
    ("doors", "oslo", "WORK/dor/"),
    ("tables", "facilitator", "WORK/grupper/"),
    ("here", "", "EVENTher/"),
    ("door", "door", ""),
]


@contextmanager
def demo_site() -> Iterator[WebServer]:
    """A fresh demo on SQLite in a temporary folder, served on a free port."""
    with tempfile.TemporaryDirectory(prefix="inkl-screens-") as var_dir:
        env = {"DEMO": "1", "VAR_DIR": var_dir, "DATABASE_URL": "", "REDIS_URL": "", "EMAIL_URL": "mailbox:"}
        own = {**os.environ, **env, "DATABASE_URL": f"sqlite:///{var_dir}/demo.sqlite3"}
        for command in (["migrate", "-v0"], ["createcachetable"], ["demo"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=own, check=True)
        server = WebServer(env={**env, "DATABASE_URL": own["DATABASE_URL"]}, workers=1)
        server.start()
        try:
            yield server
        finally:
            server.close()


def sign_in(page: Page, base: str, who: str) -> None:
    """As ``/demo/`` does it; "door" makes this browser a tablet."""
    page.goto(f"{base}/demo/")
    place = "dor" if who == "door" else f"inn/{who}"
    page.locator(f"form[action$='/demo/{place}/'] button").click()


def addresses(page: Page, base: str) -> dict[str, str]:
    """The nearest event: its public page, and its work pages as Oslo's coordinator sees them."""
    page.goto(f"{base}/")
    event = str(page.locator(".day h3 a").first.get_attribute("href"))
    sign_in(page, base, "oslo")
    work = str(page.locator(".next h2 a").get_attribute("href"))
    return {"EVENT": event, "WORK": work.rstrip("/")}


def make_groups(page: Page, base: str, work: str) -> None:
    """The first round, so that there is something to see."""
    page.goto(f"{base}{work}/grupper/")
    page.locator("form[action$='/lag/'] button:not([formaction])").click()


def take(browser: Browser, base: str, known: dict[str, str]) -> None:
    for width in WIDTHS:
        for name, who, address in SCREENS:
            page = browser.new_context(viewport={"width": width, "height": 900}, locale="nb-NO").new_page()
            if who:
                sign_in(page, base, who)
            if address:
                path = address.replace("EVENT", known["EVENT"]).replace("WORK", known["WORK"])
                page.goto(base + path)
            if who == "door":
                page.locator(".guests[data-drawn]").wait_for(state="attached")
            page.screenshot(path=str(FOLDER / f"{name}-{width}.png"), full_page=name != "registered")
            page.context.close()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_site() as server, sync_playwright() as playwright:
        options = launch_args()
        browser = playwright.chromium.launch(**options)
        page = browser.new_context(locale="nb-NO").new_page()
        known = addresses(page, server.url)
        make_groups(page, server.url, known["WORK"])
        take(browser, server.url, known)
        browser.close()
    say(f"{len(SCREENS) * len(WIDTHS)} pictures in docs/screens")


if __name__ == "__main__":
    main()
