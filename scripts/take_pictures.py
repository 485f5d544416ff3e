"""Takes the pictures of the README anew: a demo office on a fixed day, three of its pages.

``python -m scripts.take_pictures`` needs Chromium (``make test-tools``) and writes to
``docs/images/``. Look at them before you commit them.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tests import tools
from tests.browser.paper import type_in
from tests.browser.served import ServedOffice, set_up
from tests.browser.windows import Windows

FOLDER = Path(__file__).parent.parent / "docs" / "images"
HEAD = "Lê Văn C"


def main() -> int:
    """Take all pictures."""
    chromium = tools.find_chromium()
    if chromium is None:
        print("Chromium is missing: make test-tools", file=sys.stderr)
        return 1
    with (
        TemporaryDirectory(prefix="donthu-pictures-") as folder,
        sync_playwright() as playwright,
        set_up(Path(folder) / "var").serving() as office,
    ):
        browser = playwright.chromium.launch(executable_path=str(chromium), args=tools.QUIET)
        windows = Windows(browser, office)
        for name, page in _pages(windows, office).items():
            page.evaluate("document.fonts.ready")
            page.screenshot(path=FOLDER / f"{name}.png")
            print(FOLDER / f"{name}.png")
        windows.close()
        browser.close()
    return 0


def _pages(windows: Windows, office: ServedOffice) -> Mapping[str, Any]:
    step = windows.open(HEAD, f"/ho-so/{office.cases['acceptance_due_today']}")
    step.get_by_role("link", name="Làm bước").click()
    type_in(step, {"acceptance": "accept", "complex": "yes"})
    step.locator(":focus").blur()
    step.get_by_text("Đã lưu nháp lúc").wait_for()
    step.evaluate("scrollTo(0, 0)")
    return {
        "my-work": windows.open(HEAD, "/viec-cua-toi?nhom=unit"),
        "case": windows.open(HEAD, f"/ho-so/{office.cases['dialogue_due_soon']}"),
        "step": step,
    }


if __name__ == "__main__":
    sys.exit(main())
