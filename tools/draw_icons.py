"""Draws the icons of the app from icon.svg, in the Chromium of SITE_BUILDER_CHROMIUM.

PNG for systems that show no SVG. A maskable icon and Apple's have no corners of their own.
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parents[1] / "site_builder" / "web" / "app"
ICONS = {
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-maskable-512.png": (512, True),
    "icon-180.png": (180, True),
}


def main() -> None:
    """Writes all icons."""
    drawing = FOLDER.joinpath("icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("SITE_BUILDER_CHROMIUM"), args=["--no-sandbox"]
        )
        for name, (size, is_full) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            shown = drawing.replace(' rx="96"', "") if is_full else drawing
            style = f"body{{margin:0}}svg{{display:block;height:{size}px;width:{size}px}}"
            page.set_content(f"<style>{style}</style>{shown}")
            page.screenshot(path=FOLDER / name, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
