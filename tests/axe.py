"""What axe finds on a page."""

from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
# Only what is wrong comes back: the whole answer takes as long to hand over as to find.
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(({ violations }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`))"""

SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")


def faults(page: Page) -> list[str]:
    """Each rule that is broken with the first place; of the page as it stands now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(RUN)
    return found


def faults_by_day_and_night(page: Page) -> list[str]:
    """The same in light and in dark colours; without motion, as colours would be on their way."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme}: {fault}" for fault in faults(page)]
    return found
