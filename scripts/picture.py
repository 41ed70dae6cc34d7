"""Draw the long table once more for places that cannot inline it: a file for the web, a PNG for mail.

``python scripts/picture.py`` reads templates/components/_table_picture.html and writes static/img/.
"""

import re
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "templates" / "components" / "_table_picture.html"
IMAGES = ROOT / "static" / "img"
CHAIR = "#a8577f"  # seen on light wool and on dark
WIDTH, HEIGHT, SCALE = 520, 100, 2  # as shown in the mail; twice as many points


def standalone() -> str:
    """The picture as a file of its own, with a chair that suits any ground."""
    drawing = re.sub(r"\{#.*?#\}\s*", "", SOURCE.read_text(encoding="utf-8"))
    drawing = drawing.replace('class="longtable"', 'xmlns="http://www.w3.org/2000/svg"', 1)
    return drawing.replace("currentColor", CHAIR)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    svg = standalone()
    (IMAGES / "langbordet.svg").write_text(svg, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE)
        page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{WIDTH}px}}</style>{svg}")
        page.screenshot(path=IMAGES / "langbordet.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
