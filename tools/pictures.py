"""Make the pictures that the docs show: the real page on the shipped study, in the system's Chromium.

    python tools/pictures.py        write docs/pictures/*.png

A picture differs by a few pixels from one machine to the next (fonts), so no check compares them.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("QUALCODE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUALCODE = (sys.executable, "-m", "qualcode.cli.main")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("qualcode.yaml", "codebooks", "corpora"):
            path = ROOT / name
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, Path(folder) / name)
        subprocess.run([*QUALCODE, "code", "-q"], cwd=folder, check=True)
        report(Path(folder))
        command = [*QUALCODE, "review", "--coder", "ani", "--no-browser"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        address = next(found[0] for line in process.stdout or () if (found := re.search(r"http://\S+", line)))
        try:
            take(address)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def report(folder: Path) -> None:
    """The head of the report, and the quotes behind one of its numbers."""
    subprocess.run([*QUALCODE, "report", "-q", "--coder", "reader-1", "--lang", "en"], cwd=folder, check=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto((folder / "out" / "report.html").as_uri())
        page.screenshot(path=ROOT / "docs" / "pictures" / "report.png")
        page.click("[data-table=barriers] tr[data-code=infrastructure] a.n")
        page.click("#found a.whole >> nth=0")
        page.mouse.move(0, 0)
        page.screenshot(path=ROOT / "docs" / "pictures" / "report-quotes.png")
        browser.close()


def take(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, locale, scheme in (("review", "en-GB", "light"), ("review-id-dark", "id-ID", "dark")):
            context = browser.new_context(viewport={"width": 1280, "height": 800}, locale=locale, color_scheme=scheme)
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector(".t")
            work(page)
            page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")
        browser.close()


def work(page: Page) -> None:
    """Open an interview, decide on the first suggestions, and stay on one."""
    page.keyboard.press("g")
    page.keyboard.type("data-analyst")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    for key in ("a", "x", "a", "j"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    page.wait_for_timeout(3000)  # until what was said has faded


if __name__ == "__main__":
    main()
